"""What each occasion posts, line by line, and that nothing it posts is out of balance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.carefund import chart, posting
from services.carefund.posting import Posted

P, Q = "b-00000000000p", "b-00000000000q"
ILLNESS = 5

POSTED = {
    "dues": (posting.income(1, 1, P, 100), "1002 p +100; 4101 p -100"),
    "allocation": (posting.income(2, 2, P, 100), "1002 p +100; 4102 p -100"),
    "appropriation": (posting.income(3, 3, P, 100), "1002 p +100; 4103 p -100"),
    "restricted gift": (posting.income(4, 4, P, 100), "1002 p +100; 4104 p -100"),
    "interest": (posting.income(5, 6, P, 100), "1002 p +100; 4105 p -100"),
    "other": (posting.income(6, 3, P, 100), "1002 p +100; 4109 p -100"),
    "unidentified": (posting.income(7, 1, P, 100), "1002 p +100; 2302 p -100"),
    "pass-through": (posting.income(8, 1, P, 100), "1002 p +100; 2301 p -100"),
    "opening, restricted": (posting.income(9, 1, P, 100), "1002 p +100; 3101 p -100"),
    "opening, free": (posting.income(9, 5, P, 100), "1002 p +100; 3102 p -100"),
    "identified here": (posting.identified(4, P, P, 100), "2302 p +100; 4104 p -100"),
    "identified there": (
        posting.identified(4, P, Q, 100),
        "2302 p +100; 1002 p -100; 1002 q +100; 4104 q -100",
    ),
    "passed on": (posting.passed_on(P, 100), "2301 p +100; 1002 p -100"),
    "fee": (posting.fee(P, 100), "5104 p +100; 1002 p -100"),
    "paid": (posting.paid(P, 100, ILLNESS), "5101.5 p +100; 1002 p -100"),
    "returned": (posting.returned(P, 100), "1002 p +100; 2202 p -100"),
    "reissued": (posting.reissued(P, 100), "2202 p +100; 1002 p -100"),
    "recovered this year": (
        posting.recovered(P, 100, ILLNESS, same_year=True),
        "1002 p +100; 5101.5 p -100",
    ),
    "recovered later": (
        posting.recovered(P, 100, ILLNESS, same_year=False),
        "1002 p +100; 3201 p -100",
    ),
}
"""Section 3 of the fund's accounting, an occasion a row."""


def written(lines: posting.Lines) -> str:
    return "; ".join(
        f"{one.account}{f'.{one.category}' if one.category else ''} {one.pool_id[-1]} {one.fen:+}"
        for one in lines
    )


@pytest.mark.parametrize("occasion", POSTED)
def test_an_occasion_posts_these_lines(occasion: str) -> None:
    lines, said = POSTED[occasion]
    assert written(lines) == said
    assert posting.balanced(lines)
    assert {one.account for one in lines} <= set(chart.ACCOUNTS)


@pytest.mark.parametrize("occasion", POSTED)
def test_red_letters_undo_an_entry(occasion: str) -> None:
    lines, _ = POSTED[occasion]
    red = posting.reversal(lines, same_year=True)
    assert [(a.account, a.pool_id, a.category, -a.fen) for a in red] == [
        (a.account, a.pool_id, a.category, a.fen) for a in lines
    ]
    later = posting.reversal(lines, same_year=False)
    assert posting.balanced(later)
    assert not any(one.account[0] in "45" for one in later)


CASH_OF = {
    "dues": 100, "opening, free": 100, "unidentified": 0, "pass-through": 0, "passed on": 0,
    "fee": -100, "paid": -100, "returned": 0, "reissued": 0, "recovered later": 100,
}  # fmt: skip
"""What lies there for others, or for a case whose payment came back, is nobody's to promise."""


@pytest.mark.parametrize("occasion", CASH_OF)
def test_what_an_occasion_makes_of_a_pools_cash(occasion: str) -> None:
    lines, _ = POSTED[occasion]
    assert posting.cash_moved(lines) == {P: CASH_OF[occasion]}


def test_identified_money_moves_from_pool_to_pool() -> None:
    lines, _ = POSTED["identified there"]
    assert posting.cash_moved(lines) == {P: 0, Q: 100}


FITTING = {1: {1}, 2: {2}, 3: {3}, 4: {4, 5}}


@pytest.mark.parametrize("kind", range(1, 10))
@pytest.mark.parametrize("source", range(1, 7))
def test_which_income_goes_to_which_source(kind: int, source: int) -> None:
    assert posting.fits(kind, source) == (source in FITTING.get(kind, set(range(1, 7))))


def test_a_movement_is_of_something() -> None:
    for fen in (0, -1):
        with pytest.raises(ValueError, match="of something"):
            posting.fee(P, fen)


CLOSING = ["4101", "4105", "5101", "5104", "3201"]


@given(st.lists(st.tuples(st.sampled_from(CLOSING), st.integers())))
def test_a_years_close_leaves_nothing_behind(balances: list[tuple[str, int]]) -> None:
    given_lines = [Posted(account, P, fen) for account, fen in balances]
    closed = posting.year_end(given_lines, chart.RESTRICTED)
    for account in {account for account, _ in balances}:
        before = sum(one.fen for one in given_lines if one.account == account)
        assert before + sum(one.fen for one in closed if one.account == account) == 0
    assert not closed or posting.balanced(closed)
