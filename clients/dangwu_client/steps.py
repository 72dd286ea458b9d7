"""The steps of a transfer (转接), one method each. Only acceptance moves the member.

Each takes the etag last read, `request_id` (made when empty; the same one again changes nothing
more) and `rehearse` (check everything, change nothing), and returns the case as it then stands.
A reason is an enum value or its name.
Raises Unknown, Forbidden, NotNow (wrong state, not ready), Taken (one is open), Conflict (stale).
"""

from functools import cached_property

from dangwu.transfer.v1 import step_pb2, transfer_pb2
from dangwu.transfer.v1.step_pb2_grpc import TransferServiceStub
from dangwu_client._asking import Asking


class Proposals(Asking):
    """What a campus system may set going; people decide."""

    @cached_property
    def _steps(self) -> TransferServiceStub:
        return TransferServiceStub(self._channel)

    def propose_transfer(
        self,
        member_id: str,
        destination_id: str,
        reason: "transfer_pb2.TransferReason | str",
        *,
        note: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Propose a transfer for the source branch to take up."""
        request = step_pb2.ProposeTransferRequest(
            member_id=member_id, destination_id=destination_id, reason=reason, note=note
        )
        return self._write(self._steps.ProposeTransfer, request, request_id, rehearse)


class Steps(Asking):
    """What people decide."""

    @cached_property
    def _steps(self) -> TransferServiceStub:
        return TransferServiceStub(self._channel)

    def request_transfer(
        self,
        member_id: str,
        destination_id: str,
        reason: "transfer_pb2.TransferReason | str",
        *,
        note: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """File a transfer to a branch, or to a committee that then names the branch."""
        request = step_pb2.RequestTransferRequest(
            member_id=member_id, destination_id=destination_id, reason=reason, note=note
        )
        return self._write(self._steps.RequestTransfer, request, request_id, rehearse)

    def submit_transfer(
        self,
        transfer_id: str,
        etag: str,
        *,
        destination_id: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Submit a proposed or returned case; an empty destination keeps the old one."""
        request = step_pb2.SubmitTransferRequest(
            id=transfer_id, etag=etag, destination_id=destination_id
        )
        return self._write(self._steps.SubmitTransfer, request, request_id, rehearse)

    def sign_transfer(
        self,
        transfer_id: str,
        etag: str,
        *,
        branch_id: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Sign the open rung; the destination committee names the branch here."""
        request = step_pb2.SignTransferRequest(id=transfer_id, etag=etag, branch_id=branch_id)
        return self._write(self._steps.SignTransfer, request, request_id, rehearse)

    def return_transfer(
        self,
        transfer_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Return a case to the source for correction, with the reason in words."""
        request = step_pb2.ReturnTransferRequest(id=transfer_id, etag=etag, because=because)
        return self._write(self._steps.ReturnTransfer, request, request_id, rehearse)

    def reject_transfer(
        self,
        transfer_id: str,
        etag: str,
        reason: "transfer_pb2.RejectionReason | str",
        *,
        note: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Reject a case for a coded reason; the member stays where he is."""
        request = step_pb2.RejectTransferRequest(
            id=transfer_id, etag=etag, reason=reason, note=note
        )
        return self._write(self._steps.RejectTransfer, request, request_id, rehearse)

    def withdraw_transfer(
        self, transfer_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> transfer_pb2.Transfer:
        """Withdraw a case before anybody has reviewed it."""
        request = step_pb2.WithdrawTransferRequest(id=transfer_id, etag=etag)
        return self._write(self._steps.WithdrawTransfer, request, request_id, rehearse)

    def accept_transfer(
        self, transfer_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> transfer_pb2.Transfer:
        """Accept the member into the branch: the one act that moves the member."""
        request = step_pb2.AcceptTransferRequest(id=transfer_id, etag=etag)
        return self._write(self._steps.AcceptTransfer, request, request_id, rehearse)
