"""The worked check of the school's measures, section 3.3, to the fen; and the turn of a year."""

from datetime import UTC, datetime
from pathlib import Path

from tests.carefund import foreign
from tests.carefund.bookkeeping import DUES, FREE, INTEREST, SCHOOL
from tests.carefund.till import Till

MOVED_IN, APPROPRIATION, GIFT, GAINED = 1, 3, 4, 5
"""Kinds of income, numbered as in the .proto."""


def test_the_worked_check_comes_out_to_the_fen(till: Till, tmp_path: Path) -> None:
    """By real calls throughout. Opening 20,000.00; four kinds of income; four payments, one of
    them returned and paid anew; eight visits; one claim recovered; 6,000.00 approved and unpaid.
    """
    dues = till.books.funded(DUES, 20_000_00)
    school, free = till.books.pool(SCHOOL), till.books.pool(FREE)
    interest = till.books.pool(INTEREST)
    till.books.income(dues, MOVED_IN, 60_000_00)
    till.books.income(school, APPROPRIATION, 40_000_00)
    till.books.income(free, GIFT, 12_345_67)
    till.books.income(interest, GAINED, 88_12)
    grants = [(3_000_00, dues), (2_000_00, dues), (5_000_00, school), (1_000_00, free)]
    visits, unpaid = [(1_000_00, school)] * 8, [(4_000_00, dues), (2_000_00, school)]
    approved = till.approved_together([*grants, *visits, *unpaid])
    paid = [till.pay(till.order(case)) for case in approved[: len(grants) + len(visits)]]
    wrong, name = paid[3], approved[3].member_name
    till.pay(till.reissue(till.bounce(wrong), account_name=name))
    till.recover(till.claim(approved[1], 2_000_00), 2_000_00)
    balances = till.books.balances()
    assert balances["1002"] == 115_433_79
    assert balances.get("2202", 0) == 0
    assert balances["5101"] == 17_000_00
    assert till.books.available() == 109_433_79
    assert till.books.broken() == {}
    foreign.agree(till.books, tmp_path)


def test_what_the_bank_paid_by_the_last_day_is_spent_whenever_it_is_written_down(
    till: Till,
) -> None:
    """Entered in January, paid in December: an expense of December, and no promise carried over."""
    pool_id = till.books.funded(FREE, 10_000_00)
    till.world.clock.set(datetime(2026, 12, 7, 2, 0, tzinfo=UTC))
    paid, waiting = till.approved_together([(2_000_00, pool_id), (500_00, pool_id)])
    paid = till.order(paid)
    till.world.clock.set(datetime(2027, 1, 6, 2, 0, tzinfo=UTC))
    till.pay(paid, paid_on="2026-12-31")
    till.pay(till.order(waiting))
    statement = till.call("inspector", "GetAnnualStatement", year=2026)
    closed = till.call("accountant", "CloseYear", year=2026)
    assert closed.carried_over_fen == 500_00
    assert sum(one.reserved_fen for one in statement.pools) == 500_00
    assert sum(one.expense_fen for one in statement.pools) == 2_000_00


def test_a_year_is_closed_and_what_was_approved_and_not_paid_is_carried_over(till: Till) -> None:
    pool_id = till.books.funded(FREE, 10_000_00)
    till.paid(1_000_00, pool_id)
    till.world.clock.set(datetime(2026, 12, 7, 2, 0, tzinfo=UTC))
    ordered, waiting = till.approved_together([(2_000_00, pool_id), (500_00, pool_id)])
    ordered = till.order(ordered)
    till.world.clock.set(datetime(2027, 1, 6, 2, 0, tzinfo=UTC))
    closed = till.call("accountant", "CloseYear", year=2026)
    assert closed.carried_over_fen == 2_500_00
    # What the bank paid now is an expense of this year, whatever the voucher's number says.
    till.pay(ordered)
    fresh = till.pay(till.order(waiting))
    assert (ordered.number, fresh.number, fresh.ordered_on) == (2, 1, "2027-01-06")
    assert till.books.balances("2026-12-31") == {"1002": 9_000_00, "3102": -9_000_00}
    assert till.books.balances()["5101"] == 2_500_00
    pool = till.call("director", "GetPool", id=pool_id)
    assert (pool.cash_fen, pool.reserved_fen) == (6_500_00, 0)
    assert till.books.broken() == {}
