"""ClaimService: money paid that should not have been, and what comes back of it."""

from datetime import date

from dangwu.carefund.v1 import claim_pb2
from services.carefund import store, wire_payment
from services.carefund.paying import claiming
from services.carefund.store import Application, payments
from services.carefund.store.payments import Claim
from services.chassis import paging
from services.chassis.civil import parse_date
from services.chassis.paging import PageTokenInvalid
from services.chassis.work import Work


class ClaimServicer:
    """Claims (追回)."""

    def ask_ClaimBack(self, request: claim_pb2.ClaimBackRequest, work: Work) -> None:
        application, _ = claiming.claimable(
            work, request.application_id, request.etag, request.amount_fen
        )
        if request.fraud:
            claiming.barred_until(work, application)

    def ClaimBack(self, request: claim_pb2.ClaimBackRequest, work: Work) -> claim_pb2.Claim:
        application, paid = claiming.claimable(
            work, request.application_id, request.etag, request.amount_fen
        )
        made = claiming.claim(
            work,
            application,
            paid,
            request.amount_fen,
            fraud=request.fraud,
            because=request.because,
        )
        return wire_payment.claim(made, application)

    def ask_RecordRecovery(self, request: claim_pb2.RecordRecoveryRequest, work: Work) -> None:
        _to_recover(request, work)

    def RecordRecovery(
        self, request: claim_pb2.RecordRecoveryRequest, work: Work
    ) -> claim_pb2.Claim:
        found, application = _to_recover(request, work)
        on = parse_date(request.received_on, "received_on")
        claiming.recover(work, found, application, request.amount_fen, on, request.bank_reference)
        return wire_payment.claim(found, application)

    def ListClaims(
        self, request: claim_pb2.ListClaimsRequest, work: Work
    ) -> claim_pb2.ListClaimsResponse:
        size, before = paging.page_size(request), _place(request.page_token)
        rows = payments.claims(work.session, only_open=request.open, before=before, most=size + 1)
        shown = [_shown(row, work) for row in rows[:size]]
        last = rows[size - 1] if len(rows) > size else None
        return claim_pb2.ListClaimsResponse(
            claims=shown,
            next_page_token=paging.encode(last.claimed_on.isoformat(), last.id) if last else "",
        )


def _to_recover(request: claim_pb2.RecordRecoveryRequest, work: Work) -> tuple[Claim, Application]:
    on = parse_date(request.received_on, "received_on")
    return claiming.recoverable(work, request.claim_id, request.etag, request.amount_fen, on)


def _shown(row: Claim, work: Work) -> claim_pb2.Claim:
    return wire_payment.claim(row, store.get_application(work.session, row.application_id))


def _place(token: str) -> tuple[date, str] | None:
    """The day and id behind which a page begins."""
    parts = paging.decode(token, 2)
    if parts is None:
        return None
    try:
        return date.fromisoformat(parts[0]), parts[1]
    except ValueError as error:
        raise PageTokenInvalid() from error
