"""Dated versions: one is in force on each day, and none is lost."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory import tree
from services.directory.tree import Backdated, OrganizationClosed

DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class Version:
    number: int
    since: date
    parent_id: str | None = None


def days(number: int) -> date:
    return FIRST + number * DAY


@st.composite
def lines(draw: st.DrawFn) -> list[Version]:
    """Versions that begin in their order, some on the same day."""
    steps = draw(st.lists(st.integers(0, 3), min_size=1, max_size=8))
    parents = draw(st.lists(st.sampled_from(["a", "b"]), min_size=len(steps), max_size=len(steps)))
    return [
        Version(number, days(sum(steps[:number])), parent)
        for number, parent in enumerate(parents, start=1)
    ]


closing_days = st.none() | st.integers(0, 30).map(days)


@given(lines(), closing_days)
def test_every_day_has_one_span_and_it_is_the_version_in_force(
    line: list[Version], closed_on: date | None
) -> None:
    spans = tree.spans(line, closed_on)
    for number in range(40):
        on = days(number)
        covering = [span.version for span in spans if span.meets(on, on)]
        there = line[0].since <= on and (closed_on is None or on <= closed_on)
        assert covering == ([tree.in_force(line, on)] if there else [])


@given(lines(), closing_days, st.integers(0, 40))
def test_it_stands_below_another_afterwards_if_it_does_on_any_later_day(
    line: list[Version], closed_on: date | None, after: int
) -> None:
    later = [days(number) for number in range(after + 1, 60)]
    if closed_on is not None:
        later = [on for on in later if on <= closed_on]
    stood = (tree.in_force(line, on) for on in later)
    expected = any(version is not None and version.parent_id == "a" for version in stood)
    assert tree.stands_below_after(line, closed_on, "a", days(after)) == expected


def test_a_version_replaced_on_its_first_day_was_never_in_force() -> None:
    line = [Version(1, FIRST), Version(2, FIRST + DAY), Version(3, FIRST + DAY)]
    assert [(s.version.number, s.first, s.last) for s in tree.spans(line, None)] == [
        (1, FIRST, FIRST),
        (3, FIRST + DAY, None),
    ]
    in_force = tree.in_force(line, FIRST + DAY)
    assert in_force is not None
    assert in_force.number == 3
    assert tree.in_force(line, FIRST - DAY) is None


def test_the_latest_bound_is_the_one_that_counts() -> None:
    tree.not_before("from", FIRST, FIRST, FIRST - DAY)
    with pytest.raises(Backdated) as refusal:
        tree.not_before("from", FIRST, FIRST - DAY, FIRST + DAY)
    assert refusal.value.details == {"given": "2026-01-01", "earliest": "2026-01-02"}
    assert refusal.value.faults[0].field == "from"


def test_nothing_outlasts_its_organization() -> None:
    tree.open_through("o-1", None, None)
    tree.open_through("o-1", FIRST, FIRST)
    for last in (None, FIRST + DAY):
        with pytest.raises(OrganizationClosed):
            tree.open_through("o-1", FIRST, last)
