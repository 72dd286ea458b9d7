"""Payments: from the order to the recipient's word, and what each act refuses."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from services.carefund.store import Application as Row
from tests.carefund.acts import ACCOUNT
from tests.carefund.till import Till
from tests.refusals import outcome, refuses


def test_from_a_real_approval_to_the_recipients_word(till: Till) -> None:
    """The whole road: nothing is put there, each act is done by whoever may do it."""
    pool_id = till.pool(fen=5_000_00)
    case = till.approved(pool_id)
    ordered = till.order(case)
    assert (ordered.number, ordered.amount_fen, ordered.state) == (1, 2_000_00, 1)
    assert ordered.amount_in_capitals == "人民币贰仟元整"
    assert ordered.due_on > till.today()
    assert ordered.account_masked.endswith(ACCOUNT[-4:])
    assert ACCOUNT not in str(ordered)
    assert till.call("director", "GetPool", id=pool_id).reserved_fen == 2_000_00
    paid = till.pay(ordered)
    assert (paid.state, paid.paid_on, till.state(case)) == (2, till.today(), "PAID")
    pool = till.call("director", "GetPool", id=pool_id)
    assert (pool.cash_fen, pool.reserved_fen) == (3_000_00, 0)
    assert till.books.balances()["5101"] == 2_000_00
    confirmed = till.confirm(paid)
    assert confirmed.confirmed_on == till.today()
    assert (confirmed.due_on, till.state(case)) == ("", "CONFIRMED")
    assert till.books.broken() == {}


def test_a_returned_payment_is_ordered_anew_to_a_mended_account(till: Till) -> None:
    pool_id = till.pool(fen=5_000_00)
    case, payment = till.paid(2_000_00, pool_id)
    returned = till.bounce(payment)
    assert (returned.state, returned.return_reason) == (3, "户名不符")
    waiting = till.get(case, "director")
    assert (waiting.state, waiting.waits_for) == (16, "会计：退汇待处理")
    assert waiting.due_on == returned.due_on > till.today()
    assert till.books.balances()["2202"] == -2_000_00
    # It lies there for him: the pool cannot promise it to somebody else.
    assert till.call("director", "GetPool", id=pool_id).available_fen == 3_000_00
    again = till.reissue(returned)
    assert (again.number, again.replaces_id, again.account_masked[-4:]) == (2, payment.id, "9876")
    with refuses("WRONG_STATE"):
        till.reissue(returned)
    # An order of a returned payment that is taken back leaves the money where it lies.
    till.void(again)
    assert till.state(case) == "PAY_RETURNED"
    last = till.pay(till.reissue(returned))
    assert (last.number, till.state(case)) == (3, "PAID")
    again = till.bounce(last)
    with refuses("PAYMENT_NOT_RETURNED"):
        till.reissue(returned)
    last = till.pay(till.reissue(again))
    first = till.call("accountant", "ListPayments", state=3).payments[1]
    assert (first.replaced_by_id, first.due_on) == (again.id, "")
    assert till.books.balances() == {"1002": 3_000_00, "3102": -5_000_00, "5101": 2_000_00}
    assert till.books.broken() == {}


def test_p28_returned_payments_are_listed_until_somebody_sees_to_them(till: Till) -> None:
    returned = till.bounce(till.paid()[1])
    # Five working days from Wednesday: the book carefund/pay_days.
    assert (till.today(), returned.due_on) == ("2026-06-10", "2026-06-17")
    till.world.clock.pass_days(20)
    listed = till.call("inspector", "ListPayments", state=3).payments
    assert [(one.id, one.due_on) for one in listed] == [(returned.id, "2026-06-17")]
    assert listed[0].due_on < till.today()
    till.reissue(returned)
    (listed,) = till.call("inspector", "ListPayments", state=3).payments
    assert (listed.due_on, bool(listed.replaced_by_id)) == ("", True)


def test_a_returned_payment_that_nobody_can_have_goes_back_to_its_pool(till: Till) -> None:
    pool_id = till.pool(fen=5_000_00)
    case, payment = till.paid(2_000_00, pool_id)
    returned = till.bounce(payment)
    with refuses("ROLE_NOT_ALLOWED"):
        till.take_back(returned, "a.secretary")
    given_up = till.take_back(returned)
    assert (given_up.state, till.state(case)) == (3, "EXPIRED")
    assert till.call("director", "GetPool", id=pool_id).available_fen == 5_000_00
    assert till.books.balances() == {"1002": 5_000_00, "3102": -5_000_00}
    with refuses("WRONG_STATE"):
        till.reissue(given_up)
    assert till.books.broken() == {}


def test_a_voided_number_stays_used_and_the_promise_stands(till: Till) -> None:
    pool_id = till.pool(fen=2_000_00)
    case = till.granted(2_000_00, pool_id)
    first = till.void(till.order(case))
    assert (first.state, till.state(case)) == (4, "APPROVED")
    assert till.call("director", "GetPool", id=pool_id).reserved_fen == 2_000_00
    second = till.order(case)
    assert second.number == first.number + 1
    assert [one.state for one in till.call("inspector", "ListPayments").payments] == [1, 4]
    for act in (till.void, till.pay):
        with refuses("PAYMENT_DONE"):
            act(first)
    with refuses("PAYMENT_UNPAID"):
        till.bounce(second)
    with refuses("PAYMENT_NOT_RETURNED"):
        till.reissue(second)
    with refuses("PAYMENT_UNPAID"):
        till.confirm(second)
    assert till.books.broken() == {}


def test_a_promise_that_lapsed_is_not_paid_and_is_ended_by_an_act(till: Till) -> None:
    pool_id = till.pool(fen=4_000_00)
    until = date(2026, 6, 30)
    ordered = till.order(first := till.granted(2_000_00, pool_id, until))
    waiting = till.granted(1_000_00, pool_id, until)
    expire = {"id": waiting.id, "etag": waiting.etag}
    with refuses("COMMITMENT_STANDS"):
        till.call("accountant", "ExpireGrant", **expire)
    while till.today() <= until.isoformat():
        till.world.clock.pass_days(1)
    with refuses("COMMITMENT_LAPSED"):
        till.order(waiting)
    with refuses("COMMITMENT_LAPSED"):
        till.pay(ordered)
    with refuses("NOT_ACCOUNTANT"):
        till.call("cashier", "ExpireGrant", **expire)
    till.call("accountant", "ExpireGrant", **expire)
    assert till.state(waiting) == "EXPIRED"
    assert till.call("director", "GetPool", id=pool_id).reserved_fen == 2_000_00
    with refuses("COMMITMENT_ENDED"):
        till.call("accountant", "ExpireGrant", **expire)
    with refuses("WRONG_STATE"):
        till.call("accountant", "ExpireGrant", id=first.id, etag=till.get(first, "director").etag)
    # What the bank paid in time is recorded, though it is told late.
    till.pay(ordered, paid_on=until.isoformat())
    assert till.books.broken() == {}


def test_who_pays_is_not_who_orders_nor_anybody_else(shared_till: Till) -> None:
    till = shared_till
    case = till.granted()
    with refuses("NOT_ACCOUNTANT"):
        till.order(case, "cashier")
    ordered = till.order(case)
    for act, who in ((till.pay, "accountant"), (till.file, "accountant")):
        with refuses("NOT_CASHIER"):
            act(ordered, who=who)
    with refuses("NOT_ACCOUNTANT"):
        till.void(ordered, "cashier")
    with refuses("ROLE_NOT_ALLOWED"):
        till.pay(ordered, "director")


@pytest.mark.parametrize(
    ("column", "who", "method"),
    [
        ("ACCOUNTANT", "cashier", "pay"),
        ("APPROVER", "cashier", "pay"),
        ("HANDLER", "accountant", "order"),
        ("CASHIER", "accountant", "order"),
    ],
)
def test_parts_that_one_person_may_not_play(
    shared_till: Till, column: str, who: str, method: str
) -> None:
    till = shared_till
    case = till.granted()
    thing = case if method == "order" else till.order(case)
    with till.database() as session:
        session.execute(
            sa.text(
                "INSERT INTO played (application_id, step, part, person_id, person_name, note, "
                "round, taken_at) SELECT id, 'x', :part, :who, '', '', 1, drafted_at "
                "FROM application WHERE id = :id"
            ),
            {"part": column, "who": till.campus.people[who], "id": case.id},
        )
        session.commit()
    with refuses("DUTIES_CLASH"):
        getattr(till, method)(thing)


@pytest.mark.parametrize("who", ["accountant", "cashier"])
def test_nobody_pays_himself(shared_till: Till, who: str) -> None:
    till = shared_till
    case = till.granted()
    ordered = till.order(case) if who == "cashier" else None
    with till.database() as session:
        own = sa.update(Row).where(Row.id == case.id)
        session.execute(own.values(member_id=till.campus.people[who]))
        session.commit()
    with refuses("OWN_CASE"):
        till.pay(ordered) if ordered else till.order(case)


def test_one_reference_of_the_bank_is_booked_once(shared_till: Till) -> None:
    till = shared_till
    one, other = till.order(till.granted()), till.order(till.granted())
    paid = till.pay(one)
    with refuses("BANK_REFERENCE_TAKEN"):
        till.pay(other, bank_reference=paid.bank_reference)
    with refuses("BANK_REFERENCE_TAKEN"):
        till.bounce(paid, bank_reference=paid.bank_reference)


@pytest.mark.parametrize(
    ("act", "said", "reason"),
    [
        ("pay", {"paid_on": "2026-01-05"}, "DATES_UNFIT"),
        ("pay", {"paid_on": "2026-12-30"}, "DATE_AHEAD"),
        ("bounce", {"returned_on": "2026-01-05"}, "DATES_UNFIT"),
        ("bounce", {"returned_on": "2026-12-30"}, "DATE_AHEAD"),
        ("confirm", {"confirmed_on": "2026-01-05"}, "DATES_UNFIT"),
        ("confirm", {"confirmed_on": "2026-12-30"}, "DATES_UNFIT"),
        ("confirm", {"sheet": ""}, "SIGNATURE_MISSING"),
    ],
)
def test_days_follow_one_another(
    shared_till: Till, act: str, said: dict[str, str], reason: str
) -> None:
    till = shared_till
    payment = till.order(till.granted()) if act == "pay" else till.paid()[1]
    assert outcome(lambda: getattr(till, act)(payment, **said)) == reason


def test_p01_no_one_of_his_own_unit_confirms_nor_anybody_with_a_part(shared_till: Till) -> None:
    till = shared_till
    case, payment = till.paid()
    with refuses("ROLE_NOT_ALLOWED"):
        till.confirm(payment, "a.secretary")
    till.call("director", "ClaimBack", **CLAIM | {"application_id": case.id, "etag": case.etag})
    other, again = till.paid()
    till.stands(other, committee_id=till.campus.organizations["00"])
    with refuses("CONFIRMER_NEAR"):
        till.confirm(again)
    till.stands(other, committee_id=till.campus.organizations["01"])
    till.confirm(again)
    listed = till.call("inspector", "ListPayments", application_id=other.id).payments
    for act in (till.confirm, till.bounce):
        with refuses("CONFIRMED_ALREADY"):
            act(listed[0])


CLAIM = {"amount_fen": 1, "because": "多付"}


def test_what_is_claimed_back_is_neither_confirmed_nor_returned(shared_till: Till) -> None:
    till = shared_till
    case, payment = till.paid()
    till.claim(case, 100)
    for act in (till.confirm, till.bounce):
        with refuses("WRONG_STATE"):
            act(payment)


def test_payments_unknown(shared_till: Till) -> None:
    till = shared_till
    nobody: Any = type("P", (), {"id": "y-000000000000", "etag": "1"})
    acts = (till.void, till.pay, till.bounce, till.reissue, till.take_back, till.confirm, till.file)
    for act in acts:
        with refuses("PAYMENT_UNKNOWN"):
            act(nobody)


def test_lists_are_paged_and_filtered(till: Till) -> None:
    for _ in range(3):
        till.paid(100_00)
    first = till.call("inspector", "ListPayments", page_size=2, unconfirmed=True)
    rest = till.call(
        "inspector", "ListPayments", page_size=2, unconfirmed=True, page_token=first.next_page_token
    )
    assert [one.number for one in (*first.payments, *rest.payments)] == [3, 2, 1]
    assert rest.next_page_token == ""
    till.confirm(first.payments[0])
    assert len(till.call("inspector", "ListPayments", unconfirmed=True).payments) == 2
    with refuses("PAGE_TOKEN_INVALID"):
        till.call("inspector", "ListPayments", page_token="eA.eQ")
