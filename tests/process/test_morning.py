"""The morning's sweep in real server processes: two at once, and one that is started again."""

import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from dangwu.transfer.v1 import reminder_pb2
from services.chassis import journal
from services.chassis.database import Database
from services.transfer.store.reminders import Reminder
from tests.desk import Desk
from tests.process.conftest import Start
from tests.process.server import NotStarted

Token = Callable[[str], str]


def sweeps(url: str) -> int:
    """How often a sweep was done, by the journal."""
    database = Database(url.format(service="transfer"))
    with database.reading() as session:
        asked = sa.select(sa.func.count()).where(journal.JOURNAL.c.rpc.endswith("/AnnounceDue"))
        found = session.execute(asked).scalar_one()
    database.close()
    return found


def announced(url: str) -> list[tuple[str, str, str, int]]:
    database = Database(url.format(service="transfer"))
    with database.reading() as session:
        asked = sa.select(Reminder.person_id, Reminder.subject_id, Reminder.what, Reminder.mark)
        found = [(row[0], row[1], row[2], row[3]) for row in session.execute(asked)]
    database.close()
    return found


def test_two_servers_sweep_once_and_a_third_finds_it_done(
    start: Start, url: str, token: Token
) -> None:
    first, second = start(sweep_at="00:00"), start(sweep_at="00:00")
    until = time.monotonic() + 20
    while not sweeps(url) and time.monotonic() < until:
        time.sleep(0.1)
    told = announced(url)
    assert sweeps(url) == 1
    assert told, "somebody's probation is over in the template campus"
    assert len(told) == len(set(told))
    first.kill()
    third = start(sweep_at="00:00")
    with third.channel() as channel:
        reminders = Desk(channel, lambda: token("director")).reminders
        assert reminders.ListDeadlines(reminder_pb2.ListDeadlinesRequest()).deadlines
    time.sleep(1.5)
    assert sweeps(url) == 1
    assert sorted(announced(url)) == sorted(told)
    assert second.running


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"smtp_url": "smtp://127.0.0.1:25"}, "DANGWU_MAIL_FROM"),
        ({"webhook_url": "https://messenger.example/"}, "DANGWU_WEBHOOK_SECRET"),
        ({"webhook_url": "http://messenger.example/", "webhook_secret": "s"}, "https://"),
    ],
)
def test_a_way_half_set_is_told_at_the_start(
    start: Start, given: dict[str, str], named: str
) -> None:
    with pytest.raises(NotStarted) as ended:
        start(**given)
    assert named in str(ended.value)
