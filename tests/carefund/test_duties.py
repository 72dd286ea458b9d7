"""Which two parts in a case one person may not play: every cell of the table."""

from itertools import product

import pytest

from services.carefund import duties
from services.carefund.lifecycle import STEPS, Part, State
from services.rules.facts import Words
from services.rules.text import shelf

ORDER = [
    Part.APPLICANT,
    Part.RELATIVE,
    Part.FILER,
    Part.BRANCH_REVIEWER,
    Part.REVIEWER,
    Part.HANDLER,
    Part.APPROVER,
    Part.ACCOUNTANT,
    Part.CASHIER,
    Part.SETTLER,
    Part.CONFIRMER,
]
# A row and a column each part, in this order; x: one person may not be both.
TABLE = """
    . . x x x x x x x x x
    . . x x x x x x x x x
    x x . x x x x x x x x
    x x x . x x x . . x x
    x x x x . x x . . x x
    x x x x x . x x x x x
    x x x x x x . x x x x
    x x x . . x x . x . x
    x x x . . x x x . . x
    x x x x x x x . . . x
    x x x x x x x x x x .
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (one, other, ROWS[row][column] == "x")
    for (row, one), (column, other) in product(enumerate(ORDER), repeat=2)
]
SOMEBODY, ANOTHER = "p-somebody", "p-another"


def test_the_table_has_every_part() -> None:
    assert set(ORDER) == set(Part)
    assert [len(row) for row in ROWS] == [len(ORDER)] * len(ORDER)


@pytest.mark.parametrize(("has", "wants", "apart"), CELLS)
def test_a_cell(has: Part, wants: Part, apart: bool) -> None:
    cast = {SOMEBODY: {has}}
    assert duties.clash(cast, SOMEBODY, wants) == (has if apart else None)
    assert duties.barred(cast, wants) == ({SOMEBODY} if apart else set())


@pytest.mark.parametrize("part", list(Part))
def test_somebody_new_may_play_any_part(part: Part) -> None:
    assert duties.clash({SOMEBODY: set(Part)}, ANOTHER, part) is None


def test_one_part_of_several_is_enough() -> None:
    cast = {SOMEBODY: {Part.REVIEWER, Part.CASHIER}, ANOTHER: {Part.REVIEWER}}
    assert duties.clash(cast, SOMEBODY, Part.REVIEWER) is None
    assert duties.clash(cast, SOMEBODY, Part.ACCOUNTANT) == Part.CASHIER
    assert duties.barred(cast, Part.ACCOUNTANT) == {SOMEBODY}


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (State.SUBMITTED, Part.BRANCH_REVIEWER),
        (State.UNIT_REVIEW, Part.REVIEWER),
        (State.OFFICE_REVIEW, Part.HANDLER),
        (State.APPROVAL, Part.APPROVER),
    ],
)
def test_who_sends_a_case_back_does_so_as_what_he_is(state: State, part: Part) -> None:
    for name in duties.ENDING:
        assert state in STEPS[name].since
        assert duties.part_in(STEPS[name], state) is part
    assert duties.part_in(STEPS["withdraw"], state) is Part.FILER


def test_every_pair_of_the_book_is_kept_apart() -> None:
    book = next(one for one in shelf.package_books() if one.name == "carefund/separate_duties")
    domain = book.latest.asks["duties"]
    assert isinstance(domain, Words)
    assert set(domain.values) == set(duties.AGREED)
    for ones, others in duties.AGREED.values():
        assert {frozenset(pair) for pair in product(ones, others)} <= duties.APART
