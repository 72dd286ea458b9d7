"""Vouchers: ordered, taken back and ordered anew; and grants that became too old to be paid."""

from typing import NoReturn

from dangwu.carefund.v1 import request_pb2
from services.carefund import acting, masking, money, store
from services.carefund.lifecycle import IN_HANDS_OF, STEPS, Part, State
from services.carefund.paying import fitness
from services.carefund.refusals import OwnCase
from services.carefund.refusals_money import CommitmentEnded
from services.carefund.refusals_payment import (
    CommitmentLapsed,
    PaymentDone,
    PaymentNotReturned,
    PaymentUnpaid,
)
from services.carefund.store import Application, payments
from services.carefund.store.money import Commitment
from services.carefund.store.payments import Payment, PaymentState
from services.chassis import etags
from services.chassis.errors import Refusal
from services.chassis.ids import new_id
from services.chassis.work import Work

BANK = 1
STATE_ZH = {
    PaymentState.ORDERED: "已制单",
    PaymentState.PAID: "已支付",
    PaymentState.RETURNED: "已退汇",
    PaymentState.VOID: "作废",
}
ELSE: dict[PaymentState, type[Refusal]] = {
    PaymentState.ORDERED: PaymentDone,
    PaymentState.PAID: PaymentUnpaid,
    PaymentState.RETURNED: PaymentNotReturned,
}
"""What is refused where a payment does not stand as an act needs it."""


def on_payment(
    step: str, payment_id: str, etag: str, work: Work, stands: PaymentState
) -> tuple[Payment, Application]:
    """A payment on which the caller may act now, having read it as it stands, and its case."""
    payment = payments.get_payment(work.session, payment_id)
    application = store.get_application(work.session, payment.application_id)
    one = STEPS[step]
    if work.actor.id == application.member_id:
        raise OwnCase()
    if one.part in (Part.ACCOUNTANT, Part.CASHIER):
        acting.require_finance(work, one.part.value)
    if payment.state is not stands:
        otherwise(payment, stands)
    etags.check(etag, payment.version)
    acting.require_state(one, application)
    if one.part not in (Part.ACCOUNTANT, Part.CASHIER):
        side = one.side or IN_HANDS_OF[State(application.state)]
        acting.require_side(side, application, work)
    acting.require_duties(work, application, one.part)
    acting.require_undisputed(work, step, application)
    acting.foresee(work, application)
    return payment, application


def otherwise(payment: Payment, stands: PaymentState) -> NoReturn:
    """A payment stands where this act does not begin."""
    state = payment.state
    raise ELSE[stands](id=payment.id, state=state.name, state_zh=STATE_ZH[state])


def require_orderable(
    work: Work, application: Application, channel: int, *, verified: bool
) -> Commitment:
    """The promise that an approved application is paid from; refuses otherwise."""
    promise = payments.promise_of(work.session, application.id)
    if money.lapsed(promise, work.today):
        raise CommitmentLapsed(until=promise.until)
    payee = acting.plea_of(work, application).payee
    fitness.require_channel(work, application, payee, channel)
    fitness.require_fit(work, application, payee, verified=verified)
    return promise


def order(work: Work, application: Application, promise: Commitment, channel: int) -> Payment:
    """Makes out the voucher of an approved application, under the next number."""
    payee = acting.plea_of(work, application).payee
    made = _voucher(work, application, promise.amount_fen, payee, channel)
    acting.take("order", application, work)
    return made


def _voucher(
    work: Work, application: Application, fen: int, payee: request_pb2.Payee, channel: int
) -> Payment:
    payment_id, year = new_id("y"), work.today.year
    made = Payment(
        id=payment_id,
        version=1,
        year=year,
        number=payments.next_payment_number(work.session, year),
        application_id=application.id,
        pool_id=application.pool_id,
        channel=channel,
        amount_fen=fen,
        payee_name=payee.name,
        account_masked=masking.account(payee.account),
        payee=work.sealer.seal_bytes(
            payee.SerializeToString(deterministic=True), "payment", "payee", payment_id
        ),
        because="",
        ordered_on=work.today,
        ordered_by_id=work.actor.id,
        replaces_id="",
    )
    work.session.add(made)
    work.session.flush()
    return made


def payee_of(work: Work, payment: Payment) -> request_pb2.Payee:
    """To whom and where an order goes, opened."""
    opened = work.sealer.open_bytes(payment.payee, "payment", "payee", payment.id)
    return request_pb2.Payee.FromString(opened)


def void(work: Work, payment: Payment, application: Application, because: str) -> None:
    """Takes an order back. What it would have paid stands: a promise, or money returned."""
    payment.voided_at, payment.because = work.now, because
    payment.version += 1
    to = State.PAY_RETURNED if payment.replaces_id else None
    acting.take("void", application, work, to, note=because)


def require_reissuable(work: Work, payment: Payment) -> None:
    """Refuses a returned payment that has been ordered anew already."""
    if payments.replacements(work.session, [payment.id]):
        otherwise(payment, PaymentState.RETURNED)


def reissue(
    work: Work, payment: Payment, application: Application, payee: request_pb2.Payee
) -> Payment:
    """Orders a returned payment anew, to a mended account."""
    made = _voucher(work, application, payment.amount_fen, payee, BANK)
    made.replaces_id = payment.id
    application.account_masked = made.account_masked
    acting.take("reissue", application, work)
    return made


def expirable(work: Work, application_id: str, etag: str) -> tuple[Application, Commitment]:
    """An approved application whose promise is too old, and the promise; refuses otherwise."""
    acting.require_finance(work, "ACCOUNTANT")
    application = store.get_application(work.session, application_id)
    found = payments.find_promise(work.session, application.id)
    if found is not None and found.ended_at is not None:
        raise CommitmentEnded(ended_as=found.ended_as)
    acting.require_step("expire", application, etag, work)
    promise = payments.promise_of(work.session, application.id)
    money.require_lapsed(promise, work.today)
    return application, promise
