"""When a rung is due: in working days, over holidays and the turn of the year; never guessed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from dangwu.transfer.v1 import case_pb2, transfer_pb2
from services.chassis.database import Database
from services.chassis.errors import DatabaseAway
from services.chassis.pipeline import Call
from services.chassis.workdays import Calendar, Holiday, Year
from services.rules import store
from services.rules.text import shelf
from services.transfer import deadlines
from services.transfer.deadlines import Deadlines, Due
from services.transfer.store import Rung
from tests.house.tree import ROOT
from tests.transfer.acts import Case, Cases
from tests.worlds import SHAPES, World

CALENDAR = "/dangwu.rules.v1.CalendarService/GetCalendar"
every_shape = pytest.mark.parametrize("shape", SHAPES)

NATIONAL_DAY = Holiday(
    "国庆节", "National Day", date(2026, 10, 1), date(2026, 10, 7), (date(2026, 10, 10),)
)
YEAR_2027 = """
  - from: 2027-01-01
    until: 2027-12-31
    published: 2026-12-20
    goes_by: event
    sample: true
    note: 试验用。
    holidays:
      - name: 元旦
        name_en: New Year's Day
        from: 2027-01-01
        to: 2027-01-03
"""
YEAR = Calendar({2026: Year(2026, "e" * 64, (NATIONAL_DAY,))})


def rung(opened_on: date | None, days: int, counts: str = "working") -> Rung:
    return Rung(opened_on=opened_on, days=days, counts=counts)


def at(cases: Cases, day: date) -> None:
    """It becomes ten in the morning of a day."""
    cases.world.clock.set(datetime(day.year, day.month, day.day, 2, tzinfo=UTC))


def filed(cases: Cases, member: str, day: date) -> Case:
    at(cases, day)
    cases.enter(member, dues_through=f"{day:%Y-%m}")
    return cases.request(member=member)


@pytest.mark.parametrize(
    ("opened", "days", "due"),
    [
        ((9, 29), 1, (9, 30)),
        ((9, 29), 3, (10, 9)),  # the thirtieth, then the eighth and the ninth
        ((9, 29), 4, (10, 10)),  # a Saturday worked in exchange
        ((9, 29), 5, (10, 12)),
        ((10, 1), 1, (10, 8)),  # opened on a day off
        ((10, 10), 1, (10, 12)),
        ((12, 30), 1, (12, 31)),
    ],
)
def test_working_days_are_counted_from_the_day_after(
    opened: tuple[int, int], days: int, due: tuple[int, int]
) -> None:
    told = Deadlines(YEAR).of(rung(date(2026, *opened), days))
    assert told == Due(date(2026, *due))
    assert not told.passed(date(2026, *due))
    assert told.passed(date(2026, *due) + timedelta(days=1))


def test_calendar_days_need_no_calendar() -> None:
    assert Deadlines(None).of(rung(date(2026, 12, 30), 5, "calendar")) == Due(date(2027, 1, 4))


def test_what_is_not_open_is_not_due() -> None:
    for counts in ("calendar", "working"):
        assert Deadlines(YEAR).of(rung(None, 3, counts)) == Due()


@pytest.mark.parametrize(
    ("calendar", "words", "words_en"),
    [
        (YEAR, "这段期限涉及 2027 年", "touches 2027"),
        (Calendar({}), "2026 年的工作日历尚未载入", "calendar of 2026 is not loaded"),
        (None, "现在查不到工作日历", "is away"),
    ],
)
def test_a_day_that_is_not_known_is_not_guessed_and_nothing_is_late(
    calendar: Calendar | None, words: str, words_en: str
) -> None:
    told = Deadlines(calendar).of(rung(date(2026, 12, 30), 2))
    assert (told.on, told.text) == (None, "")
    assert words in told.problem
    assert words_en in told.problem_en
    assert not told.passed(date(2199, 12, 31))


def test_a_period_is_counted_once_a_call() -> None:
    class Counted(Deadlines):
        counted = 0

        def _count(self, opened_on: date, days: int) -> Due:
            self.counted += 1
            return super()._count(opened_on, days)

    call = Counted(YEAR)
    dues = {call.of(rung(date(2026, 9, 29), 3)) for _ in range(100)}
    assert (dues, call.counted) == ({Due(date(2026, 10, 9))}, 1)


@every_shape
def test_a_deadline_runs_over_national_day_and_its_swapped_saturday(cases: Cases) -> None:
    case = filed(cases, "autumn", date(2026, 9, 29))
    assert [one.due_on for one in case.rungs] == ["2026-10-09", "", "", ""]
    at(cases, date(2026, 9, 30))
    case = cases.sign("s.secretary", case)
    # Five working days: 10-08, 10-09, 10-10 (a Saturday worked), 10-12, 10-13.
    assert case.rungs[1].due_on == "2026-10-13"
    for day, late in ((date(2026, 10, 13), False), (date(2026, 10, 14), True)):
        at(cases, day)
        told = cases.why(case)
        assert (told.due_on, told.overdue, told.due_problem) == ("2026-10-13", late, "")
    assert cases.get(case) == case


@every_shape
def test_a_year_that_is_not_announced_is_named_at_once_and_stops_nobody(cases: Cases) -> None:
    case = filed(cases, "winter", date(2026, 12, 29))
    first = case.rungs[0]
    assert (first.days, first.counts, first.due_on) == (3, "working", "")
    assert first.due_problem.startswith("这段期限涉及 2027 年，而 2027 年的工作日历尚未载入")
    assert "calendar of 2027 is not loaded" in first.due_problem_en
    told = cases.why(case)
    assert (told.due_on, told.overdue) == ("", False)
    assert (told.due_problem, told.due_problem_en) == (first.due_problem, first.due_problem_en)
    at(cases, date(2027, 1, 20))
    assert not cases.why(case).overdue
    case = cases.climb(case, "s.secretary", "a.secretary", "b.secretary")
    assert case.rungs[3].due_problem.startswith("这段期限涉及 2027 年")
    cases.accept("t.secretary", case)
    assert cases.belongs("winter") == "0201"


@every_shape
def test_once_a_year_is_announced_the_cases_under_way_are_due(cases: Cases) -> None:
    case = filed(cases, "winter", date(2026, 12, 29))
    book = "calendar/working_days"
    text = (ROOT / f"services/rules/books/{book}.yaml").read_text(encoding="utf-8")
    database = Database(cases.world.url.format(service="rules"))
    with database.writing() as session:
        store.seed(session, [shelf.parse(f"{book}.yaml", f"{text}{YEAR_2027}")], date(2026, 6, 1))
        session.commit()
    database.close()
    told = cases.why(case)
    assert (told.due_on, told.overdue, told.due_problem) == ("2027-01-04", False, "")
    at(cases, date(2027, 1, 5))
    assert cases.why(case).overdue


def test_the_last_day_of_a_known_year_is_still_told(cases: Cases) -> None:
    case = filed(cases, "advent", date(2026, 12, 28))
    assert (case.rungs[0].due_on, case.rungs[0].due_problem) == ("2026-12-31", "")


def test_a_list_tells_the_same_deadlines_and_asks_for_the_calendar_once(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cases.request()
    one, two = filed(cases, "one", date(2026, 9, 29)), filed(cases, "two", date(2026, 12, 29))
    asked: list[Call] = []

    def heard(call: Call) -> bytes:
        asked.append(call)
        return real(call)

    real = behind(cases, monkeypatch, heard)
    desk = cases.desk("director").cases
    listed = desk.ListTransfers(case_pb2.ListTransfersRequest()).transfers
    assert len(asked) == 1
    assert [each.id for each in listed] == [two.id, one.id, before.id]
    assert [_first(each) for each in listed] == [
        ("", True),
        ("2026-10-09", False),
        ("2026-06-15", False),
    ]
    assert cases.desk("s.secretary").cases.ListInbox(case_pb2.ListInboxRequest()).transfers == (
        listed
    )


def _first(case: Case) -> tuple[str, bool]:
    first: transfer_pb2.Rung = case.rungs[0]
    return first.due_on, bool(first.due_problem)


def behind(
    cases: Cases, monkeypatch: pytest.MonkeyPatch, answer: Callable[[Call], bytes]
) -> Callable[[Call], bytes]:
    """Puts somebody at the door where the calendar is asked for; returns who stood there."""
    host = cases.world.host
    assert host
    real = host._doors[CALENDAR]
    monkeypatch.setitem(host._doors, CALENDAR, answer)
    return real


def test_cases_are_read_and_signed_while_the_calendar_is_away(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(call: Call) -> bytes:
        raise DatabaseAway()

    case = cases.request()
    behind(cases, monkeypatch, away)
    acts: tuple[Callable[[], Case], ...] = (
        lambda: cases.get(case),
        lambda: cases.sign("s.secretary", case),
        lambda: cases.request(member="s.commissioner", who="s.deputy"),
    )
    for act in acts:
        seen = act()
        assert (seen.rungs[0].due_on, seen.rungs[0].due_problem) == ("", deadlines.UNKNOWN)
    assert not cases.why(case).overdue
    monkeypatch.undo()
    assert cases.get(case).rungs[0].due_on == "2026-06-15"


def test_rungs_made_before_working_days_keep_calendar_days(world: World) -> None:
    cases = Cases(world)
    old = cases.request()
    database = Database(world.url.format(service="transfer"))
    with database.writing() as session:
        session.execute(sa.text("ALTER TABLE rung DROP COLUMN counts"))
        session.commit()
    step = import_module("services.transfer.migrations.versions.0002_working_days")
    with (
        database.engine.begin() as connection,
        Operations.context(MigrationContext.configure(connection)),
    ):
        step.upgrade()
    database.close()
    seen = cases.get(old)
    assert {one.counts for one in seen.rungs} == {"calendar"}
    assert seen.rungs[0].due_on == "2026-06-13"
    signed = cases.sign("s.secretary", seen)
    assert (signed.rungs[1].counts, signed.rungs[1].due_on) == ("calendar", "2026-06-15")
    later = cases.request(member="s.secretary", who="s.deputy")
    assert (later.rungs[0].counts, later.rungs[0].due_on) == ("working", "2026-06-15")


def test_a_case_submitted_again_counts_as_the_rule_says_that_day(cases: Cases) -> None:
    case = cases.send_back("s.secretary", cases.request())
    at(cases, date(2026, 9, 30))
    cases.amend("ready", dues_through="2026-09")
    case = cases.submit("s.commissioner", case)
    assert case.rungs[0].due_on == "2026-10-10"
