"""Fixtures: the people of the small campus, at work on aid."""

import pytest

from tests.carefund.acts import Care
from tests.worlds import World


@pytest.fixture
def care(world: World) -> Care:
    """In a world of the test's own."""
    return Care(world)


@pytest.fixture(scope="module")
def shared_care(shared_world: World) -> Care:
    """In a world that all tests of the module share."""
    return Care(shared_world)
