"""Fixtures of the client's tests: a home of its own, a terminal before a real campus."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.rules_desk import Rules
from tests.clients.scripted import Heard, Reply, Scripted
from tests.clients.terminal import Terminal, socket_of
from tests.worlds import World


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command keeps its things during one test."""
    folder = tmp_path / "home"
    for name in ("ADDRESS", "CA", "LANG", "OUTPUT", "PROFILE"):
        monkeypatch.delenv(f"DANGWU_{name}", raising=False)
    monkeypatch.setenv("DANGWU_HOME", str(folder))
    return folder


@pytest.fixture
def terminal(world: World, tmp_path: Path) -> Terminal:
    """Needs `@pytest.mark.parametrize("shape", ["socket"])`."""
    return Terminal(world, socket_of(tmp_path))


Serve = Callable[..., Scripted]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Opens scripted servers, and closes them after the test."""
    opened: list[Scripted] = []

    def open_one(answer: Callable[[Heard], Reply], **options: Any) -> Scripted:
        opened.append(Scripted(answer, **options))
        return opened[-1]

    yield open_one
    for server in opened:
        server.stop()


@pytest.fixture
def rules(serve: Serve) -> Rules:
    """`rules("ask", …)`: somebody runs a line before a server that is scripted."""
    return Rules(serve)
