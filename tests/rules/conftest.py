"""Fixtures: the office at work on the rules, in a world of the test's own."""

import pytest

from tests.rules.office import Office
from tests.worlds import World


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)
