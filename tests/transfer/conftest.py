"""Fixtures: the people of the small campus, at work on transfers."""

import pytest

from tests.transfer.acts import Cases
from tests.transfer.changing import Changes
from tests.transfer.leaving import Departures
from tests.worlds import World


@pytest.fixture
def cases(world: World) -> Cases:
    """In a world of the test's own."""
    return Cases(world)


@pytest.fixture(scope="module")
def shared_cases(shared_world: World) -> Cases:
    """In a world that all tests of the module share: each brings members of its own."""
    return Cases(shared_world)


@pytest.fixture
def changes(cases: Cases) -> Changes:
    """Changes of status in the same world."""
    return Changes(cases)


@pytest.fixture
def departures(cases: Cases) -> Departures:
    """Departures in the same world."""
    return Departures(cases)
