"""An integrator with `buf curl` alone: with reflection on, the server explains itself."""

import json
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from google.rpc import error_details_pb2

from tests.campus import ORGANIZATIONS, Campus
from tests.house import image
from tests.process.conftest import Start
from tests.process.server import RunningServer

pytestmark = pytest.mark.usefixtures("once")

BUF = Path(sys.executable).parent / "buf"
TREE = "dangwu.directory.v1.OrganizationService"
UNAUTHENTICATED = 16
OWN = {method.full_name.partition("/")[0] for method in image.methods()}
Token = Callable[[str], str]
Curl = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def open_server(start: Start) -> RunningServer:
    return start(reflection=True)


@pytest.fixture(scope="module")
def shut_server(start: Start) -> RunningServer:
    return start()


@pytest.fixture
def curl(tmp_path: Path) -> Curl:
    """Runs buf in an empty folder, in which there is no .proto to be found."""

    def run(server: RunningServer, *words: str, path: str = "") -> subprocess.CompletedProcess[str]:
        command = [str(BUF), "curl", "--http2-prior-knowledge", "--protocol", "grpc", *words]
        return subprocess.run(
            [*command, f"http://{server.address}{path}"],
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": os.defpath},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    return run


def bearer(token: str) -> tuple[str, str]:
    return "--header", f"authorization: Bearer {token}"


def test_it_lists_the_services_and_their_calls(curl: Curl, open_server: RunningServer) -> None:
    listed = curl(open_server, "--list-services")
    assert listed.returncode == 0, listed.stderr
    assert set(listed.stdout.split()) >= OWN
    methods = curl(open_server, "--list-methods")
    assert set(methods.stdout.split()) >= {method.full_name for method in image.methods()}


def test_it_reads_the_tree_with_a_token(
    curl: Curl, open_server: RunningServer, token: Token, campus: Campus
) -> None:
    head = bearer(token("s.secretary"))
    found: list[dict[str, Any]] = []
    ask: dict[str, Any] = {"pageSize": 4}
    while True:
        said = curl(
            open_server, *head, "--data", json.dumps(ask), path=f"/{TREE}/ListOrganizations"
        )
        assert said.returncode == 0, said.stderr
        page = json.loads(said.stdout)
        found += page["organizations"]
        if not (ask := {"pageSize": 4, "pageToken": page.get("nextPageToken", "")})["pageToken"]:
            break
    ids = {one["id"]: one for one in found}
    tree = {
        (one["code"], one["name"], ids[one["parentId"]]["code"] if "parentId" in one else "")
        for one in found
    }
    told = {(code, name, parent) for code, name, _, parent in ORGANIZATIONS}
    assert tree == told | {("00", "滨海示范大学党委", "")}
    assert ids.keys() == set(campus.organizations.values())


@pytest.mark.parametrize(
    "head",
    [(), bearer("x"), ("--header", "authorization: Basic eDp5")],
    ids=["none", "bad", "foreign"],
)
def test_without_a_good_token_it_is_unauthenticated(
    curl: Curl, open_server: RunningServer, head: tuple[str, ...]
) -> None:
    said = curl(open_server, *head, "--data", "{}", path=f"/{TREE}/ListOrganizations")
    assert said.returncode == 8 * UNAUTHENTICATED
    assert said.stdout == ""
    error = json.loads(said.stderr)
    assert error["code"] == "unauthenticated"
    assert "登录" in error["message"]


def test_a_field_at_fault_is_named(curl: Curl, open_server: RunningServer, token: Token) -> None:
    said = curl(
        open_server,
        *bearer(token("director")),
        *("--data", '{"pageSize": 201}'),
        path=f"/{TREE}/ListOrganizations",
    )
    error = json.loads(said.stderr)
    assert error["code"] == "invalid_argument"
    details = {one["type"].rpartition(".")[2]: one["value"] for one in error["details"]}
    assert details.keys() == {"ErrorInfo", "LocalizedMessage", "BadRequest"}
    bad = error_details_pb2.BadRequest.FromString(b64decode(details["BadRequest"] + "=="))
    assert [one.field for one in bad.field_violations] == ["page_size"]


def test_reflection_is_off_unless_asked_for(
    curl: Curl, shut_server: RunningServer, token: Token
) -> None:
    listed = curl(shut_server, "--list-services")
    assert listed.returncode != 0
    assert listed.stdout == ""
    assert "unimplemented" in listed.stderr
    head = bearer(token("director"))
    blind = curl(shut_server, *head, "--data", "{}", path=f"/{TREE}/ListOrganizations")
    assert blind.returncode != 0
    assert blind.stdout == ""
