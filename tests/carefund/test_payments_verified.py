"""Verifying finds what was done to payments and claims behind the service."""

import pytest

from tests.carefund.till import Till


@pytest.mark.parametrize(
    ("promise", "statement"),
    [
        ("vouchers_without_gaps", "UPDATE payment SET number = 9 WHERE number = 2"),
        ("vouchers_without_gaps", "DELETE FROM payment WHERE voided_at IS NOT NULL"),
        ("payments_are_booked", "UPDATE payment SET amount_fen = amount_fen + 1"),
        ("payments_are_booked", "UPDATE payment SET paid_on = NULL WHERE number = 2"),
        ("payments_are_booked", "UPDATE entry SET payment_id = 'y-0' WHERE occasion = 'PAID'"),
        ("paid_within_the_grant", "UPDATE application SET approved_fen = approved_fen - 1"),
        ("paid_within_the_grant", "UPDATE commitment SET ended_as = 'VOIDED'"),
        ("applications_stand_with_payments", "UPDATE application SET state = 8"),
        ("recoveries_are_booked", "UPDATE claim SET recovered_fen = recovered_fen + 1"),
    ],
)
def test_verifying_finds_what_was_done_behind_the_service(
    till: Till, promise: str, statement: str
) -> None:
    till.void(till.order(till.granted(300_00)))
    case, _ = till.paid(2_000_00)
    till.recover(till.claim(case, 1_000_00), 400_00)
    assert till.books.broken() == {}
    till.books.unguarded(statement)
    assert promise in till.books.broken()
