"""A year is closed once, in its turn; and verifying finds what was done behind the books."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.carefund import posting
from services.carefund.posting import Occasion
from tests.carefund.bookkeeping import DUES, FREE, INTEREST, SEVERE, Books
from tests.carefund.till import Till
from tests.refusals import outcome, refuses

GIFT = 4
CAMPAIGNS = {"nobody_above_the_places", "places_serve_their_category", "lists_are_resolved"}
"""Looked at where there is a campaign: test_campaign_list.py."""
ADVANCES = {"advances_are_what_is_out", "advances_are_their_rows", "advances_without_gaps"}
"""Looked at where there is an advance: test_advances.py."""


def close(books: Books, year: int) -> Any:
    return books.call("accountant", "CloseYear", year=year)


def test_a_year_is_closed_by_pool_and_promises_go_on(books: Books) -> None:
    free, dues, idle = books.funded(FREE, 1_000), books.funded(DUES, 5_000), books.pool(INTEREST)
    books.income(free, GIFT, 500)
    books.pay(free, 300)
    books.pay(free, 100, category=5)
    books.income(dues, 1, 50)
    books.reserve(free, 200)
    assert close_refused(books, 2026) == "YEAR_NOT_OVER"
    books.world.clock.set(datetime(2027, 1, 5, 2, 0, tzinfo=UTC))
    books.reserve(free, 7, year=2027, until=date(2027, 12, 31))
    closed = close(books, 2026)
    assert (closed.year, closed.closed_on, closed.carried_over_fen) == (2026, "2027-01-05", 200)
    assert len(closed.entry_ids) == 2
    for entry_id in closed.entry_ids:
        entry = books.call("director", "GetEntry", id=entry_id)
        assert (entry.booked_on, entry.occasion) == ("2026-12-31", "YEAR_END")
    assert books.balances("2026-12-31") == {"1002": 6_650 - 500, "3101": -5_050, "3102": -1_100}
    assert books.state(free).reserved_fen == 207
    assert books.state(idle).cash_fen == 0
    assert books.broken() == {}


def close_refused(books: Books, year: int) -> str:
    return outcome(lambda: close(books, year))


def test_years_are_closed_in_order_once_and_for_good(books: Books) -> None:
    pool_id = books.pool(FREE)
    books.income(pool_id, GIFT, 100, "2024-05-01")
    books.income(pool_id, GIFT, 100, "2025-05-01")
    assert close_refused(books, 2025) == "YEAR_BEFORE_OPEN"
    assert close_refused(books, 2023) == "NOTHING_TO_CLOSE"
    assert close_refused(books, 2024) == "OK"
    assert close_refused(books, 2024) == "YEAR_CLOSED"
    with refuses("YEAR_CLOSED"):
        books.income(pool_id, GIFT, 1, "2024-12-31")
    with refuses("YEAR_CLOSED"):
        books.income(pool_id, GIFT, 1, "2023-12-31")
    books.income(pool_id, GIFT, 1, "2025-01-01")
    assert close_refused(books, 2025) == "OK"
    assert books.broken() == {}


def test_aid_recovered_in_a_later_year_is_an_adjustment_and_closes_too(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000)
    books.pay(pool_id, 400)
    books.world.clock.set(datetime(2027, 3, 1, 2, 0, tzinfo=UTC))
    close(books, 2026)
    red = posting.recovered(pool_id, 400, SEVERE, same_year=False)
    books.book(Occasion.RECOVERED, red)
    assert books.balances()["3201"] == -400
    books.world.clock.set(datetime(2028, 1, 3, 2, 0, tzinfo=UTC))
    close(books, 2027)
    assert books.balances() == {"1002": 1_000, "3102": -1_000}
    assert books.broken() == {}


@pytest.mark.parametrize(
    ("promise", "statement"),
    [
        ("entries_balance", "UPDATE line SET amount_fen = amount_fen + 1 WHERE number = 1"),
        ("entries_balance", "DELETE FROM seal"),
        ("pools_balance", "UPDATE line SET amount_fen = amount_fen + 1 WHERE number = 1"),
        ("numbers_without_gaps", "UPDATE entry SET number = 9 WHERE number = 2"),
        ("cash_is_what_was_booked", "UPDATE pool SET cash_fen = cash_fen + 1"),
        ("promises_are_funded", "UPDATE pool SET reserved_fen = reserved_fen - 1"),
        ("promises_are_funded", "UPDATE commitment SET amount_fen = 6"),
        ("promises_end_once", "UPDATE commitment SET ended_as = 'POSTED'"),
        ("reversed_once", "UPDATE entry SET reverses_id = 'e-0' WHERE reverses_id <> ''"),
        ("closed_years_are_closed", "DELETE FROM line WHERE account LIKE '4%' AND amount_fen > 0"),
    ],
)
def test_verifying_finds_what_was_done_behind_the_books(
    books: Books, promise: str, statement: str
) -> None:
    pool_id = books.pool(FREE)
    books.income(pool_id, GIFT, 100, "2025-05-01")
    books.income(pool_id, GIFT, 100)
    wrong = books.income(pool_id, GIFT, 100)
    books.call("accountant", "ReverseEntry", entry_id=wrong.id, because="记错")
    books.reserve(pool_id, 5)
    close(books, 2025)
    assert books.broken() == {}
    books.unguarded(statement)
    assert promise in books.broken()


def test_verifying_looks_at_everything(till: Till) -> None:
    books = till.books
    till.claim(till.paid(100_00)[0], 100)
    pool_id = books.funded(FREE, 100)
    entry = books.income(pool_id, GIFT, 100, "2025-05-01")
    books.call("accountant", "ReverseEntry", entry_id=entry.id, because="记错")
    books.reserve(pool_id, 5)
    close(books, 2025)
    told = books.call("administrator", "VerifyFund")
    assert told.service == "carefund"
    assert {one.name for one in told.checks if not one.examined} == CAMPAIGNS | ADVANCES
