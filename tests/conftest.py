"""Fixtures: a small campus on a fresh database, in three shapes, with a clock that tests move."""

import os

os.environ["GRPC_VERBOSITY"] = "NONE"

from collections.abc import Callable, Iterator
from copy import copy
from itertools import count
from pathlib import Path

import grpc
import pytest

from dangwu.rules.v1 import rules_pb2
from services import roster
from services.chassis import logbook, migrate
from services.chassis.database import Database
from services.chassis.host import Host, Place
from services.chassis.keys import Keyring
from services.chassis.server import add_to
from tests import campus as small_campus
from tests.campus import Campus
from tests.clock import START, Clock
from tests.databases import Databases, PostgresDatabases, SqliteFiles
from tests.worlds import SHAPES, Child, World

NUMBERS = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what meets a database is run; the rest has been seen on SQLite."""
    if config.getoption("--database") == "sqlite":
        return
    meets = [
        item
        for item in items
        if {"databases", "estate"} & set(getattr(item, "fixturenames", ()))
        and item.path.relative_to(config.rootpath).parts[1] not in ("clients", "house", "sample")
        and not item.get_closest_marker("one_database")
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in meets])
    items[:] = meets


@pytest.fixture(scope="session", autouse=True)
def _quiet() -> None:
    logbook.configure("critical")


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    folder = tmp_path_factory.mktemp("databases")
    kind = SqliteFiles if request.config.getoption("--database") == "sqlite" else PostgresDatabases
    made: Databases = kind(folder)
    yield made
    made.close()


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("secret") / "keys"
    Keyring.create(folder)
    return folder


@pytest.fixture(scope="session")
def campus(databases: Databases, keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Campus:
    """The template campus, built once: every test gets a copy of its databases."""
    clock = Clock(tmp_path_factory.mktemp("clock") / "now")
    clock.set(START)
    for service in roster.NAMES:
        database = Database(databases.template.format(service=service))
        migrate.upgrade(database.engine, service)
        database.close()
    host = Host(roster.load(), Place(databases.template, Keyring.load(keys)), clock)
    host.start()
    host.ask_as(
        "rules", rules_pb2.SeedBooksRequest(request_id="0" * 8 + "-0000-4000-8000-" + "0" * 12)
    )
    built = small_campus.build(host)
    assert host.settle()
    host.stop()
    return built


@pytest.fixture(scope="session")
def children() -> Iterator[tuple[Child, Child]]:
    pair = (Child(), Child())
    yield pair
    for child in pair:
        child.close()


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    made = Clock(tmp_path / "now")
    made.set(START)
    return made


@pytest.fixture
def shape() -> str:
    return "process"


@pytest.fixture
def world(
    shape: str,
    request: pytest.FixtureRequest,
    databases: Databases,
    keys: Path,
    campus: Campus,
    clock: Clock,
    tmp_path: Path,
) -> Iterator[World]:
    """A fresh world; `@pytest.mark.parametrize("shape", SHAPES)` tries all three."""
    name = f"w{next(NUMBERS)}"
    children = request.getfixturevalue("children") if shape == "split" else ()
    made = World(shape, databases.fresh(name), keys, clock, campus, tmp_path)
    made.open(children)
    yield made
    made.close()
    databases.drop(name)


@pytest.fixture(scope="module")
def shared_world(
    databases: Databases, keys: Path, campus: Campus, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One world, in this process, for all the tests of a module."""
    name, folder = f"w{next(NUMBERS)}", tmp_path_factory.mktemp("shared")
    clock = Clock(folder / "now")
    clock.set(START)
    made = World("process", databases.fresh(name), keys, clock, campus, folder).open()
    yield made
    made.close()
    databases.drop(name)


@pytest.fixture(params=SHAPES)
def any_shape(request: pytest.FixtureRequest) -> str:
    """All three shapes, for tests that ask for `world` through it."""
    return str(request.param)


@pytest.fixture(scope="module")
def grpc_addr(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A socket in the file system: pytest-grpc's own way to find a free port is a race."""
    return f"unix:{tmp_path_factory.mktemp('wire')}/s"


@pytest.fixture(scope="module")
def grpc_servicer(shared_world: World) -> Host | None:
    return shared_world.host


@pytest.fixture(scope="module")
def grpc_add_to_server() -> Callable[[Host, grpc.Server], None]:
    return add_to


@pytest.fixture(scope="module")
def wired_world(shared_world: World, grpc_channel: grpc.Channel) -> World:
    """The world that the tests of a module share, reached over pytest-grpc's real server."""
    wired = copy(shared_world)
    wired.channel = grpc_channel
    return wired
