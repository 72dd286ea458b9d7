"""Money claimed back (追回), and what has come of it."""

from datetime import date

from services.carefund import acting, booking, posting, ruling, store
from services.carefund.acting import on_application
from services.carefund.lifecycle import STEPS
from services.carefund.paying.moving import require_order_of_days, spent_in
from services.carefund.posting import Occasion
from services.carefund.refusals_payment import BeyondClaim, BeyondPaid
from services.carefund.store import Application, payments
from services.carefund.store.payments import Claim, Payment
from services.carefund.terms import yuan
from services.chassis import etags
from services.chassis.ids import new_id
from services.chassis.work import Work

BARRED = "carefund/fraud_bar_years"


def claimable(work: Work, application_id: str, etag: str, fen: int) -> tuple[Application, Payment]:
    """A paid application of which this much may be claimed back; refuses otherwise."""
    application = on_application("claim", application_id, etag, work)
    paid = payments.paid_of(work.session, application.id)
    if fen > paid.amount_fen:
        raise BeyondPaid(paid=yuan(paid.amount_fen))
    return application, paid


def barred_until(work: Work, application: Application) -> date:
    """Through which day a false claim found today keeps a member from applying."""
    said = ruling.of_case(work, application, BARRED, runs_from=work.today)
    return date.fromisoformat(said.period.ends_on)


def claim(
    work: Work, application: Application, paid: Payment, fen: int, *, fraud: bool, because: str
) -> Claim:
    """Claims money back; who deceived is barred by it."""
    if fraud:
        application.barred_until = barred_until(work, application)
    made = Claim(
        id=new_id("z"),
        version=1,
        application_id=application.id,
        payment_id=paid.id,
        amount_fen=fen,
        recovered_fen=0,
        fraud=fraud,
        claimed_on=work.today,
    )
    work.session.add(made)
    application.because = because
    acting.take("claim", application, work, note=because)
    work.session.flush()
    return made


def recoverable(
    work: Work, claim_id: str, etag: str, fen: int, received_on: date
) -> tuple[Claim, Application]:
    """A claim on which this much may still come in; refuses otherwise."""
    acting.require_finance(work, "ACCOUNTANT")
    found = payments.get_claim(work.session, claim_id)
    application = store.get_application(work.session, found.application_id)
    acting.require_duties(work, application, STEPS["recover"].part)
    etags.check(etag, found.version)
    left = found.amount_fen - found.recovered_fen
    if fen > left:
        raise BeyondClaim(left=yuan(left), given=yuan(fen))
    paid = payments.get_payment(work.session, found.payment_id)
    require_order_of_days(received_on, "received_on", since=paid.paid_on or paid.ordered_on)
    acting.foresee(work, application)
    return found, application


def recover(
    work: Work,
    found: Claim,
    application: Application,
    fen: int,
    received_on: date,
    bank_reference: str,
) -> None:
    """Books an instalment: in the year of the expense it lessens it, later it is an adjustment."""
    same_year = spent_in(work, application) == received_on.year
    pool_id = payments.get_payment(work.session, found.payment_id).pool_id
    booking.book(
        work,
        Occasion.RECOVERED,
        posting.recovered(pool_id, fen, application.category, same_year=same_year),
        received_on,
        f"追回{application.year}-{application.number:04d}",
        application_id=application.id,
        payment_id=found.payment_id,
        bank_reference=bank_reference,
    )
    found.recovered_fen += fen
    found.version += 1
    acting.take("recover", application, work)
    work.session.flush()
