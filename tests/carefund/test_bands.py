"""How far up a grant goes: every bound, what is over the standard, and splitting over a year."""

from datetime import date

import pytest

from dangwu.carefund.v1 import fund_pb2
from services.carefund import bands
from services.carefund.bands import Grant
from services.carefund.lifecycle import State
from services.rules.book import Question
from services.rules.text import shelf

TODAY = date(2026, 6, 10)
BOOKS = {book.name: book for book in shelf.package_books() if book.name.startswith("carefund/")}
ILLNESS = fund_pb2.CARE_CATEGORY_ILLNESS
OTHER = fund_pb2.CARE_CATEGORY_OTHER
HEAD, VICE, SECRETARY, BODY = (
    "organization_head",
    "vice_secretary",
    "secretary",
    "standing_committee",
)


def said(book: str, **facts: str) -> object:
    return BOOKS[f"carefund/{book}"].decide(Question.of_day(facts, TODAY)).answer


def band(fen: int, category: int = ILLNESS, over: bool = False) -> object:
    return said("approval_band", **bands.question(fen, category, over))


BOUNDS = [
    (1, HEAD),
    (500_00, HEAD),
    (500_01, VICE),
    (2_000_00, VICE),
    (2_000_01, SECRETARY),
    (5_000_00, SECRETARY),
    (5_000_01, BODY),
    (bands.MOST_FEN, BODY),
    (bands.MOST_FEN + 1, BODY),
    (1_000_000_000_000, BODY),
]


@pytest.mark.parametrize(("fen", "expected"), BOUNDS)
def test_every_bound(fen: int, expected: str) -> None:
    assert band(fen) == expected


@pytest.mark.parametrize("fen", [1, 500_00, 2_000_00, 5_000_01])
def test_over_the_standard_and_other_go_to_the_standing_committee(fen: int) -> None:
    assert band(fen, over=True) == BODY
    assert band(fen, OTHER) == BODY


@pytest.mark.parametrize(
    "category", [one for one in fund_pb2.CareCategory.values() if one not in (0, OTHER)]
)
def test_the_bounds_are_the_same_for_every_category_with_a_standard(category: int) -> None:
    assert [band(fen, category) for fen, _ in BOUNDS] == [expected for _, expected in BOUNDS]


@pytest.mark.parametrize(
    ("fen", "standard", "over"),
    [
        (2_000_00, 2_000_00, False),
        (2_000_01, 2_000_00, True),
        (1, 0, True),
        (9_999_99, None, False),
    ],
)
def test_what_is_over_the_standard(fen: int, standard: int | None, over: bool) -> None:
    assert bands.over_standard(fen, standard) is over


def paid(on: date, fen: int = 300_00, state: State = State.CONFIRMED) -> Grant:
    return Grant(state, fen, on)


@pytest.mark.parametrize(
    ("today", "months", "start"),
    [
        (date(2026, 6, 10), 12, date(2025, 6, 10)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 2, 28), 12, date(2024, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
        (date(2026, 6, 10), 0, date(2026, 6, 10)),
    ],
)
def test_where_the_window_begins(today: date, months: int, start: date) -> None:
    assert bands.window_start(today, months) == start


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2025, 6, 10), VICE), (date(2025, 6, 9), HEAD), (TODAY, VICE)]
)
def test_splitting_gains_nothing_for_twelve_months(on: date, expected: str) -> None:
    assert band(bands.counted(200_01, [paid(on)], TODAY, 12)) == expected


def test_many_small_ones_add_up() -> None:
    others = [paid(TODAY, 500_00) for _ in range(9)]
    assert band(bands.counted(500_00, others, TODAY, 12)) == SECRETARY
    assert band(bands.counted(500_01, others, TODAY, 12)) == BODY


@pytest.mark.parametrize("state", list(State))
def test_which_others_are_added_up(state: State) -> None:
    approved, open_one = Grant(state, 7, TODAY), Grant(state, 7, None)
    paid = ["PAYING", "PAID", "PAY_RETURNED", "CONFIRMED", "CLAIMED_BACK"]
    granted = state.name in ["APPROVAL", "PUBLICITY", "APPROVED", *paid]
    assert bands.counted(1, [approved], TODAY, 12) == (8 if granted else 1)
    # What lies before the signers counts already: two at once are no way round.
    assert bands.counted(1, [open_one], TODAY, 12) == (8 if state is State.APPROVAL else 1)


def test_who_signs_and_what_stands_behind() -> None:
    ladder = [HEAD, VICE, SECRETARY, BODY]
    behind = ["standing_resolution", "standing_resolution", "case_list", "minutes"]
    for number, name in enumerate(ladder):
        assert said("band_signers", approval_band=name) == tuple(ladder[: number + 1])
        assert said("resolution_kind", approval_band=name) == behind[number]
    assert said("band_window_months") == 12
