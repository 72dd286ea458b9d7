"""A draft that counts its days otherwise changes what was decided, and so does one that cannot."""

from datetime import date

import pytest

from services.rules.changing.impact import Instead
from services.rules.choosing import Reason
from tests.rules.office import text
from tests.rules.replays import book_with, days_of, decided

COUNTED = "counting: {days: calendar, first: same_day, last: as_it_falls}"


@pytest.mark.parametrize(
    "otherwise",
    [
        "counting: {days: working, first: same_day, last: as_it_falls}",
        "counting: {days: calendar, first: next_day, last: as_it_falls}",
        "counting: {days: calendar, first: same_day, last: next_working_day}",
        "",
    ],
)
def test_other_days_to_count_are_another_decision(otherwise: str) -> None:
    draft = text(start="2026-06-01", days=90)
    assert COUNTED in draft
    assert book_with(draft).change(decided("2026-06-01")) is None
    replay = book_with(draft.replace(f"    {COUNTED}\n", f"    {otherwise}\n" * bool(otherwise)))
    assert days_of(replay.change(decided("2026-06-01"))) == 90


def test_a_period_that_can_no_longer_be_counted_is_told_and_not_passed_over() -> None:
    first = date(2026, 6, 10)
    draft = text(start="2026-06-01", days=90)
    uncounted = book_with(draft.replace(f"    {COUNTED}\n", ""))
    problem = uncounted.change(decided("2026-06-01", runs_from=first))
    assert isinstance(problem, Reason)
    assert "无法再计算" in problem.zh
    working = draft.replace("days: calendar", "days: working")
    problem = book_with(working).change(decided("2026-06-01", runs_from=first))
    assert isinstance(problem, Reason)
    assert "2026" in problem.zh  # no calendar of that year is loaded
    again = book_with(working, working.replace("2026-06-01", "2026-06-02"))
    assert again.change(decided("2026-06-02", runs_from=first)) is None  # it could not before


def test_a_kept_period_is_held_against_the_one_that_is_counted_without_the_draft() -> None:
    """An edition in between moved its end already; a draft that counts like it moves nothing."""
    first = date(2026, 6, 10)
    next_day = text(start="2026-06-01", days=90).replace("first: same_day", "first: next_day")
    same = next_day.replace("from: 2026-06-01", "from: 2026-06-02")
    assert book_with(next_day, same).change(decided("2026-06-02", runs_from=first)) is None
    moved = book_with(next_day).change(decided("2026-06-02", runs_from=first))
    assert isinstance(moved, Instead)
    assert moved.period
    assert moved.period.last == date(2026, 9, 8)
