"""Both packages are built from one set of exact versions."""

import re
import tomllib
from pathlib import Path
from typing import Any

from tests.house.tree import text

LOCK = dict(
    re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text(Path("requirements.lock")), re.MULTILINE)
)
WHOLE: dict[str, Any] = tomllib.loads(text(Path("pyproject.toml")))
CLIENT: dict[str, Any] = tomllib.loads(text(Path("clients/pyproject.toml")))


def test_every_pin_has_a_hash() -> None:
    blocks = re.split(r"^(?=\S)", text(Path("requirements.lock")), flags=re.MULTILINE)
    assert not [block for block in blocks if block.strip() and "--hash=sha256:" not in block]


def test_the_stub_compiler_is_no_newer_than_the_oldest_grpc_we_allow() -> None:
    """A stub refuses to load under a grpcio older than its compiler."""
    compiler = LOCK["grpcio-tools"]
    assert LOCK["grpcio"] == compiler
    for package in WHOLE, CLIENT:
        assert f"grpcio-tools=={compiler}" in package["build-system"]["requires"]
        assert f"grpcio>={compiler},<2" in package["project"]["dependencies"]


def test_the_client_is_a_part_of_the_whole() -> None:
    assert CLIENT["project"]["version"] == WHOLE["project"]["version"]
    assert CLIENT["build-system"] == WHOLE["build-system"]
    assert set(CLIENT["project"]["dependencies"]) <= set(WHOLE["project"]["dependencies"])
    assert CLIENT["project"]["scripts"] == WHOLE["project"]["scripts"]


def test_whatever_builds_or_runs_us_is_in_the_lock() -> None:
    wanted = [*WHOLE["build-system"]["requires"], *WHOLE["project"]["dependencies"]]
    wanted += WHOLE["dependency-groups"]["dev"]
    names = {re.split(r"[\[<>=~! ]", one)[0].replace(".", "-") for one in wanted}
    assert not names - LOCK.keys()
