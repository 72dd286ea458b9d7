"""What payments and claims promise, checked over all rows against the books."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.carefund.lifecycle import State
from services.carefund.posting import Occasion
from services.carefund.store.cases import Application
from services.carefund.store.money import Commitment, Entry, Line
from services.carefund.store.payments import Claim, Payment, PaymentState
from services.chassis.proof import Promise

OUT = frozenset({State.PAID, State.CONFIRMED, State.CLAIMED_BACK})
"""Where the money is with the payee, or was."""


def promises(session: Session) -> Iterable[Promise]:
    """Every promise of payments and claims."""
    yield _numbers(session)
    yield _booked(session)
    yield _within(session)
    yield _stands(session)
    yield _recovered(session)


def _numbers(session: Session) -> Promise:
    """Vouchers run from 1 in each year without a gap; a void one keeps its number."""
    promise = Promise("vouchers_without_gaps")
    last: dict[int, int] = defaultdict(int)
    asked = select(Payment.year, Payment.number).order_by(Payment.year, Payment.number)
    for year, number in session.execute(asked):
        promise.look(f"{year}-{number}", kept=number == last[year] + 1)
        last[year] = number
    return promise


def _booked(session: Session) -> Promise:
    """What is paid or returned stands in the books, once, with its amount; nothing else."""
    promise = Promise("payments_are_booked")
    moved: dict[str, list[tuple[str, int]]] = defaultdict(list)
    asked = (
        select(Entry.payment_id, Entry.occasion, func.sum(Line.amount_fen))
        .join(Line, Line.entry_id == Entry.id)
        .where(Entry.payment_id != "", Line.amount_fen > 0)
        .group_by(Entry.id, Entry.payment_id, Entry.occasion)
    )
    for payment_id, occasion, fen in session.execute(asked):
        if occasion not in (Occasion.RECOVERED, Occasion.TAKEN_BACK):
            moved[payment_id].append((occasion, int(fen)))
    for payment in session.scalars(select(Payment)):
        promise.look(payment.id, kept=sorted(moved.pop(payment.id, [])) == _due(payment))
    for payment_id in moved:
        promise.look(payment_id, kept=False)
    return promise


def _due(payment: Payment) -> list[tuple[str, int]]:
    """What must be booked of a payment as it stands."""
    out = Occasion.REISSUED if payment.replaces_id else Occasion.PAID
    booked = [out.value] if payment.paid_on else []
    booked += [Occasion.RETURNED.value] if payment.returned_on else []
    return sorted((one, payment.amount_fen) for one in booked)


def _within(session: Session) -> Promise:
    """What left for a case, less what came back, is within what was granted; it left by a promise
    that was kept."""
    promise = Promise("paid_within_the_grant")
    kept = set(
        session.scalars(select(Commitment.application_id).where(Commitment.ended_as == "POSTED"))
    )
    out: dict[str, int] = defaultdict(int)
    for payment in session.scalars(select(Payment).where(Payment.paid_on.is_not(None))):
        out[payment.application_id] += 0 if payment.returned_on else payment.amount_fen
    asked = select(Application).where(Application.id.in_(out))
    for application in session.scalars(asked):
        within = out[application.id] <= application.approved_fen
        promise.look(application.id, kept=within and application.id in kept)
    return promise


def _stands(session: Session) -> Promise:
    """An application stands where its payments are."""
    promise = Promise("applications_stand_with_payments")
    states: dict[str, set[PaymentState]] = defaultdict(set)
    for payment in session.scalars(select(Payment)):
        states[payment.application_id].add(payment.state)
    asked = select(Application).where(Application.id.in_(states))
    for application in session.scalars(asked):
        has, state = states[application.id], State(application.state)
        agrees = (PaymentState.ORDERED in has) == (state is State.PAYING)
        promise.look(application.id, kept=agrees and (PaymentState.PAID in has) == (state in OUT))
    return promise


def _recovered(session: Session) -> Promise:
    """What came back for a claim is what was booked of it, and no more than was claimed."""
    promise = Promise("recoveries_are_booked")
    asked = (
        select(Entry.application_id, func.sum(Line.amount_fen))
        .join(Line, Line.entry_id == Entry.id)
        .where(Entry.occasion == Occasion.RECOVERED.value, Line.amount_fen > 0)
        .group_by(Entry.application_id)
    )
    came = {row[0]: int(row[1]) for row in session.execute(asked)}
    for claim in session.scalars(select(Claim)):
        same = claim.recovered_fen == came.get(claim.application_id, 0)
        promise.look(claim.id, kept=same and claim.recovered_fen <= claim.amount_fen)
    return promise
