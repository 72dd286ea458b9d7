"""Changes of a member's status, and whole units that move: how such cases begin.

Once filed they are signed, returned and accepted like every case, with the methods of `Steps`.
"""

from collections.abc import Mapping
from functools import cached_property

from dangwu.transfer.v1 import change_pb2, kind_pb2, transfer_pb2
from dangwu.transfer.v1.change_pb2_grpc import ChangeServiceStub
from dangwu_client._asking import Asking


class Changes(Asking):
    """What begins a change. Overrides are reasons by the code of what is overridden."""

    @cached_property
    def _changes(self) -> ChangeServiceStub:
        return ChangeServiceStub(self._channel)

    def request_change(
        self,
        member_id: str,
        kind: "kind_pb2.CaseKind | str",
        plan: kind_pb2.Plan,
        *,
        overrides: Mapping[str, str] | None = None,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """File a retention, voucher, suspension, restoration, ending … Raises NotNow, Taken."""
        request = change_pb2.RequestChangeRequest(
            member_id=member_id, kind=kind, plan=plan, overrides=_overrides(overrides)
        )
        return self._write(self._changes.RequestChange, request, request_id, rehearse)

    def submit_change(
        self,
        transfer_id: str,
        etag: str,
        plan: kind_pb2.Plan,
        *,
        overrides: Mapping[str, str] | None = None,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Submit a returned change with what is mended; an empty field stays. Raises NotNow."""
        request = change_pb2.SubmitChangeRequest(
            id=transfer_id, etag=etag, plan=plan, overrides=_overrides(overrides)
        )
        return self._write(self._changes.SubmitChange, request, request_id, rehearse)

    def request_unit_move(
        self,
        source_id: str,
        destination_id: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """File the move of all members of one branch into another. Raises NotNow, Taken."""
        request = change_pb2.RequestUnitMoveRequest(
            source_id=source_id, destination_id=destination_id, because=because
        )
        return self._write(self._changes.RequestUnitMove, request, request_id, rehearse)


def _overrides(given: Mapping[str, str] | None) -> list[kind_pb2.Override]:
    return [kind_pb2.Override(code=code, reason=said) for code, said in (given or {}).items()]
