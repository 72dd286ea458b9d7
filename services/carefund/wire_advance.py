"""What callers see of advances."""

from collections import defaultdict
from collections.abc import Sequence

from dangwu.carefund.v1 import advance_pb2, payment_pb2
from services.carefund.store import advances
from services.carefund.store.advances import Advance, AdvanceRow
from services.carefund.store.payments import Payment, PaymentState
from services.carefund.wire import iso
from services.chassis.work import Work


def advance(work: Work, row: Advance) -> advance_pb2.Advance:
    """An advance as it stands."""
    work.session.flush()
    return list_of(work, [row])[0]


def list_of(work: Work, found: Sequence[Advance]) -> list[advance_pb2.Advance]:
    """Advances with their rows."""
    by: dict[str, list[tuple[AdvanceRow, Payment]]] = defaultdict(list)
    for row, payment in advances.rows_of(work.session, [one.id for one in found]):
        by[row.advance_id].append((row, payment))
    return [_advance(work, one, by[one.id]) for one in found]


def _advance(
    work: Work, one: Advance, rows: Sequence[tuple[AdvanceRow, Payment]]
) -> advance_pb2.Advance:
    sums = dict.fromkeys(PaymentState, 0)
    for _, payment in rows:
        sums[payment.state] += payment.amount_fen
    out = sums[PaymentState.ORDERED]
    return advance_pb2.Advance(
        id=one.id,
        etag=str(one.version),
        number=one.number,
        pool_id=one.pool_id,
        committee_id=one.committee_id,
        holder_id=one.holder_id,
        holder_name=one.holder_name,
        amount_fen=one.amount_fen,
        signed_fen=one.amount_fen - out - sums[PaymentState.VOID],
        returned_fen=sums[PaymentState.VOID],
        open_fen=out,
        drawn_on=iso(one.drawn_on),
        due_on=iso(one.due_on),
        overdue=bool(out) and one.due_on < work.today,
        bank_reference=one.bank_reference,
        rows=[_row(row, payment) for row, payment in rows],
    )


def _row(row: AdvanceRow, payment: Payment) -> advance_pb2.AdvanceRow:
    return advance_pb2.AdvanceRow(
        payment_id=payment.id,
        state=payment_pb2.PaymentState.Name(payment.state),
        payee_name=payment.payee_name,
        amount_fen=payment.amount_fen,
        sheet=row.sheet,
        signed_on=iso(payment.paid_on),
        proxy_name=row.proxy_name,
        proxy_letter=row.proxy_letter,
        application_id=payment.application_id,
    )
