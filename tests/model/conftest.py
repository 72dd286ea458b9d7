"""Worlds for the machine: a fresh one for every journey."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campus import Campus
from tests.clock import START, Clock
from tests.conftest import NUMBERS
from tests.databases import Databases
from tests.model.machine import Journey
from tests.worlds import World

Machines = Callable[..., type[Journey]]


@pytest.fixture
def machine(databases: Databases, keys: Path, campus: Campus, tmp_path: Path) -> Machines:
    """Makes machines whose journeys each begin on a fresh campus."""

    names: dict[int, str] = {}

    def opened() -> World:
        name = f"m{next(NUMBERS)}"
        folder = tmp_path / name
        folder.mkdir()
        clock = Clock(folder / "now")
        clock.set(START)
        world = World("process", databases.fresh(name), keys, clock, campus, folder).open()
        names[id(world)] = name
        return world

    def closed(world: World) -> None:
        world.close()
        databases.drop(names.pop(id(world)))

    def made(**more: object) -> type[Journey]:
        given = {"open_world": staticmethod(opened), "close_world": staticmethod(closed)}
        counters: dict[str, object] = {name: Counter() for name in ("reached", "refused", "taken")}
        return type("Journey", (Journey,), given | counters | {"headed_for": {}} | more)

    return made
