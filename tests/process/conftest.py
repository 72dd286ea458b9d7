"""Fixtures: real server processes on fresh copies of the small campus."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from services.chassis.host import utc_now
from services.chassis.keys import Keyring
from services.chassis.tokens import Tokens
from tests.campus import Campus
from tests.databases import Databases, PostgresDatabases, SqliteFiles
from tests.process.house import House
from tests.process.server import RunningServer
from tests.process.site import Estate, Site

NUMBERS = count(1)
Start = Callable[..., RunningServer]
"""Starts a server: the services by name, and its settings."""


@pytest.fixture(scope="module")
def url(databases: Databases, campus: Campus) -> Iterator[str]:
    """Where one fresh campus a module has its databases."""
    name = f"p{next(NUMBERS)}"
    yield databases.fresh(name)
    databases.drop(name)


@pytest.fixture(scope="module")
def start(url: str, keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts servers on that campus, and ends them all at the end of the module."""
    with ExitStack() as stack:

        def started(*names: str, **settings: object) -> RunningServer:
            folder = tmp_path_factory.mktemp("server")
            given: dict[str, Any] = {"database_url": url, "keys": keys} | settings
            return stack.enter_context(RunningServer(folder, *names, **given))

        yield started


@pytest.fixture(scope="session")
def token(keys: Path) -> Callable[[str], str]:
    """Mints a token of the house for an account, good from this moment."""
    tokens = Tokens(Keyring.load(keys))
    return lambda subject: tokens.mint(subject, utc_now())


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House.built(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest) -> None:
    """For tests that no database can change: they run on one."""
    if request.config.getoption("--database") != "sqlite":
        pytest.skip("the database makes no difference to the wire; run on SQLite")


@pytest.fixture(scope="session")
def estate(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Estate]:
    """A campus built by real processes from `init` on, in databases that forget nothing."""
    folder = tmp_path_factory.mktemp("durable")
    if request.config.getoption("--database") == "sqlite":
        databases: Databases = SqliteFiles(folder)
    else:
        databases = PostgresDatabases(folder, durable=True)
    yield Estate.founded(databases, tmp_path_factory.mktemp("estate"))
    databases.close()


@pytest.fixture
def site(estate: Estate, tmp_path: Path) -> Iterator[Site]:
    """A server process on a fresh copy of that campus."""
    with estate.site(tmp_path) as made:
        yield made
