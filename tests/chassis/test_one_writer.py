"""One writer at a time: what a write has read stays true until it commits."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from services.chassis.database import Database, FairLock, is_locked
from services.chassis.errors import Busy
from tests.worlds import World


def test_no_update_is_lost(world: World) -> None:
    """Four threads read, then write what they read plus one: with two connections pools, as two
    processes would have."""
    url = world.url.format(service="rules")
    one, two = Database(url, 20.0), Database(url, 20.0)
    head = sa.text("SELECT sequence FROM journal_head")
    with one.reading() as session:
        before = session.scalar(head)

    def add(database: Database) -> None:
        for _ in range(40):
            with database.writing() as session:
                seen = session.scalar(head)
                session.execute(
                    sa.text("UPDATE journal_head SET sequence = :next"), {"next": seen + 1}
                )
                session.commit()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(add, database) for database in (one, two, one, two)]:
            done.result()
    with one.reading() as session:
        assert session.scalar(head) == before + 160
    one.close()
    two.close()


def test_a_reading_session_sees_one_picture(world: World) -> None:
    database = Database(world.url.format(service="rules"))
    head = sa.text("SELECT hash FROM journal_head")
    with database.reading() as reader:
        first = reader.scalar(head)
        with database.writing() as writer:
            writer.execute(sa.text("UPDATE journal_head SET hash = 'changed'"))
            writer.commit()
        assert reader.scalar(head) == first
    with database.reading() as reader:
        assert reader.scalar(head) == "changed"
    database.close()


def test_what_is_not_committed_is_rolled_back(world: World) -> None:
    database = Database(world.url.format(service="rules"))
    with database.writing() as writer:
        writer.execute(sa.text("UPDATE journal_head SET hash = 'changed'"))
    with database.reading() as reader:
        assert reader.scalar(sa.text("SELECT hash FROM journal_head")) != "changed"
    database.close()


def test_two_processes_take_turns_in_the_database_itself(world: World) -> None:
    url = world.url.format(service="rules")
    one, two = Database(url), Database(url, 0.2)
    with one.writing(), pytest.raises(DBAPIError) as caught:
        _take_the_pen(two)
    assert is_locked(caught.value)
    one.close()
    two.close()


def _take_the_pen(database: Database) -> None:
    with database.writing():
        raise AssertionError("two hold the pen")


def test_turns_come_in_the_order_they_were_asked_for() -> None:
    lock, order, threads = FairLock(), [], []

    def take(number: int) -> None:
        with lock.turn(5):
            order.append(number)

    with lock.turn(1):
        for number in range(8):
            thread = threading.Thread(target=take, args=(number,))
            thread.start()
            threads.append(thread)
            while len(lock._queue) < number + 1:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_waiting_too_long_for_a_turn_is_busy_and_leaves_the_queue() -> None:
    lock = FairLock()
    with lock.turn(1), pytest.raises(Busy), lock.turn(0.05):
        raise AssertionError("it was not its turn")
    with lock.turn(0.05):
        pass


def test_sqlite_is_set_up_to_keep_its_word(world: World) -> None:
    database = Database(world.url.format(service="rules"))
    if not database.is_sqlite:
        pytest.skip("about SQLite")
    with database.reading() as session:
        kept = {
            name: session.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    assert kept == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }
    database.close()
