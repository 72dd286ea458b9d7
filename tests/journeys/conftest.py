"""Fixtures: the office at work on letters, over a socket."""

import pytest

from tests.transfer.letter_acts import Letters
from tests.worlds import World


@pytest.fixture
def shape() -> str:
    return "socket"


@pytest.fixture
def letters(world: World) -> Letters:
    """Cases, letters and receipts in one world."""
    return Letters(world)
