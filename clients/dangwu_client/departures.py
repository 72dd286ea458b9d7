"""Departures (转出): checked, proposed, filed, sent to the other side, taken back.

The member belongs to the source until the receipt of the other side is recorded. Each write takes
`request_id` (made when empty; the same one again changes nothing more) and `rehearse` (check
everything, change nothing), and returns the case as it then stands.
Raises Unknown, Forbidden, NotNow (wrong state, not ready), Taken (one is open), Conflict (stale).
"""

from collections.abc import Iterable
from functools import cached_property

from dangwu.transfer.v1 import departure_pb2, kind_pb2, transfer_pb2, transit_pb2
from dangwu.transfer.v1.departure_pb2_grpc import DepartureServiceStub
from dangwu.transfer.v1.transit_pb2_grpc import TransitServiceStub
from dangwu_client._asking import Asking


class DepartureProposals(Asking):
    """What a campus system may ask about departures, and set going; people decide."""

    @cached_property
    def _departures(self) -> DepartureServiceStub:
        return DepartureServiceStub(self._channel)

    def check_departure(
        self, member_id: str, departure: kind_pb2.Departure
    ) -> departure_pb2.DepartureCheck:
        """Look at a departure before it is filed: what is missing, and what is advised."""
        request = departure_pb2.CheckDepartureRequest(member_id=member_id, departure=departure)
        return self._call(self._departures.CheckDeparture, request)

    def propose_departure(
        self,
        member_id: str,
        departure: kind_pb2.Departure,
        *,
        note: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Propose a departure for the source branch to take up."""
        request = departure_pb2.ProposeDepartureRequest(
            member_id=member_id, departure=departure, note=note
        )
        return self._write(self._departures.ProposeDeparture, request, request_id, rehearse)


class Departures(Asking):
    """What people decide about departures."""

    @cached_property
    def _departures(self) -> DepartureServiceStub:
        return DepartureServiceStub(self._channel)

    @cached_property
    def _transits(self) -> TransitServiceStub:
        return TransitServiceStub(self._channel)

    def check_departure(
        self, member_id: str, departure: kind_pb2.Departure
    ) -> departure_pb2.DepartureCheck:
        """Look at a departure before it is filed: what is missing, and what is advised."""
        request = departure_pb2.CheckDepartureRequest(member_id=member_id, departure=departure)
        return self._call(self._departures.CheckDeparture, request)

    def request_departure(
        self,
        member_id: str,
        departure: kind_pb2.Departure,
        *,
        overrides: Iterable[kind_pb2.Override] = (),
        note: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """File a departure; the channel says whether it goes online or by letter."""
        request = departure_pb2.RequestDepartureRequest(
            member_id=member_id, departure=departure, overrides=overrides, note=note
        )
        return self._write(self._departures.RequestDeparture, request, request_id, rehearse)

    def submit_departure(
        self,
        transfer_id: str,
        etag: str,
        departure: kind_pb2.Departure,
        *,
        overrides: Iterable[kind_pb2.Override] = (),
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Submit a proposed or returned departure with its details corrected, the channel too.

        A masked number that is sent back as it was shown is left as it was.
        """
        request = departure_pb2.SubmitDepartureRequest(
            id=transfer_id, etag=etag, departure=departure, overrides=overrides
        )
        return self._write(self._departures.SubmitDeparture, request, request_id, rehearse)

    def send_online(
        self,
        transfer_id: str,
        etag: str,
        reference: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Note that a departure was sent online, under the number the system gave it."""
        request = transit_pb2.SendOnlineRequest(id=transfer_id, etag=etag, reference=reference)
        return self._write(self._transits.SendOnline, request, request_id, rehearse)

    def redispatch_transfer(
        self,
        transfer_id: str,
        etag: str,
        departure: kind_pb2.Departure,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Send a member on his way elsewhere: the letter is void, fewer sign again."""
        request = transit_pb2.RedispatchTransferRequest(
            id=transfer_id, etag=etag, departure=departure, because=because
        )
        return self._write(self._transits.RedispatchTransfer, request, request_id, rehearse)

    def rescind_transfer(
        self,
        transfer_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> transfer_pb2.Transfer:
        """Take a departure back before anybody received the member: he stays."""
        request = transit_pb2.RescindTransferRequest(id=transfer_id, etag=etag, because=because)
        return self._write(self._transits.RescindTransfer, request, request_id, rehearse)
