"""Every deadline is counted on the day it is asked for, shown to whom it concerns, explained."""

from typing import Any

import pytest

from dangwu.transfer.v1 import reminder_pb2
from services.transfer import timetable
from tests.refusals import refuses
from tests.transfer.acts import Case, Cases

Deadline = reminder_pb2.Deadline


def deadlines(cases: Cases, who: str = "director", code: str = "", **given: Any) -> list[Deadline]:
    """What runs, as somebody sees it, over all pages."""
    organization_id = cases.organization(code) if code else ""
    request = reminder_pb2.ListDeadlinesRequest(organization_id=organization_id, **given)
    found: list[Deadline] = []
    while True:
        page = cases.desk(who).reminders.ListDeadlines(request)
        found += page.deadlines
        request.page_token = page.next_page_token
        if not page.next_page_token:
            return found


def of(found: list[Deadline], case: Case) -> list[Deadline]:
    return [one for one in found if one.transfer_id == case.id]


def test_an_open_rung_runs_with_its_rule_and_its_next_step(cases: Cases) -> None:
    case = cases.request()
    [one] = of(deadlines(cases), case)
    assert (one.what, one.from_on, one.due_on) == ("RUNG", "2026-06-10", "2026-06-15")
    assert one.due_on == case.rungs[0].due_on
    assert one.book == "transfer/rung_days"
    assert one.next_step == f"dangwu transfer sign {case.id}"
    assert one.organization_name == case.rungs[0].organization_name
    assert not one.overdue
    assert one.share == 0
    assert "还有 5 日" in one.said
    assert "5 days left" in one.said_en


def test_it_is_due_through_its_last_day_and_late_the_day_after(cases: Cases) -> None:
    case = cases.request()
    cases.world.clock.pass_days(5)
    [one] = of(deadlines(cases), case)
    assert (one.share, one.overdue) == (100, False)
    assert "今日到期" in one.said
    cases.world.clock.pass_days(1)
    [late] = of(deadlines(cases), case)
    assert late.overdue
    assert late.share > 100
    assert "已逾期 1 日" in late.said
    assert of(deadlines(cases, overdue=True), case) == [late]


def test_what_is_signed_is_due_no_more(cases: Cases) -> None:
    case = cases.request()
    cases.world.clock.pass_days(6)
    cases.sign("s.secretary", case)
    [one] = of(deadlines(cases), case)
    assert one.from_on == "2026-06-16"
    assert not one.overdue


def test_a_returned_case_is_its_filers_task(cases: Cases) -> None:
    case = cases.send_back("s.secretary", cases.request())
    [one] = of(deadlines(cases), case)
    assert (one.what, one.next_step) == ("RETURNED", f"dangwu transfer submit {case.id}")
    assert one.organization_id == case.source_id


def test_a_case_that_has_ended_has_no_deadline(cases: Cases) -> None:
    case = cases.reject("s.secretary", cases.request())
    assert of(deadlines(cases), case) == []


def test_a_year_that_is_not_announced_is_named_and_nothing_is_late(cases: Cases) -> None:
    filed = cases.request()
    cases.world.clock.pass_days(365 * 3)
    case = cases.send_back("s.secretary", filed)
    [one] = of(deadlines(cases), case)
    assert one.due_on == ""
    assert "2029" in one.said
    assert "2029" in one.said_en
    assert not one.overdue
    assert of(deadlines(cases, overdue=True), case) == []


def test_a_committee_sees_its_own_and_what_is_below(cases: Cases) -> None:
    case = cases.request()
    assert of(deadlines(cases, "a.secretary"), case)
    assert of(deadlines(cases, "a.secretary", "01"), case)
    assert of(deadlines(cases, "director", "0101"), case)
    assert not of(deadlines(cases, "director", "02"), case)
    assert not of(deadlines(cases, "outsider"), case)
    with refuses("NOT_YOURS"):
        deadlines(cases, "a.secretary", "02")


def test_pages_hold_everything_once_nearest_first(cases: Cases) -> None:
    made = [cases.enter(f"m{n}") for n in range(5)]
    filed = {cases.request(member=f"m{n}").id for n, _ in enumerate(made)}
    cases.world.clock.pass_days(1)
    filed.add(cases.request().id)
    whole = deadlines(cases)
    paged = deadlines(cases, page_size=2)
    assert [one.subject_id for one in paged] == [one.subject_id for one in whole]
    assert filed <= {one.subject_id for one in whole}
    assert [one.due_on for one in whole] == sorted(one.due_on for one in whole)


def test_a_rung_tells_the_book_that_was_asked_for_its_act(cases: Cases) -> None:
    for one in deadlines(cases):
        assert one.book.startswith("transfer/")
        assert one.what in {limit.what for limit in timetable.LIMITS}


@pytest.mark.parametrize("limit", timetable.LIMITS, ids=lambda one: f"{one.what}-{one.next_step}")
def test_every_deadline_belongs_to_something_and_says_who_acts(limit: timetable.Limit) -> None:
    assert limit.kinds or limit.terms or limit in timetable.OF_MEMBERS
    assert bool(limit.states) is (limit in timetable.OF_CASES)
    assert limit.next_step.startswith("dangwu ")
    assert limit.runs_from in timetable.RUNS_FROM
