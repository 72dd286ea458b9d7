"""Standing is remembered for one revision: cheap to ask again, and never out of date."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event, get_ident
from typing import Any

import pytest
import sqlalchemy as sa

from dangwu.directory.v1 import authority_pb2
from services.chassis.database import Database
from services.directory.standing import MOST, Remembered, Standings
from services.directory.store.revisions import turn
from tests.databases import Databases
from tests.directory.acts import DEPUTY, SECRETARY, Office, standing
from tests.worlds import World

TODAY = date(2026, 6, 10)


@pytest.fixture
def database(world: World) -> Database:
    assert world.host
    return world.host.databases["directory"]


def statements(database: Database, ask: Any) -> int:
    """How many statements a question costs; the courier's, beside it, are not counted."""
    seen: list[str] = []
    here = get_ident()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if get_ident() == here:
            seen.append(statement)

    with database.reading() as session:
        session.connection()
        sa.event.listen(database.engine, "before_cursor_execute", note)
        ask(session)
        sa.event.remove(database.engine, "before_cursor_execute", note)
    return len(seen)


def test_it_costs_four_statements_and_asked_again_one(database: Database) -> None:
    standings = Standings()
    statements(database, lambda session: standings.of(session, "outsider", TODAY))
    first = statements(database, lambda session: standings.of(session, "a.secretary", TODAY))
    again = statements(database, lambda session: standings.of(session, "a.secretary", TODAY))
    assert (first, again) == (4, 1)


def test_the_next_revision_forgets_what_was_known(database: Database) -> None:
    standings = Standings()
    with database.reading() as session:
        known = standings.of(session, "a.secretary", TODAY)
    with database.writing() as session:
        turn(session)
        session.execute(sa.text("UPDATE post SET held_until = '2026-06-09' WHERE kind = 1"))
        session.commit()
    with database.reading() as session:
        fresh = standings.of(session, "a.secretary", TODAY)
    assert known.posts
    assert not fresh.posts
    assert fresh.revision == known.revision + 1


def test_days_are_remembered_apart(world: World) -> None:
    office = Office.of(world)
    office.end(office.post("s.deputy"), "2026-06-20")
    for _ in range(2):
        assert standing(world, "s.deputy", "2026-06-20").posts
        assert not standing(world, "s.deputy", "2026-06-21").posts


def test_databases_of_one_process_are_remembered_apart(
    database: Database, databases: Databases
) -> None:
    """Two worlds at the same revision do not know each other's people."""
    standings = Standings()
    other = Database(databases.fresh("apart").format(service="directory"))
    try:
        with other.writing() as session:
            session.execute(sa.text("UPDATE person SET account = 'x' WHERE account = 'outsider'"))
            session.commit()
        with database.reading() as here, other.reading() as there:
            assert standings.of(here, "outsider", TODAY).person_id
            assert not standings.of(there, "outsider", TODAY).person_id
            assert not standings.of(here, "x", TODAY).person_id
    finally:
        other.close()
        databases.drop("apart")


def test_readers_never_see_less_than_was_known_before(world: World) -> None:
    """Each appointment adds one post and one revision: whatever is answered, the two agree."""
    office = Office.of(world)
    office.register("busy")
    at_first = standing(world, "busy").revision
    done = Event()

    def read() -> list[authority_pb2.Standing]:
        seen = [standing(world, "busy")]
        while not done.is_set():
            seen.append(standing(world, "busy"))
        return seen

    with ThreadPoolExecutor(4) as readers:
        reading = [readers.submit(read) for _ in range(4)]
        try:
            for code in ("0101", "0102", "0201", "0202", "0401"):
                office.appoint("busy", code, DEPUTY)
                assert len(standing(world, "busy").posts) > 0
            office.appoint("busy", "0202", SECRETARY)
        finally:
            done.set()
        answers = [one.result() for one in reading]
    for seen in answers:
        assert all(one.revision - at_first == len(one.posts) for one in seen)
        revisions = [one.revision for one in seen]
        assert revisions == sorted(revisions)
    assert len(standing(world, "busy").posts) == 6


def test_memory_has_an_end() -> None:
    remembered: Remembered[int] = Remembered()
    for number in range(MOST + 1):
        remembered.put(1, number, number)
    assert remembered.get(1, MOST) == MOST
    assert remembered.get(1, 0) is None
    assert remembered.get(2, MOST) is None
    assert remembered.get(0, MOST) is None
