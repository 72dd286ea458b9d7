"""What keeps a member from moving."""

from functools import cached_property

from dangwu.transfer.v1 import hold_pb2
from dangwu.transfer.v1.hold_pb2_grpc import HoldServiceStub
from dangwu_client._asking import Asking


class Holds(Asking):
    """Holds, those the roll shows and those placed by order."""

    @cached_property
    def _holds(self) -> HoldServiceStub:
        return HoldServiceStub(self._channel)

    def holds(self, member_id: str) -> list[hold_pb2.Hold]:
        """What holds a member; a soft one may be overridden with a reason. Raises Forbidden."""
        request = hold_pb2.ListHoldsRequest(member_id=member_id)
        return list(self._call(self._holds.ListHolds, request).holds)

    def place_hold(
        self,
        member_id: str,
        document: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> hold_pb2.Hold:
        """Place a hold under a document that orders it. Raises Taken, Forbidden."""
        request = hold_pb2.PlaceHoldRequest(member_id=member_id, document=document, because=because)
        return self._write(self._holds.PlaceHold, request, request_id, rehearse)

    def release_hold(
        self, hold_id: str, etag: str, because: str, *, request_id: str = "", rehearse: bool = False
    ) -> hold_pb2.Hold:
        """Release a hold. Raises NotNow (over), Conflict."""
        request = hold_pb2.ReleaseHoldRequest(hold_id=hold_id, etag=etag, because=because)
        return self._write(self._holds.ReleaseHold, request, request_id, rehearse)
