"""Who is paid, and how: alive, to his own account, in cash only where a signer allows it."""

from typing import Any

import sqlalchemy as sa

from services.carefund.store import Rung
from services.carefund.store.payments import Payment
from tests.carefund.acts import ACCOUNT, payee
from tests.carefund.till import CASH, Till
from tests.refusals import outcome, refuses
from tests.transfer.acts import Cases
from tests.transfer.changing import Changes
from tests.transfer.leaving import Departures


def signed_by(till: Till, case: Any, account: str) -> None:
    """Somebody signed the grant."""
    with till.database() as session:
        session.add(
            Rung(
                application_id=case.id,
                round=1,
                number=1,
                signer="organization_head",
                signed_by_id=till.campus.people[account],
                signed_by_name=account,
                resolution_id="",
            )
        )
        session.commit()


def test_p03_an_account_is_verified_and_the_payees_own(shared_till: Till) -> None:
    till = shared_till
    case = till.granted()
    with refuses("PAYEE_UNFIT"):
        till.order(case, account_verified=False)
    returned = till.bounce(till.pay(till.order(case)))
    for said in ({"account_verified": False}, {"account_name": "党员behind"}):
        with refuses("PAYEE_UNFIT"):
            till.reissue(returned, **said)


def test_p29_whether_the_payee_lives_is_asked_on_the_day_he_is_paid(till: Till) -> None:
    ordered, returned, waiting = (
        till.order(till.granted()),
        till.bounce(till.paid()[1]),
        till.granted(),
    )
    heir = till.granted(payee=payee(name="家属", relation="RELATION_SPOUSE", account_name="家属"))
    till.world.clock.pass_days(3)
    Changes(Cases(till.world)).done("DEATH", from_on="2026-06-12")
    told = [outcome(lambda: till.file(ordered)), outcome(lambda: till.reissue(returned))]
    assert [*told, outcome(lambda: till.order(waiting))] == ["PAYEE_UNFIT"] * 3
    till.file(till.order(heir))
    # Nothing is lost: the order is taken back, and what was promised to him is free again.
    till.void(ordered)
    till.take_back(returned)
    till.withdraw(till.get(waiting, "director"))


def test_who_moved_away_is_paid(till: Till) -> None:
    case = till.granted()
    Departures(Cases(till.world)).sent()
    till.file(till.order(case))


def test_cash_is_paid_only_where_a_signer_of_the_grant_allows_it(shared_till: Till) -> None:
    till = shared_till
    case = till.granted()
    with refuses("CHANNEL_REFUSED"):
        till.order(case, channel=CASH)
    allow = {"because": "本人在灾区，无法使用银行账户"}
    with refuses("NOT_YOURS"):
        till.act("director", "AllowCash", case, **allow)
    signed_by(till, case, "director")
    till.act("director", "AllowCash", case, **allow)
    ordered = till.order(case, channel=CASH)
    assert ordered.channel == CASH
    with refuses("PAYEE_UNFIT"):
        till.file(ordered)
    with refuses("WRONG_STATE"):
        till.act("director", "AllowCash", till.get(case, "director"), **allow)


def test_the_banks_file_shows_the_accounts_to_the_cashier_only(till: Till) -> None:
    one, other = till.order(till.granted()), till.order(till.granted(1_000_00))
    told = till.file(one, other)
    assert [row.account for row in told.rows] == [ACCOUNT, ACCOUNT]
    assert (told.total_fen, told.id) == (3_000_00, one.id)
    till.void(other)
    with refuses("PAYMENT_DONE"):
        till.file(one, other)
    with till.database() as session:
        kept = session.scalars(sa.select(Payment.payee)).all()
        journal = session.scalars(sa.text("SELECT request FROM journal")).all()
    assert not [row for row in kept if ACCOUNT.encode() in row]
    assert not [row for row in journal if ACCOUNT in str(row)]


def test_nothing_is_paid_while_an_objection_is_open(till: Till) -> None:
    case = till.reviewed()
    notice = till.call(
        "a.organizer", "PostNotice", application_ids=[case.id], contact="组织部 0335-0000000"
    )
    till.call(
        "a.organizer",
        "RaiseObjection",
        notice_id=notice.id,
        application_id=case.id,
        kind=1,
        said="收入不实",
    )
    # However it came to be approved.
    till.promised(case, 2_000_00)
    with refuses("OBJECTION_OPEN"):
        till.order(case)
