"""Money claimed back: in instalments, in the year of the expense or after it, and after fraud."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.carefund.store import Application as Row
from tests.carefund.till import Till
from tests.refusals import outcome, refuses


def test_a_claim_of_the_same_year_lessens_the_expense_by_instalments(till: Till) -> None:
    pool_id = till.pool(fen=5_000_00)
    case, _ = till.paid(2_000_00, pool_id)
    claim = till.claim(case, 1_500_00)
    assert (claim.recovered_fen, claim.fraud, claim.barred_until) == (0, False, "")
    assert till.state(case) == "CLAIMED_BACK"
    claim = till.recover(claim, 500_00)
    assert claim.recovered_fen == 500_00
    assert [one.id for one in till.call("inspector", "ListClaims", open=True).claims] == [claim.id]
    with refuses("BEYOND_CLAIM"):
        till.recover(claim, 1_000_01)
    claim = till.recover(claim, 1_000_00)
    assert not till.call("inspector", "ListClaims", open=True).claims
    with refuses("BEYOND_CLAIM"):
        till.recover(claim, 1)
    assert till.books.balances() == {"1002": 4_500_00, "3102": -5_000_00, "5101": 500_00}
    assert till.call("director", "GetPool", id=pool_id).available_fen == 4_500_00
    assert till.books.broken() == {}


def test_a_false_claim_found_in_the_next_year_is_an_adjustment_and_bars(till: Till) -> None:
    pool_id = till.pool(fen=5_000_00)
    case = till.approved(pool_id)
    till.confirm(till.pay(till.order(case)))
    till.world.clock.set(datetime(2027, 3, 1, 2, 0, tzinfo=UTC))
    till.call("accountant", "CloseYear", year=2026)
    claim = till.claim(case, 2_000_00, fraud=True)
    # Three years from the day after the decision, by the book of the school.
    assert claim.barred_until == "2030-03-01"
    assert "FALSE_CLAIM" in till.findings(event_on="2027-02-01")
    with refuses("YEAR_CLOSED"):
        till.recover(claim, 100, received_on="2026-12-31")
    till.recover(claim, 2_000_00)
    assert till.books.balances() == {"1002": 5_000_00, "3102": -3_000_00, "3201": -2_000_00}
    till.world.clock.set(datetime(2030, 3, 1, 2, 0, tzinfo=UTC))
    assert "FALSE_CLAIM" in till.findings(event_on="2030-02-01")
    till.world.clock.set(datetime(2030, 3, 2, 2, 0, tzinfo=UTC))
    assert "FALSE_CLAIM" not in till.findings(event_on="2030-02-01")
    assert till.books.broken() == {}


def test_no_more_is_claimed_than_was_paid_nor_before_nor_twice(shared_till: Till) -> None:
    till = shared_till
    waiting = till.granted()
    with refuses("WRONG_STATE"):
        till.claim(waiting, 100)
    case, _ = till.paid(2_000_00)
    with refuses("BEYOND_PAID"):
        till.claim(case, 2_000_01)
    till.claim(case, 2_000_00)
    with refuses("WRONG_STATE"):
        till.claim(case, 1)


def test_who_claims_and_who_books_what_comes(shared_till: Till) -> None:
    till = shared_till
    case, _ = till.paid()
    with refuses("ROLE_NOT_ALLOWED"):
        till.claim(case, 100, "a.secretary")
    claim = till.claim(case, 100)
    with refuses("NOT_ACCOUNTANT"):
        till.recover(claim, 100, "cashier")
    nobody: Any = type("C", (), {"id": "z-000000000000", "etag": "1"})
    with refuses("CLAIM_UNKNOWN"):
        till.recover(nobody, 1)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"received_on": "2026-01-05"}, "DATES_UNFIT"),
        ({"received_on": "2026-12-30"}, "DATE_AHEAD"),
        ({"etag": "7"}, "STALE"),
    ],
)
def test_what_comes_comes_after_it_was_paid(
    shared_till: Till, said: dict[str, str], reason: str
) -> None:
    till = shared_till
    claim = till.claim(till.paid()[0], 100)
    assert outcome(lambda: till.recover(claim, 100, **said)) == reason


def test_one_who_is_claimed_from_books_nothing(shared_till: Till) -> None:
    till = shared_till
    case, _ = till.paid()
    claim = till.claim(case, 100)
    with till.database() as session:
        own = sa.update(Row).where(Row.id == case.id)
        session.execute(own.values(member_id=till.campus.people["accountant"]))
        session.commit()
    with refuses("OWN_CASE"):
        till.recover(claim, 100)


def test_claims_are_paged(till: Till) -> None:
    made = [till.claim(till.paid(100_00)[0], 100) for _ in range(3)]
    first = till.call("inspector", "ListClaims", page_size=2)
    rest = till.call("inspector", "ListClaims", page_size=2, page_token=first.next_page_token)
    assert {one.id for one in (*first.claims, *rest.claims)} == {one.id for one in made}
    assert (len(first.claims), rest.next_page_token) == (2, "")
    with refuses("PAGE_TOKEN_INVALID"):
        till.call("inspector", "ListClaims", page_token="eA.eQ")
