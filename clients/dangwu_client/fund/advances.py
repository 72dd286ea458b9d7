"""Cash drawn for visits."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from dangwu.carefund.v1 import advance_pb2
from dangwu.carefund.v1.advance_pb2_grpc import AdvanceServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundAdvances(Asking):
    """Advances (暂付款): drawn, signed for row by row, and what is left brought back."""

    @cached_property
    def _advances(self) -> AdvanceServiceStub:
        return AdvanceServiceStub(self._channel)

    def draw_advance(
        self,
        payment_ids: Sequence[str],
        holder_id: str,
        drawn_on: str,
        bank_reference: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> advance_pb2.Advance:
        """Draw cash for vouchers ordered in cash. Raises NotNow where a sheet is overdue."""
        request = advance_pb2.DrawAdvanceRequest(
            payment_ids=payment_ids,
            holder_id=holder_id,
            drawn_on=drawn_on,
            bank_reference=bank_reference,
        )
        return self._write(self._advances.DrawAdvance, request, request_id, rehearse)

    def accept_sheet(
        self,
        advance_id: str,
        etag: str,
        sheet: str,
        rows: Sequence[advance_pb2.SheetRow],
        *,
        signed_on: str,
        witness_id: str,
        approver_id: str,
        request_id: str = "",
        rehearse: bool = False,
    ) -> advance_pb2.Advance:
        """Accept a signed sheet: its rows are paid. Raises NotNow where a signature is missing."""
        request = advance_pb2.AcceptSheetRequest(
            id=advance_id,
            etag=etag,
            sheet=sheet,
            rows=rows,
            signed_on=signed_on,
            witness_id=witness_id,
            approver_id=approver_id,
        )
        return self._write(self._advances.AcceptSheet, request, request_id, rehearse)

    def return_unused(
        self,
        advance_id: str,
        etag: str,
        payment_ids: Sequence[str],
        *,
        returned_on: str,
        bank_reference: str,
        because: str,
        request_id: str = "",
        rehearse: bool = False,
    ) -> advance_pb2.Advance:
        """Record cash that nobody took as back in the bank. Raises NotNow, Taken."""
        request = advance_pb2.ReturnUnusedRequest(
            id=advance_id,
            etag=etag,
            payment_ids=payment_ids,
            returned_on=returned_on,
            bank_reference=bank_reference,
            because=because,
        )
        return self._write(self._advances.ReturnUnused, request, request_id, rehearse)

    def advance(self, advance_id: str) -> advance_pb2.Advance:
        """An advance with its rows. Raises Unknown."""
        request = advance_pb2.GetAdvanceRequest(id=advance_id)
        return self._call(self._advances.GetAdvance, request)

    def advances(
        self,
        committee_id: str = "",
        *,
        holder_id: str = "",
        is_open: bool = False,
        overdue: bool = False,
    ) -> Iterator[advance_pb2.Advance]:
        """Advances, newest first; only those a person carries, with cash out, or past their day."""

        def page(token: str) -> advance_pb2.ListAdvancesResponse:
            request = advance_pb2.ListAdvancesRequest(
                committee_id=committee_id,
                holder_id=holder_id,
                open=is_open,
                overdue=overdue,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._advances.ListAdvances, request)

        for reply in every_page(page):
            yield from reply.advances
