"""What callers see of payments and claims."""

from collections.abc import Mapping, Sequence

from dangwu.carefund.v1 import claim_pb2, payment_pb2
from services.carefund import due, store
from services.carefund.capitals import capitals
from services.carefund.store import Application, payments
from services.carefund.store.payments import Claim, Payment, PaymentState
from services.carefund.wire import iso
from services.chassis.work import Work


def payment(work: Work, row: Payment) -> payment_pb2.Payment:
    """A payment as it stands."""
    work.session.flush()
    return list_of(work, [row])[0]


def list_of(work: Work, rows: Sequence[Payment]) -> list[payment_pb2.Payment]:
    """Payments, each with the order that replaces it."""
    by = payments.replacements(work.session, [row.id for row in rows])
    return [_payment(work, row, by) for row in rows]


def _payment(work: Work, row: Payment, replaced_by: Mapping[str, str]) -> payment_pb2.Payment:
    return payment_pb2.Payment(
        id=row.id,
        etag=str(row.version),
        number=row.number,
        application_id=row.application_id,
        pool_id=row.pool_id,
        channel=payment_pb2.PayChannel.Name(row.channel),
        state=payment_pb2.PaymentState.Name(row.state),
        amount_fen=row.amount_fen,
        amount_in_capitals=capitals(row.amount_fen),
        payee_name=row.payee_name,
        account_masked=row.account_masked,
        ordered_on=iso(row.ordered_on),
        ordered_by_id=row.ordered_by_id,
        bank_reference=row.bank_reference,
        paid_on=iso(row.paid_on),
        returned_on=iso(row.returned_on),
        return_reason=row.return_reason,
        replaces_id=row.replaces_id,
        confirmed_on=iso(row.confirmed_on),
        due_on="" if _over(row, replaced_by) else _due_on(work, row),
        replaced_by_id=replaced_by.get(row.id, ""),
        sheet=row.sheet,
    )


def _over(row: Payment, replaced_by: Mapping[str, str]) -> bool:
    return row.state is PaymentState.VOID or row.confirmed_on is not None or row.id in replaced_by


def _due_on(work: Work, row: Payment) -> str:
    return due.on(work, store.get_application(work.session, row.application_id))


def claim(row: Claim, application: Application) -> claim_pb2.Claim:
    """Money claimed back, and how much of it has come."""
    return claim_pb2.Claim(
        id=row.id,
        etag=str(row.version),
        application_id=row.application_id,
        amount_fen=row.amount_fen,
        recovered_fen=row.recovered_fen,
        fraud=row.fraud,
        claimed_on=iso(row.claimed_on),
        barred_until=iso(application.barred_until),
    )
