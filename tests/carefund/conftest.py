"""Fixtures: the people of the small campus, at work on aid."""

from collections.abc import Iterator

import pytest

from tests.carefund.acts import Care
from tests.carefund.bookkeeping import Books
from tests.worlds import World


@pytest.fixture
def care(world: World) -> Care:
    """In a world of the test's own."""
    return Care(world)


@pytest.fixture(scope="module")
def shared_care(shared_world: World) -> Care:
    """In a world that all tests of the module share."""
    return Care(shared_world)


@pytest.fixture
def books(world: World) -> Iterator[Books]:
    """The money of a world of the test's own."""
    made = Books(world)
    yield made
    made.close()
