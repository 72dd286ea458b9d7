"""Payments, and money claimed back."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from dangwu.carefund.v1 import (
    application_pb2,
    claim_pb2,
    exceptions_pb2,
    paying_pb2,
    payment_pb2,
)
from dangwu.carefund.v1.claim_pb2_grpc import ClaimServiceStub
from dangwu.carefund.v1.payment_service_pb2_grpc import PaymentServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundPayments(Asking):
    """Vouchers, the bank's word, the recipient's confirmation."""

    @cached_property
    def _payments(self) -> PaymentServiceStub:
        return PaymentServiceStub(self._channel)

    def order_payment(
        self,
        application_id: str,
        etag: str,
        channel: "payment_pb2.PayChannel | str",
        *,
        account_verified: bool,
        request_id: str = "",
        rehearse: bool = False,
    ) -> payment_pb2.Payment:
        """Order the payment of what was approved. Raises NotNow, Forbidden, Conflict."""
        request = paying_pb2.OrderPaymentRequest(
            application_id=application_id,
            etag=etag,
            channel=channel,
            account_verified=account_verified,
        )
        return self._write(self._payments.OrderPayment, request, request_id, rehearse)

    def void_payment(
        self,
        payment_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> payment_pb2.Payment:
        """Take back an order that was not carried out. Raises NotNow."""
        request = paying_pb2.VoidPaymentRequest(id=payment_id, etag=etag, because=because)
        return self._write(self._payments.VoidPayment, request, request_id, rehearse)

    def record_paid(
        self,
        payment_id: str,
        etag: str,
        paid_on: str,
        bank_reference: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> payment_pb2.Payment:
        """The bank has paid. Raises NotNow, Taken (bank reference)."""
        request = paying_pb2.RecordPaidRequest(
            id=payment_id, etag=etag, paid_on=paid_on, bank_reference=bank_reference
        )
        return self._write(self._payments.RecordPaid, request, request_id, rehearse)

    def record_returned(
        self,
        payment_id: str,
        etag: str,
        returned_on: str,
        bank_reference: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> payment_pb2.Payment:
        """The bank sent it back (退汇). Raises NotNow."""
        request = paying_pb2.RecordReturnedRequest(
            id=payment_id,
            etag=etag,
            returned_on=returned_on,
            bank_reference=bank_reference,
            because=because,
        )
        return self._write(self._payments.RecordReturned, request, request_id, rehearse)

    def allow_cash(
        self,
        application_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Allow an approved grant to be paid in cash. Raises NotNow, Forbidden."""
        request = exceptions_pb2.AllowCashRequest(id=application_id, etag=etag, because=because)
        return self._write(self._payments.AllowCash, request, request_id, rehearse)

    def expire_grant(
        self, application_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> application_pb2.Application:
        """End a grant that was not paid in time. Raises NotNow."""
        request = exceptions_pb2.ExpireGrantRequest(id=application_id, etag=etag)
        return self._write(self._payments.ExpireGrant, request, request_id, rehearse)

    def take_back_returned(
        self,
        payment_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> payment_pb2.Payment:
        """Give up a returned payment: the money is its pool's again. Raises NotNow."""
        request = exceptions_pb2.TakeBackReturnedRequest(id=payment_id, etag=etag, because=because)
        return self._write(self._payments.TakeBackReturned, request, request_id, rehearse)

    def reissue_payment(
        self,
        payment_id: str,
        etag: str,
        *,
        bank: str,
        account: str,
        account_name: str,
        account_verified: bool,
        request_id: str = "",
        rehearse: bool = False,
    ) -> payment_pb2.Payment:
        """Order a returned payment anew to a mended account. Raises NotNow."""
        request = paying_pb2.ReissuePaymentRequest(
            id=payment_id,
            etag=etag,
            bank=bank,
            account=account,
            account_name=account_name,
            account_verified=account_verified,
        )
        return self._write(self._payments.ReissuePayment, request, request_id, rehearse)

    def confirm_payment(
        self,
        payment_id: str,
        etag: str,
        manner: "paying_pb2.ConfirmationManner | str",
        confirmed_on: str,
        *,
        sheet: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> payment_pb2.Payment:
        """The recipient confirmed it. Raises NotNow, Forbidden."""
        request = paying_pb2.ConfirmPaymentRequest(
            id=payment_id, etag=etag, manner=manner, confirmed_on=confirmed_on, sheet=sheet
        )
        return self._write(self._payments.ConfirmPayment, request, request_id, rehearse)

    def payments(
        self,
        state: "payment_pb2.PaymentState | str" = payment_pb2.PAYMENT_STATE_UNSPECIFIED,
        application_id: str = "",
        unconfirmed: bool = False,
    ) -> Iterator[payment_pb2.Payment]:
        """Payments, newest first."""

        def page(token: str) -> paying_pb2.ListPaymentsResponse:
            request = paying_pb2.ListPaymentsRequest(
                state=state,
                application_id=application_id,
                unconfirmed=unconfirmed,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._payments.ListPayments, request)

        for reply in every_page(page):
            yield from reply.payments

    def disclose_payment_file(
        self,
        payment_ids: Sequence[str],
        purpose: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> paying_pb2.PaymentFile:
        """Accounts of ordered payments for the bank's file; journaled. Raises Forbidden."""
        request = paying_pb2.DisclosePaymentFileRequest(payment_ids=payment_ids, purpose=purpose)
        return self._write(self._payments.DisclosePaymentFile, request, request_id, rehearse)


class FundClaims(Asking):
    """Money claimed back (追回)."""

    @cached_property
    def _claims(self) -> ClaimServiceStub:
        return ClaimServiceStub(self._channel)

    def claim_back(
        self,
        application_id: str,
        etag: str,
        amount_fen: int,
        because: str,
        *,
        fraud: bool = False,
        request_id: str = "",
        rehearse: bool = False,
    ) -> claim_pb2.Claim:
        """Claim back what was paid. Raises NotNow, Forbidden."""
        request = claim_pb2.ClaimBackRequest(
            application_id=application_id,
            etag=etag,
            amount_fen=amount_fen,
            because=because,
            fraud=fraud,
        )
        return self._write(self._claims.ClaimBack, request, request_id, rehearse)

    def record_recovery(
        self,
        claim_id: str,
        etag: str,
        amount_fen: int,
        *,
        received_on: str,
        bank_reference: str,
        request_id: str = "",
        rehearse: bool = False,
    ) -> claim_pb2.Claim:
        """Book what came back, in whole or in part. Raises NotNow."""
        request = claim_pb2.RecordRecoveryRequest(
            claim_id=claim_id,
            etag=etag,
            amount_fen=amount_fen,
            received_on=received_on,
            bank_reference=bank_reference,
        )
        return self._write(self._claims.RecordRecovery, request, request_id, rehearse)

    def claims(self, open: bool = False) -> Iterator[claim_pb2.Claim]:
        """Claims, newest first."""

        def page(token: str) -> claim_pb2.ListClaimsResponse:
            request = claim_pb2.ListClaimsRequest(open=open, page_size=PAGE_SIZE, page_token=token)
            return self._call(self._claims.ListClaims, request)

        for reply in every_page(page):
            yield from reply.claims
