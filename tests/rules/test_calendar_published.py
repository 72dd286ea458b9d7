"""The calendar is a book like the others: a new year, or a corrected notice, is drafted, checked
against the periods that were counted, and published by a second person."""

from typing import Any

import pytest

from dangwu.rules.v1 import calendar_pb2
from dangwu.v1 import values_pb2
from services.rules.calendar import BOOK
from services.rules.text import shelf
from tests.refusals import refuses
from tests.rules.office import Office
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
PACKAGE = (shelf.BOOKS / f"{BOOK}.yaml").read_text(encoding="utf-8")
HEAD = PACKAGE[: PACKAGE.index("editions:")]
RUNG_DAYS = "transfer/rung_days"
STEP: dict[str, Any] = {"book": RUNG_DAYS, "facts": {"act": "attest"}}


def year(number: int, holidays: str) -> str:
    return f"""\
{HEAD}editions:
  - from: {number}-01-01
    until: {number}-12-31
    goes_by: event
    cites: {{document: 《国务院办公厅通知》}}
    holidays:
{holidays}"""


NEW_YEAR = """\
      - {name: 元旦, name_en: New Year's Day, from: 2027-01-01, to: 2027-01-03}
"""
CORRECTED = (
    PACKAGE[PACKAGE.rindex("    holidays:\n") + len("    holidays:\n") :]
    + """\
      - {name: 临时放假, name_en: Special Holiday, from: 2026-06-11, to: 2026-06-11}
"""
)


def counted(office: Office, runs_from: str, days: int = 5, known: str = "") -> values_pb2.Period:
    request = calendar_pb2.CountDaysRequest(runs_from=runs_from, working_days=days, known_on=known)
    return office.world.desk("s.secretary").calendar.CountDays(request)


@every_shape
def test_a_year_is_refused_until_its_calendar_is_published(office: Office) -> None:
    with refuses("CALENDAR_MISSING") as refused:
        counted(office, "2026-12-28")
    assert refused.details["year"] == "2027"
    draft = office.propose(year(2027, NEW_YEAR))
    assert office.impact(draft).examined == 0
    with refuses("CALENDAR_MISSING"):
        counted(office, "2026-12-28")
    done = office.approve(draft)
    period = counted(office, "2026-12-28")
    assert period.ends_on == "2027-01-05"
    assert done.edition.id in period.calendars
    assert any("元旦" in day.because for day in period.days)
    with refuses("CALENDAR_MISSING"):
        counted(office, "2026-12-28", known="2026-06-09")


@every_shape
def test_a_corrected_notice_tells_which_periods_would_end_on_another_day(office: Office) -> None:
    moves = office.keep("件一", **STEP, runs_from="2026-06-10")
    office.keep("件二", **STEP, runs_from="2026-06-11")
    office.keep("件三", **STEP)
    done = office.close(office.keep("件四", **STEP, runs_from="2026-06-09"))
    assert moves.decision.period.ends_on == "2026-06-15"
    office.world.clock.pass_days(1)
    draft = office.propose(year(2026, CORRECTED))
    told = office.impact(draft)
    assert (told.examined, told.open_changed, told.past_changed) == (3, 1, 1)
    assert [one.case.subject for one in told.changes] == [moves.id, done.id]
    instead = told.changes[0].instead
    assert instead.edition == moves.decision.edition
    assert instead.period.ends_on == "2026-06-16"
    assert "临时放假" in instead.explanation
    office.approve(draft)
    assert office.ruling(moves.id).decision.period.ends_on == "2026-06-15"
    assert counted(office, "2026-06-10", 3).ends_on == "2026-06-16"
    assert counted(office, "2026-06-10", 3, known="2026-06-10").ends_on == "2026-06-15"


def test_a_correction_is_held_against_the_calendar_as_it_stands(office: Office) -> None:
    """What an earlier correction moved, a later one that says the same moves no more; and a period
    is counted as the edition says that decided it, though another was published the same day."""
    kept = office.keep("件七", **STEP, runs_from="2026-06-10")
    other = (shelf.BOOKS / f"{RUNG_DAYS}.yaml").read_text(encoding="utf-8")
    lines = [line for line in other.splitlines() if not line.strip().startswith("published:")]
    draft = "\n".join(lines).replace("from: 2019-05-21", "from: 2026-06-01") + "\n"
    office.publish(draft.replace("then: 3", "then: 1"))
    assert office.ask(**STEP).answer.days == 1
    told = office.impact(office.propose(year(2026, CORRECTED)))
    assert [one.case.subject for one in told.changes] == [kept.id]
    assert told.changes[0].instead.edition == kept.decision.edition
    assert told.changes[0].instead.answer.days == 3
    assert told.changes[0].instead.period.ends_on == "2026-06-16"
    office.publish(year(2026, CORRECTED))
    office.world.clock.pass_days(1)
    again = office.impact(office.propose(year(2026, CORRECTED)))
    assert (again.examined, again.open_changed) == (1, 0)


@every_shape
def test_a_draft_that_counts_from_another_day_moves_kept_periods(office: Office) -> None:
    text = (shelf.BOOKS / f"{RUNG_DAYS}.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.strip().startswith("published:")]
    draft = "\n".join(lines).replace("from: 2019-05-21", "from: 2026-06-01") + "\n"
    assert office.impact(office.propose(draft)).open_changed == 0
    kept = office.keep("件五", **STEP, runs_from="2026-06-10")
    uncounted = office.keep("件六", **STEP)
    sent = office.propose(draft.replace("first: next_day", "first: same_day"))
    told = office.impact(sent)
    assert (told.examined, told.open_changed) == (2, 2)
    assert [one.case.subject for one in told.changes] == [kept.id, uncounted.id]
    assert told.changes[0].instead.answer == kept.decision.answer
    assert told.changes[0].instead.period.ends_on == "2026-06-12"


@pytest.mark.parametrize(
    ("holidays", "key"),
    [
        (NEW_YEAR.replace("2027-01-03", "2028-01-03"), "editions[0].holidays[0]"),
        (NEW_YEAR * 2, "editions[0].holidays[1]"),
        (NEW_YEAR.replace("}", ", works: [2027-01-04]}"), "editions[0].holidays[0].works"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(office: Office, holidays: str, key: str) -> None:
    with refuses("BOOK_BROKEN") as refused:
        office.propose(year(2027, holidays))
    assert refused.details["key"] == key
