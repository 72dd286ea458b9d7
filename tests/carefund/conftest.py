"""Fixtures: the people of the small campus, at work on aid."""

from collections.abc import Iterator

import pytest

from tests.carefund.acts import Care
from tests.carefund.bookkeeping import Books
from tests.carefund.road import Road
from tests.carefund.till import Till
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


@pytest.fixture
def road(world: World) -> Road:
    """The whole road of an application, in a world of the test's own."""
    return Road(world)


@pytest.fixture(scope="module")
def shared_road(shared_world: World) -> Road:
    """The same in a world that all tests of the module share."""
    return Road(shared_world)


@pytest.fixture
def till(world: World) -> Iterator[Till]:
    """Where grants are paid, in a world of the test's own."""
    made = Till(world)
    yield made
    made.books.close()


@pytest.fixture(scope="module")
def shared_till(shared_world: World) -> Iterator[Till]:
    """The same in a world that all tests of the module share."""
    made = Till(shared_world)
    yield made
    made.books.close()
