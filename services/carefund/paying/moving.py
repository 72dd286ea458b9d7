"""Money that has moved: paid, returned by the bank, given up; and what the recipient says of it."""

from datetime import date

from services.carefund import acting, booking, money, posting, ruling
from services.carefund.paying.fitness import channel_word
from services.carefund.posting import Occasion
from services.carefund.refusals import DatesUnfit
from services.carefund.refusals_payment import (
    CommitmentLapsed,
    ConfirmedAlready,
    ConfirmerNear,
    PaidInCash,
    SignatureMissing,
)
from services.carefund.store import Application, payments
from services.carefund.store.payments import CASH, Payment, PaymentState
from services.chassis.errors import FieldFault
from services.chassis.work import Work

SIGNED = "carefund/signature_required"


def require_order_of_days(day: date, field: str, *, since: date, until: date | None = None) -> None:
    """Refuses with `DatesUnfit` a day before the one it follows upon, or after one it precedes."""
    if day < since or (until is not None and day > until):
        zh = f"不能早于 {since}" + (f"，不能晚于 {until}。" if until else "。")
        en = f"Cannot be before {since}" + (f" or after {until}." if until else ".")
        raise DatesUnfit(FieldFault(field, zh, en), field=field)


def require_by_bank(payment: Payment) -> None:
    """Refuses with `PaidInCash`: cash leaves by an advance and a sheet, and no bank returns it."""
    if payment.channel == CASH:
        raise PaidInCash(id=payment.id)


def require_payable(work: Work, payment: Payment, paid_on: date) -> None:
    """Refuses a day before the order, and one on which the promise behind it had lapsed."""
    require_order_of_days(paid_on, "paid_on", since=payment.ordered_on)
    promise = payments.promise_of(work.session, payment.application_id)
    if not payment.replaces_id and money.lapsed(promise, paid_on):
        raise CommitmentLapsed(until=promise.until)


def pay(
    work: Work, payment: Payment, application: Application, paid_on: date, bank_reference: str
) -> None:
    """Books what the bank has paid. The first time it keeps the promise; what replaces a returned
    payment comes out of what was returned."""
    pool_id, fen = payment.pool_id, payment.amount_fen
    if payment.replaces_id:
        occasion, lines = Occasion.REISSUED, posting.reissued(pool_id, fen)
    else:
        money.keep(work, payments.promise_of(work.session, application.id))
        occasion, lines = Occasion.PAID, posting.paid(pool_id, fen, application.category)
    book(work, payment, occasion, lines, paid_on, bank_reference)
    payment.paid_on, payment.bank_reference = paid_on, bank_reference
    payment.version += 1
    acting.take("pay", application, work)


def book(
    work: Work,
    payment: Payment,
    occasion: Occasion,
    lines: posting.Lines,
    on: date,
    bank_reference: str = "",
) -> None:
    """Books what happened to a payment; the note names the voucher and nobody."""
    booking.book(
        work,
        occasion,
        lines,
        on,
        f"付款凭证{payment.year}-{payment.number:04d}",
        application_id=payment.application_id,
        payment_id=payment.id,
        bank_reference=bank_reference,
    )


def require_returnable(payment: Payment, returned_on: date) -> None:
    """Refuses what the recipient has in hand, and a day before it was paid."""
    if payment.confirmed_on is not None:
        raise ConfirmedAlready(id=payment.id, on=payment.confirmed_on)
    require_order_of_days(returned_on, "returned_on", since=payment.paid_on or payment.ordered_on)


def bounce(
    work: Work,
    payment: Payment,
    application: Application,
    returned_on: date,
    bank_reference: str,
    because: str,
) -> None:
    """Books what the bank sent back: it lies there for the same case."""
    lines = posting.returned(payment.pool_id, payment.amount_fen)
    book(work, payment, Occasion.RETURNED, lines, returned_on, bank_reference)
    payment.returned_on, payment.return_reason = returned_on, because
    payment.version += 1
    acting.take("bounce", application, work, note=because)


def take_back(work: Work, payment: Payment, application: Application, because: str) -> None:
    """Gives a returned payment up: today it lessens the expense, or adjusts an earlier year's."""
    same_year = spent_in(work, application) == work.today.year
    lines = posting.taken_back(
        payment.pool_id, payment.amount_fen, application.category, same_year=same_year
    )
    book(work, payment, Occasion.TAKEN_BACK, lines, work.today)
    payment.version += 1
    application.because = because
    acting.take("take_back", application, work, note=because)


def spent_in(work: Work, application: Application) -> int:
    """The year whose expense a paid application is."""
    first = payments.first_paid_of(work.session, application.id).paid_on
    assert first is not None, "asked for those that were paid"
    return first.year


def require_confirmable(
    work: Work, payment: Payment, application: Application, confirmed_on: date, sheet: str
) -> None:
    """Refuses whoever serves in the member's own unit, days that cannot be, a missing sheet."""
    near = {application.branch_id, application.committee_id}
    if near & {post.organization_id for post in work.actor.posts}:
        raise ConfirmerNear()
    require_order_of_days(
        confirmed_on, "confirmed_on", since=payment.paid_on or work.today, until=work.today
    )
    word = channel_word(payment.channel)
    if ruling.of_case(work, application, SIGNED, pay_channel=word).answer.truth and not sheet:
        raise SignatureMissing()


def confirm(
    work: Work,
    payment: Payment,
    application: Application,
    confirmed_on: date,
    manner: int,
    sheet: str,
) -> None:
    """Keeps that the recipient has the money, and how he said so."""
    payment.confirmed_on, payment.manner, payment.sheet = confirmed_on, manner, sheet
    payment.version += 1
    acting.take("confirm", application, work)


def require_unconfirmed(payment: Payment) -> None:
    """Refuses to confirm twice."""
    if payment.state is PaymentState.PAID and payment.confirmed_on is not None:
        raise ConfirmedAlready(id=payment.id, on=payment.confirmed_on)
