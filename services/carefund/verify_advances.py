"""What advances promise, checked over all rows against the books."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.carefund import chart
from services.carefund.store.advances import Advance, AdvanceRow
from services.carefund.store.money import Line
from services.carefund.store.payments import Payment, PaymentState
from services.chassis.proof import Promise


def promises(session: Session) -> Iterable[Promise]:
    """Every promise of advances."""
    yield _carried(session)
    yield _whole(session)
    yield _numbers(session)


def _carried(session: Session) -> Promise:
    """What the books call an advance is what rows say is out, in each pool."""
    promise = Promise("advances_are_what_is_out")
    out: dict[str, int] = defaultdict(int)
    asked = select(Payment).join(AdvanceRow, AdvanceRow.payment_id == Payment.id)
    for payment in session.scalars(asked):
        out[payment.pool_id] += payment.amount_fen * (payment.state is PaymentState.ORDERED)
    booked = (
        select(Line.pool_id, func.sum(Line.amount_fen))
        .where(Line.account == chart.ADVANCES)
        .group_by(Line.pool_id)
    )
    for pool_id, fen in session.execute(booked):
        promise.look(pool_id, kept=int(fen) == out.pop(pool_id, 0))
    for pool_id, fen in out.items():
        promise.look(pool_id, kept=fen == 0)
    return promise


def _whole(session: Session) -> Promise:
    """An advance is the sum of its rows, all of one pool."""
    promise = Promise("advances_are_their_rows")
    sums: dict[str, int] = defaultdict(int)
    pools: dict[str, set[str]] = defaultdict(set)
    asked = select(AdvanceRow, Payment).join(Payment, Payment.id == AdvanceRow.payment_id)
    for row, payment in session.execute(asked):
        sums[row.advance_id] += payment.amount_fen
        pools[row.advance_id].add(payment.pool_id)
    for advance in session.scalars(select(Advance)):
        same = sums[advance.id] == advance.amount_fen
        promise.look(advance.id, kept=same and pools[advance.id] == {advance.pool_id})
    return promise


def _numbers(session: Session) -> Promise:
    """Advances run from 1 in each year without a gap."""
    promise = Promise("advances_without_gaps")
    last: dict[int, int] = defaultdict(int)
    asked = select(Advance.year, Advance.number).order_by(Advance.year, Advance.number)
    for year, number in session.execute(asked):
        promise.look(f"{year}-{number}", kept=number == last[year] + 1)
        last[year] = number
    return promise
