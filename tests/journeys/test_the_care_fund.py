"""Journeys of the care fund, over the wire, with weeks and years passing; every sum to the fen.

Others are lived elsewhere: a campaign over 85 branches (tests/carefund), the worked check, and the
road from the form to the confirmed payment at the command (tests/clients).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.carefund.acts import payee
from tests.carefund.till import Till
from tests.refusals import refuses
from tests.worlds import World

pytestmark = pytest.mark.parametrize("shape", ["socket"])


@pytest.fixture
def till(world: World) -> Iterator[Till]:
    made = Till(world)
    yield made
    made.books.close()


def to(till: Till, day: str) -> None:
    """The clock stands at noon of a day."""
    on = date.fromisoformat(day)
    till.world.clock.set(datetime(on.year, on.month, on.day, 4, tzinfo=UTC))


def posted(till: Till, case: Any) -> Any:
    contact = "组织部 0335-0000000"
    return till.call("a.organizer", "PostNotice", application_ids=[case.id], contact=contact)


def test_hardship_aid_from_draft_to_confirmed_payment(till: Till) -> None:
    pool = till.pool(fen=5_000_00)
    case = till.reviewed(category="hardship_ordinary", requested_fen=1_000_00)
    case = till.screened(till.shown(case))
    case = till.all_sign(till.proposed(case, pool), till.plan().id)
    assert till.call("director", "GetPool", id=pool).available_fen == 4_000_00
    paid = till.pay(till.order(case))
    assert till.state(case) == "PAID"
    till.confirm(paid)
    assert till.state(case) == "CONFIRMED"
    names = [one.name for one in till.get(case, "director").steps if one.name != "attach"]
    assert names == [
        "draft", "submit", "deliberate", "endorse", "post", "conclude", "screen", "propose",
        "sign", "sign", "order", "pay", "confirm",
    ]  # fmt: skip
    assert till.books.balances()["5101"] == 1_000_00
    assert till.books.broken() == {}


def test_an_objection_is_upheld_and_the_case_begins_again(till: Till) -> None:
    case = till.reviewed()
    notice = posted(till, case)
    objection = till.call(
        "s.secretary",
        "RaiseObjection",
        notice_id=notice.id,
        application_id=case.id,
        kind="OBJECTION_KIND_UNTRUE",
        said="自付金额有误",
    )
    assert objection.anonymous
    till.call(
        "officer2",
        "SettleObjection",
        id=objection.id,
        etag=objection.etag,
        upheld=True,
        finding="自付金额应为 15,000 元",
    )
    assert till.state(case) == "SUBMITTED"
    assert not till.call("s.deputy", "GetNotice", id=notice.id).entries
    back = till.get(case, "director")
    with refuses("DUTIES_CLASH"):
        till.act("officer2", "ReturnApplication", back, because="请更正")  # he judged it
    back = till.returned(back)
    back = till.amend(back, self_paid_fen=1_500_000, requested_fen=1_500_00)
    case = till.endorsed(till.deliberated(till.submit(back)))
    again = posted(till, case)
    assert again.id != notice.id
    assert till.shown_already(again, case).proposed_fen == 1_500_00


def test_a_returned_payment_reaches_him_after_all(till: Till) -> None:
    pool = till.pool(fen=5_000_00)
    case, first = till.paid(2_000_00, pool)
    returned = till.bounce(first)
    assert till.state(case) == "PAY_RETURNED"
    assert till.books.balances()["2202"] == -2_000_00
    second = till.pay(till.reissue(returned))
    till.confirm(second)
    assert (till.state(case), till.books.balances().get("2202", 0)) == ("CONFIRMED", 0)
    assert till.call("director", "GetPool", id=pool).cash_fen == 3_000_00
    assert till.books.broken() == {}


def test_a_false_claim_is_found_in_the_next_year(till: Till) -> None:
    pool = till.pool(fen=9_000_00)
    case, payment = till.paid(2_000_00, pool)
    till.confirm(payment)
    to(till, "2027-01-06")
    till.call("accountant", "CloseYear", year=2026)
    to(till, "2027-03-10")
    claim = till.claim(case, 2_000_00, fraud=True)
    assert claim.barred_until == "2030-03-10"
    claim = till.recover(claim, 500_00)
    till.recover(claim, 1_500_00)
    balances = till.books.balances()
    assert (balances["3201"], balances.get("5101", 0)) == (-2_000_00, 0)
    assert till.call("director", "GetPool", id=pool).cash_fen == 9_000_00
    said: dict[str, Any] = {"event": "另一手术", "event_on": "2027-03-01", "payee": payee()}
    assert till.findings(**said) == ["FALSE_CLAIM"]
    assert till.books.broken() == {}


def test_a_year_is_closed_with_grants_approved_and_not_paid(till: Till) -> None:
    pool = till.pool(fen=9_000_00)
    till.paid(1_000_00, pool)
    to(till, "2026-12-28")
    waiting = till.granted(2_000_00, pool, date(2027, 6, 1), event="年末手术")
    ordered = till.order(waiting)
    with refuses("YEAR_NOT_OVER"):
        till.call("accountant", "CloseYear", year=2026)
    to(till, "2027-01-05")
    assert till.call("accountant", "CloseYear", year=2026).carried_over_fen == 2_000_00
    assert till.call("director", "GetPool", id=pool).reserved_fen == 2_000_00
    with refuses("YEAR_CLOSED"):
        till.pay(ordered, paid_on="2026-12-31")
    till.pay(ordered)
    told = till.call("inspector", "GetAnnualStatement", year=2026)
    [old] = told.pools
    assert (told.closed, old.expense_fen, old.closing_fen) == (True, 1_000_00, 8_000_00)
    [new] = till.call("inspector", "GetAnnualStatement", year=2027).pools
    assert (new.opening_fen, new.expense_fen, new.closing_fen) == (8_000_00, 2_000_00, 6_000_00)
    assert till.books.broken() == {}
