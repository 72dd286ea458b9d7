"""The server sweeps by itself, once a day: after a restart too, and from two processes at once."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from services import roster
from services.chassis import journal
from services.chassis.database import Database
from services.chassis.host import Host, Place
from services.chassis.settings import Settings
from services.transfer.store.reminders import Reminder
from tests.clock import Clock
from tests.reminding.postoffice import Mailbox, mail_server
from tests.transfer.acts import Cases
from tests.worlds import World

MORNING = datetime(2026, 6, 14, 0, 0, tzinfo=UTC)
"""Eight in Shanghai, of a day on which half of somebody's time has passed."""


@contextmanager
def serving(world: World, clock: Clock, *, hosts: int = 1, **given: Any) -> Iterator[list[Host]]:
    """Hosts beside the world's own, on the same databases, that do their chores."""
    place = Place(world.url, world.keyring, chores=Settings(**given))
    made = [Host(roster.load(), place, clock) for _ in range(hosts)]
    for host in made:
        host.start()
    try:
        yield made
    finally:
        for host in made:
            host.stop()


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def told(world: World) -> list[tuple[str, str, int]]:
    database = _database(world)
    with database.reading() as session:
        asked = sa.select(Reminder.person_id, Reminder.subject_id, Reminder.mark)
        return [(row[0], row[1], row[2]) for row in session.execute(asked)]


def sweeps(world: World) -> int:
    """How often a sweep was done, by the journal."""
    with _database(world).reading() as session:
        asked = sa.select(sa.func.count()).where(journal.JOURNAL.c.rpc.endswith("/AnnounceDue"))
        return session.execute(asked).scalar_one()


def _database(world: World) -> Database:
    assert world.host
    return world.host.databases["transfer"]


def test_it_sweeps_at_its_hour_and_not_before(world: World, clock: Clock) -> None:
    Cases(world).request()
    clock.set(MORNING)
    with serving(world, clock, sweep_at="08:01"):
        assert not within(1.0, lambda: bool(told(world)))
    with serving(world, clock, sweep_at=""):
        assert not within(1.0, lambda: bool(told(world)))
    with serving(world, clock, sweep_at="08:00"):
        assert within(5.0, lambda: bool(told(world)))


def test_two_processes_and_a_restart_say_it_once(world: World, clock: Clock) -> None:
    Cases(world).request()
    clock.set(MORNING)
    with serving(world, clock, hosts=3):
        assert within(5.0, lambda: sweeps(world) == 1)
    first = sorted(told(world))
    assert len(first) == len(set(first))
    clock.pass_time(hours=3)
    with serving(world, clock):
        assert not within(1.5, lambda: sweeps(world) != 1)
    assert sorted(told(world)) == first


def test_what_is_announced_is_mailed_once_by_all_together(world: World, clock: Clock) -> None:
    Cases(world).request()
    clock.set(MORNING)
    box = Mailbox()
    with mail_server(box) as port:
        given = {
            "smtp_url": f"smtp://127.0.0.1:{port}",
            "mail_from": "a@school.example",
            "mail_domain": "school.example",
        }
        with serving(world, clock, hosts=2, **given):
            assert within(5.0, lambda: sweeps(world) == 1)
        with serving(world, clock, hosts=2, **given):
            people = {person for person, _, _ in told(world)}
            assert within(8.0, lambda: len(box.taken) >= len(people))
    assert len({one["Message-ID"] for one in box.taken}) == len(box.taken) == len(people)
