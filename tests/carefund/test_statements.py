"""Statements agree with the books, and what is published tells of nobody."""

from collections.abc import Iterator

import pytest

from services.carefund.statements import heads
from services.carefund.statements.drawing import drawn
from services.carefund.statements.heads import Aid
from tests.carefund import generated
from tests.carefund.acts import payee
from tests.carefund.bookkeeping import DUES, FREE, Books
from tests.carefund.till import Till
from tests.refusals import refuses
from tests.worlds import World

TEACHER = {"member": "teacher", "who": "s2.deputy", "payee": payee("teacher")}
"""Somebody of another branch."""


@pytest.fixture
def till(world: World) -> Iterator[Till]:
    made = Till(world)
    yield made
    made.books.close()


def test_the_annual_statement_is_what_the_books_say(till: Till) -> None:
    dues, free = till.books.funded(DUES, 20_000_00), till.books.funded(FREE, 5_000_00)
    till.books.income(dues, 1, 60_000_00)
    till.books.income(free, 4, 12_345_67)
    _, first = till.paid(2_000_00, dues)
    till.confirm(first)
    till.bounce(till.paid(1_000_00, free, **TEACHER)[1])
    told = till.call("inspector", "GetAnnualStatement", year=2026)
    assert {one.name: (one.entries, one.amount_fen) for one in told.income} == {
        "党费转入": (1, 60_000_00),
        "捐赠收入": (1, 12_345_67),
    }
    sums = {
        one.pool_id: (one.opening_fen, one.income_fen, one.expense_fen, one.closing_fen)
        for one in told.pools
    }
    assert sums == {
        dues: (20_000_00, 60_000_00, 2_000_00, 78_000_00),
        free: (5_000_00, 12_345_67, 1_000_00, 16_345_67),
    }
    [category] = told.by_category
    assert (category.name, category.times, category.people) == ("illness", 2, 2)
    assert (category.amount_fen, category.share_permille) == (3_000_00, 1000)
    assert (told.returned.times, told.returned.amount_fen) == (1, 1_000_00)
    public = till.call("inspector", "GetAnnualStatement", year=2026, for_publication=True)
    assert (list(public.by_category), list(public.by_unit)) == ([], [])
    assert public.pools == told.pools
    with refuses("DATE_AHEAD"):
        till.call("inspector", "GetAnnualStatement", year=2027)


def test_the_register_names_whom_and_when_to_look_again(till: Till) -> None:
    pool = till.pool(fen=9_000_00)
    till.paid(1_000_00, pool)
    till.paid(2_000_00, pool, event="另一事")
    till.paid(500_00, pool, **TEACHER)
    told = till.call("director", "ListRegister", page_size=1)
    assert [(one.branch_name, one.times, one.total_fen) for one in told.rows] == [
        ("信息学院教工党支部", 1, 500_00)
    ]
    rest = till.call("director", "ListRegister", page_token=told.next_page_token)
    [one] = rest.rows
    assert (one.times, one.total_fen, one.last_on, one.review_on) == (
        2,
        3_000_00,
        "2026-06-10",
        "2027-06-10",
    )


def test_an_audit_asks_four_questions(till: Till) -> None:
    pool = till.pool(fen=9_000_00)
    till.books.income(pool, 7, 3_000_00)
    till.paid(1_000_00, pool)
    told = till.call("inspector", "GetAuditView", year=2026)
    found = {one.question: (one.looked_at, one.against) for one in told.findings}
    assert found == {
        "INCOME_COMPLETE": (2, 1),  # one receipt of unknown origin
        "DECIDED_COLLECTIVELY": (1, 1),  # put there by the test, without a resolution
        "DEDICATED_PEOPLE": (1, 0),
        "SEPARATE_ACCOUNTS": (3, 0),
    }


def test_a_sample_is_drawn_by_its_seed_and_nobodys_choice(till: Till) -> None:
    pool = till.pool(fen=9_000_00)
    for number in range(4):
        till.paid(500_00, pool, event=f"事{number}")
    asked = {"first_on": "2026-06-01", "last_on": "2026-06-30", "seed": "双色球2026067期"}
    told = till.call("inspector", "ListSampledPayments", **asked)
    assert (len(told.payments), told.among) == (3, 4)
    assert till.call("inspector", "ListSampledPayments", **asked) == told
    with refuses("DATES_UNFIT"):
        till.call("inspector", "ListSampledPayments", **(asked | {"last_on": "2026-05-01"}))


@pytest.mark.parametrize(
    ("bank", "cash", "expected"),
    [(0, 0, 0), (2, 0, 2), (3, 0, 3), (60, 0, 3), (61, 0, 4), (100, 0, 5), (100, 31, 9)],
)
def test_how_many_are_drawn(bank: int, cash: int, expected: int) -> None:
    ids = [f"y-{number}" for number in range(bank + cash)]
    in_cash = ids[bank:]
    assert len(drawn("seed", ids, in_cash)) == len(set(drawn("seed", ids, in_cash))) == expected


def aids(*people: tuple[str, int]) -> list[Aid]:
    """Heads with so many people each."""
    return [
        Aid(f"a-{head}{number}", f"p-{head}{number}", head, 100)
        for head, count in people
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ([("甲", 3), ("乙", 5)], {"甲": 3, "乙": 5}),
        ([("甲", 2), ("乙", 5)], {"合并": 7}),
        ([("甲", 1), ("乙", 2), ("丙", 5)], {"合并": 3, "丙": 5}),
        ([("甲", 1), ("乙", 1), ("丙", 4), ("丁", 5)], {"合并": 6, "丁": 5}),
        ([("甲", 2)], {}),
        ([], {}),
    ],
)
def test_no_published_row_tells_of_fewer_than_three(
    people: list[tuple[str, int]], shown: dict[str, int]
) -> None:
    found = heads.together(heads.heads(aids(*people)))
    assert {one.name: len(one.members) for one in found} == shown


def test_a_year_of_many_cases_is_told_to_the_fen(books: Books) -> None:
    generated.year(books, 300)
    told = books.call("inspector", "GetAnnualStatement", year=2026)
    balances = books.balances()
    assert sum(one.expense_fen for one in told.pools) == balances["5101"] + balances["5104"]
    assert sum(one.amount_fen for one in told.by_category) == balances["5101"]
    owned = sum(fen for code, fen in balances.items() if code[0] in "12")
    assert sum(one.closing_fen for one in told.pools) == owned
