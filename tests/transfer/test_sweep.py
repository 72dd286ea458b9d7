"""A sweep announces each mark once, to whoever's turn it is, and changes no case."""

from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from services import roster
from services.chassis.host import Host, Place
from services.chassis.local import LocalChannel
from services.transfer import timetable
from services.transfer.deadlines import Due
from services.transfer.reminding.listing import Running
from services.transfer.store import Base
from services.transfer.store.reminders import Reminder as Row
from tests.clock import Clock
from tests.refusals import refuses
from tests.transfer.acts import Case, Cases
from tests.transfer.announcing import Reminder, acknowledge, marks, reminders, sweep
from tests.worlds import World

OWN = {"reminder", "delivery", "journal", "journal_head"}


def at(cases: Cases, day: str) -> None:
    """It is ten in the morning of a day."""
    on = date.fromisoformat(day)
    cases.world.clock.set(datetime(on.year, on.month, on.day, 2, tzinfo=UTC))


def content(cases: Cases) -> dict[str, list[Any]]:
    """Every table besides those of reminders, row by row."""
    assert cases.world.host
    with cases.world.host.databases["transfer"].reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(sa.select(table))))
            for table in Base.metadata.sorted_tables
            if table.name not in OWN
        }


def heard(cases: Cases, who: str, case: Case) -> list[Reminder]:
    """What somebody was told about a case and has not noted."""
    return [one for one in reminders(cases, who) if one.deadline.subject_id == case.id]


def stored(cases: Cases, who: str, subject_id: str) -> list[int]:
    """The marks written down for somebody who may have no post any more to read them."""
    assert cases.world.host
    asked = sa.select(Row.mark).where(
        Row.person_id == cases.campus.people[who], Row.subject_id == subject_id
    )
    with cases.world.host.databases["transfer"].reading() as session:
        return sorted(session.scalars(asked))


@pytest.fixture
def signed(cases: Cases) -> Case:
    """Five working days of the committee: from 2026-06-10 to 2026-06-17, seven days in all."""
    case = cases.sign("s.secretary", cases.request())
    assert case.rungs[1].due_on == "2026-06-17"
    return case


@pytest.mark.parametrize(
    ("mark", "on"),
    [(50, "2026-06-14"), (75, "2026-06-16"), (100, "2026-06-17")],
)
def test_a_mark_is_announced_on_its_day_and_not_the_day_before(
    cases: Cases, signed: Case, mark: int, on: str
) -> None:
    at(cases, (date.fromisoformat(on) - timedelta(days=1)).isoformat())
    sweep(cases)
    assert mark not in marks(cases, "a.secretary", signed.id)
    at(cases, on)
    sweep(cases)
    assert marks(cases, "a.secretary", signed.id)[-1] == mark


def test_all_four_marks_of_a_long_period(cases: Cases) -> None:
    """A letter's ninety days are tried in test_reminders_of_letters; here, days of probation."""
    member = cases.enter("long", probation_ends_on="2026-08-09", kind=2, joined_on="2025-08-09")
    for on, heard in (
        ("2026-06-09", []),
        ("2026-06-10", [0]),
        ("2026-07-09", [0]),
        ("2026-07-10", [0, 50]),
        ("2026-08-08", [0, 50]),
        ("2026-08-09", [0, 50, 100]),
    ):
        at(cases, on)
        sweep(cases)
        assert marks(cases, "s.secretary", member) == heard, on


def test_nothing_is_said_twice(cases: Cases, signed: Case) -> None:
    at(cases, "2026-06-14")
    assert sweep(cases).announced > 0
    assert [sweep(cases).announced for _ in range(3)] == [0, 0, 0]
    at(cases, "2026-06-15")
    assert sweep(cases).announced == 0


def test_the_same_request_gives_the_same_answer(cases: Cases, signed: Case) -> None:
    at(cases, "2026-06-14")
    request_id = "0" * 8 + "-0000-4000-8000-" + "0" * 12
    first = sweep(cases, request_id=request_id)
    assert sweep(cases, request_id=request_id) == first


def test_after_silence_only_the_highest_mark_is_said(cases: Cases, signed: Case) -> None:
    at(cases, "2026-06-16")
    sweep(cases)
    assert marks(cases, "a.secretary", signed.id) == [75]


def test_the_end_is_passed_up_to_the_superior_and_says_why(cases: Cases, signed: Case) -> None:
    at(cases, "2026-06-16")
    sweep(cases)
    assert not marks(cases, "director", signed.id)
    at(cases, "2026-06-17")
    sweep(cases)
    [up] = [one for one in reminders(cases, "director") if one.deadline.subject_id == signed.id]
    assert "报上级组织" in up.because
    assert "passed up" in up.because_en
    [own, _] = [
        one for one in reminders(cases, "a.secretary") if one.deadline.subject_id == signed.id
    ]
    assert own.because != up.because
    assert "书记" in own.because


def test_a_post_that_changes_hands_takes_the_next_mark_along(cases: Cases, signed: Case) -> None:
    at(cases, "2026-06-14")
    sweep(cases)
    assert marks(cases, "a.secretary", signed.id) == [50]
    cases.relieve("a.secretary")
    at(cases, "2026-06-16")
    sweep(cases)
    assert marks(cases, "a.organizer", signed.id) == [75]
    assert stored(cases, "a.secretary", signed.id) == [50]


def test_who_took_note_hears_of_the_end_alone(cases: Cases, signed: Case) -> None:
    at(cases, "2026-06-14")
    sweep(cases)
    one = heard(cases, "a.secretary", signed)[-1]
    noted = acknowledge(cases, "a.secretary", one.id)
    assert noted.HasField("acknowledged_at")
    assert acknowledge(cases, "a.secretary", one.id).acknowledged_at == noted.acknowledged_at
    assert heard(cases, "a.secretary", signed) == []
    noted_too = reminders(cases, "a.secretary", acknowledged=True)
    assert one.id in [each.id for each in noted_too]
    at(cases, "2026-06-16")
    sweep(cases)
    assert heard(cases, "a.secretary", signed) == []
    at(cases, "2026-06-17")
    sweep(cases)
    assert marks(cases, "a.secretary", signed.id) == [100]


def test_a_reminder_is_its_addressees_alone(cases: Cases, signed: Case) -> None:
    at(cases, "2026-06-14")
    sweep(cases)
    [one] = heard(cases, "a.secretary", signed)
    assert one.deadline.member_name
    with refuses("REMINDER_UNKNOWN"):
        acknowledge(cases, "director", one.id)


def test_a_sweep_changes_no_case(cases: Cases, signed: Case) -> None:
    before = content(cases)
    at(cases, "2027-06-17")
    assert sweep(cases).announced > 0
    assert content(cases) == before


def test_a_rehearsal_announces_nothing(cases: Cases, signed: Case) -> None:
    at(cases, "2026-06-14")
    assert sweep(cases, validate_only=True).announced > 0
    assert reminders(cases, "a.secretary") == []
    assert sweep(cases).announced > 0


def test_a_branch_does_not_sweep(cases: Cases) -> None:
    with refuses("ROLE_NOT_ALLOWED"):
        sweep(cases, "s.secretary")


def test_a_year_later_everything_is_late_and_said_once(cases: Cases, signed: Case) -> None:
    at(cases, "2027-06-10")
    sweep(cases)
    assert marks(cases, "a.secretary", signed.id) == [100]
    assert sweep(cases).announced == 0


def test_it_is_said_once_after_a_restart_too(
    cases: Cases, signed: Case, world: World, clock: Clock
) -> None:
    at(cases, "2026-06-14")
    sweep(cases)
    host = Host(roster.load(), Place(world.url, world.keyring), clock)
    host.start()
    again = copy(world)
    again.host, again.channel = host, LocalChannel(host.dispatch)
    assert sweep(Cases(again)).announced == 0
    host.stop()


def test_the_day_a_letter_of_ninety_days_passes_each_mark() -> None:
    [limit] = [one for one in timetable.LIMITS if one.what == "LETTER_LAPSES"]
    issued = date(2026, 6, 10)
    letter = Running(limit, "t-1", issued, Due(issued + timedelta(days=90)), "o-1", "甲", "")
    days = {mark: first_day(letter, issued, mark) for mark in (50, 75, 90, 100)}
    assert days == {50: 45, 75: 68, 90: 81, 100: 90}


def first_day(running: Running, issued: date, mark: int) -> int:
    """After how many days a mark is reached."""
    return next(day for day in range(400) if running.share(issued + timedelta(days=day)) >= mark)


def test_only_what_has_ended_is_over_a_hundred() -> None:
    limit, day = timetable.LIMITS[0], date(2026, 6, 10)
    at_once = Running(limit, "t-1", day, Due(day), "o-1", "甲", "")
    assert [at_once.share(day + timedelta(days=one)) for one in (0, 1)] == [100, 101]
    unknown = Running(limit, "t-1", day, Due(None, "未公布", "unknown"), "o-1", "甲", "")
    assert unknown.share(date(2030, 1, 1)) == 0
