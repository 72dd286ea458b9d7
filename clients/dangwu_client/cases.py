"""What is asked about transfers (转接): where they stand, why they wait, what is missing."""

from collections.abc import Iterator
from functools import cached_property

from dangwu.transfer.v1 import case_pb2, transfer_pb2
from dangwu.transfer.v1.case_pb2_grpc import CaseServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page

UNSPECIFIED = transfer_pb2.TRANSFER_STATE_UNSPECIFIED


class CaseReads(Asking):
    """What everybody with business in a case may ask."""

    @cached_property
    def _cases(self) -> CaseServiceStub:
        return CaseServiceStub(self._channel)

    def transfer(self, transfer_id: str) -> transfer_pb2.Transfer:
        """One case as it stands; `belongs_to_name` is where the member is. Raises Unknown."""
        request = case_pb2.GetTransferRequest(id=transfer_id)
        return self._call(self._cases.GetTransfer, request)

    def transfers(
        self,
        *,
        member_id: str = "",
        campus_number: str = "",
        state: "transfer_pb2.TransferState | str" = UNSPECIFIED,
        organization_id: str = "",
    ) -> Iterator[transfer_pb2.Transfer]:
        """The cases you may see, newest first: of a member, in a state, of a side."""

        def fetch(token: str) -> case_pb2.ListTransfersResponse:
            request = case_pb2.ListTransfersRequest(
                member_id=member_id,
                campus_number=campus_number,
                state=state,
                organization_id=organization_id,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._cases.ListTransfers, request)

        for page in every_page(fetch):
            yield from page.transfers

    def why(self, transfer_id: str) -> case_pb2.Explanation:
        """Who holds a case, since when, under which rule, what unblocks it. Raises Unknown."""
        request = case_pb2.ExplainTransferRequest(id=transfer_id)
        return self._call(self._cases.ExplainTransfer, request)

    def readiness(self, member_id: str, destination_id: str) -> case_pb2.Readiness:
        """What is missing before a transfer can be filed, with the mend. Raises Unknown."""
        request = case_pb2.VerifyReadinessRequest(
            member_id=member_id, destination_id=destination_id
        )
        return self._call(self._cases.VerifyReadiness, request)


class Cases(CaseReads):
    """And what only staff may: their inbox, and the record of a case."""

    def inbox(self) -> Iterator[transfer_pb2.Transfer]:
        """The cases that wait on the caller now."""

        def fetch(token: str) -> case_pb2.ListTransfersResponse:
            request = case_pb2.ListInboxRequest(page_size=PAGE_SIZE, page_token=token)
            return self._call(self._cases.ListInbox, request)

        for page in every_page(fetch):
            yield from page.transfers

    def transfer_history(self, transfer_id: str) -> list[case_pb2.HistoryEvent]:
        """What was done in a case, by whom, under which rule, oldest first. Raises Unknown."""

        def fetch(token: str) -> case_pb2.ListTransferHistoryResponse:
            request = case_pb2.ListTransferHistoryRequest(
                id=transfer_id, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._cases.ListTransferHistory, request)

        return [event for page in every_page(fetch) for event in page.events]
