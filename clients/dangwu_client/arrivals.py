"""Arrivals (转入): members who come from outside, registered, examined, and then taken in.

An arrival or an examination is a message, or a mapping of its fields. Dates are "YYYY-MM-DD". Each
takes `request_id` (made when empty; the same one again changes nothing more) and `rehearse`.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from dangwu.transfer.v1 import arrival_pb2, kind_pb2, member_pb2, transfer_pb2
from dangwu.transfer.v1.arrival_pb2_grpc import ArrivalServiceStub
from dangwu_client._asking import Asking


class Registrations(Asking):
    """What campus systems may do too: say who comes."""

    @cached_property
    def _arrivals(self) -> ArrivalServiceStub:
        return ArrivalServiceStub(self._channel)

    def register_arrival(
        self,
        destination_id: str,
        arrival: "kind_pb2.Arrival | Mapping[str, Any]",
        *,
        name: str,
        member_kind: "member_pb2.MemberKind | str",
        category: "member_pb2.MemberCategory | str",
        campus_number: str,
        id_number: str,
        joined_on: str,
        phone: str = "",
        probation_ends_on: str = "",
        member_id: str = "",
        ethnicity: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Register somebody for a branch or committee; he belongs to the origin until accepted.

        Raises NotNow (letter missing or lapsed), Taken (on the roll, or registered already).
        """
        request = arrival_pb2.RegisterArrivalRequest(
            destination_id=destination_id,
            arrival=_arrival(arrival),
            name=name,
            member_kind=member_kind,
            category=category,
            campus_number=campus_number,
            id_number=id_number,
            phone=phone,
            joined_on=joined_on,
            probation_ends_on=probation_ends_on,
            member_id=member_id,
            ethnicity=ethnicity,
        )
        return self._write(self._arrivals.RegisterArrival, request, request_id, rehearse)


class Arrivals(Registrations):
    """What people do with an arrival before it is signed and accepted like any case."""

    def complete_arrival(
        self,
        transfer_id: str,
        etag: str,
        arrival: "kind_pb2.Arrival | Mapping[str, Any]",
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Enter the papers that came later, all of them as they now are."""
        request = arrival_pb2.CompleteArrivalRequest(
            id=transfer_id, etag=etag, arrival=_arrival(arrival)
        )
        return self._write(self._arrivals.CompleteArrival, request, request_id, rehearse)

    def examine_file(
        self,
        transfer_id: str,
        etag: str,
        examination: "kind_pb2.Examination | Mapping[str, Any]",
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Record what the member file holds; the rule says whether it is in order."""
        if isinstance(examination, Mapping):
            examination = kind_pb2.Examination(**examination)
        request = arrival_pb2.ExamineFileRequest(id=transfer_id, etag=etag, examination=examination)
        return self._write(self._arrivals.ExamineFile, request, request_id, rehearse)

    def resolve_doubt(
        self,
        transfer_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """End a doubt with what the inquiry found; the case goes on."""
        request = arrival_pb2.ResolveDoubtRequest(id=transfer_id, etag=etag, because=because)
        return self._write(self._arrivals.ResolveDoubt, request, request_id, rehearse)


def _arrival(given: "kind_pb2.Arrival | Mapping[str, Any]") -> kind_pb2.Arrival:
    return kind_pb2.Arrival(**given) if isinstance(given, Mapping) else given
