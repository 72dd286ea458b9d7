"""Who was on the roll, who came and who went: counted from history, against a count by hand."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.transfer.counting.moves import (
    HISTORY,
    INSIDE,
    OUTSIDE,
    Stretch,
    balance,
    moves,
    on_roll,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = (INSIDE, OUTSIDE, HISTORY)
BRANCHES = ("o-a", "o-b", "o-c")


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def life(member: str, *steps: tuple[int, str, str]) -> list[Stretch]:
    """What became of one member: on which day he came to which place."""
    ends = [day(step[0]) for step in steps[1:]] + [None]
    return [
        Stretch(member, day(on), until, place, where, where, f"t-{on}", f"r-{member}-{on}")
        for (on, place, where), until in zip(steps, ends, strict=True)
    ]


@st.composite
def lives(draw: st.DrawFn) -> list[Stretch]:
    rows: list[Stretch] = []
    for number in range(draw(st.integers(0, 6))):
        days = sorted(draw(st.sets(st.integers(0, 30), min_size=1, max_size=5)))
        places = [
            (on, draw(st.sampled_from(PLACES)), draw(st.sampled_from(BRANCHES))) for on in days
        ]
        rows += life(f"p-{number}", *places)
    return rows


def where(rows: list[Stretch], member: str, at: datetime) -> str | None:
    """The place of one member at an instant, looked up row by row."""
    found = None
    for row in sorted(rows, key=lambda one: one.since):
        if row.member_id == member and row.since <= at:
            found = row.place
    return found


@given(lives(), st.integers(-1, 31), st.integers(-1, 31))
def test_the_balance_holds_for_every_history_and_any_two_days(
    rows: list[Stretch], one: int, other: int
) -> None:
    first, last = sorted((day(one), day(other)))
    found = balance(rows, first, last)
    assert found.holds
    people = {row.member_id for row in rows}
    assert len(found.before) == sum(where(rows, who, first) == INSIDE for who in people)
    assert len(found.after) == sum(where(rows, who, last) == INSIDE for who in people)


@given(lives(), st.integers(0, 31))
def test_nobody_is_on_two_rolls(rows: list[Stretch], at: int) -> None:
    there = [row.member_id for row in on_roll(rows, day(at))]
    assert len(there) == len(set(there))
    split = [on_roll(rows, day(at), {branch}) for branch in BRANCHES]
    assert sum(map(len, split)) == len(there)


def test_a_lost_row_breaks_the_balance() -> None:
    rows = life("p-1", (0, INSIDE, "o-a"), (5, OUTSIDE, "o-x")) + life("p-2", (0, INSIDE, "o-a"))
    assert balance(rows, day(1), day(9)).holds
    gone = [row for row in rows if row.place != OUTSIDE]
    assert not balance(gone, day(1), day(9)).holds
    twice = [*rows, *life("p-2", (3, INSIDE, "o-b"))]
    assert not balance(twice, day(1), day(9)).holds


def test_the_first_instant_counts_and_the_last_does_not() -> None:
    rows = life("p-1", (3, INSIDE, "o-a"), (7, HISTORY, ""))
    instant = timedelta(microseconds=1)
    assert not on_roll(rows, day(3) - instant)
    assert on_roll(rows, day(3))
    assert on_roll(rows, day(7) - instant)
    assert not on_roll(rows, day(7))
    assert len(moves(rows, day(2), day(3))) == 1
    assert not moves(rows, day(3), day(7) - instant)


def test_hashes_tell_which_rows_were_counted() -> None:
    rows = life("p-1", (0, INSIDE, "o-a")) + life("p-2", (0, INSIDE, "o-a"))
    other = [rows[0], *life("p-3", (0, INSIDE, "o-a"))]
    one, two = balance(rows, day(1), day(2)), balance(other, day(1), day(2))
    assert len(one.after) == len(two.after)
    assert one.hashes["after"] != two.hashes["after"]
    assert balance(rows[::-1], day(1), day(2)).hashes == one.hashes
