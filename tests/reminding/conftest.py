"""Fixtures: somebody is due to be reminded, and a postman who goes when he is told."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from services.chassis.chores import Around
from services.chassis.settings import Settings
from services.transfer.reminding.postman import Postman
from tests.chassis.authority import LOCAL, SERVER, Authority, Issued
from tests.transfer.acts import Case, Cases
from tests.transfer.announcing import sweep
from tests.worlds import World

Go = Callable[..., None]


@pytest.fixture
def cases(world: World) -> Cases:
    return Cases(world)


@pytest.fixture
def told(cases: Cases) -> Case:
    """A case of which its holder was told today that half of his time has passed."""
    case = cases.sign("s.secretary", cases.request())
    cases.world.clock.set(datetime(2026, 6, 14, 2, tzinfo=UTC))
    sweep(cases)
    return case


@pytest.fixture
def go(world: World) -> Go:
    """Sends the postman round once, with settings of the test's own."""
    return partial(_go, world)


def _go(world: World, **settings: Any) -> None:
    assert world.host
    around = Around(
        world.host.databases["transfer"],
        partial(world.host.ask_as, "transfer"),
        world.clock,
        Settings(**settings),
    )
    Postman().do(around)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("postal"))


@pytest.fixture(scope="session")
def issued(authority: Authority) -> Issued:
    return authority.issue("post", LOCAL, usage=SERVER)


@pytest.fixture(scope="session")
def ca(authority: Authority) -> Path:
    return authority.path
