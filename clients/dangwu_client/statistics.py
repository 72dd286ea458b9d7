"""Statistics of the roll: as of a day, between two days, and what is open now."""

from functools import cached_property

from dangwu.transfer.v1 import statistics_pb2
from dangwu.transfer.v1.statistics_pb2_grpc import StatisticsServiceStub
from dangwu_client._asking import Asking


class Statistics(Asking):
    """Counts by the formal relationship (正式组织关系); an empty day is today in Shanghai."""

    @cached_property
    def _statistics(self) -> StatisticsServiceStub:
        return StatisticsServiceStub(self._channel)

    def count_roll(
        self, on: str = "", organization_id: str = ""
    ) -> statistics_pb2.CountRollResponse:
        """The roll at the end of a day. Raises Unknown, Forbidden, Malformed."""
        request = statistics_pb2.CountRollRequest(organization_id=organization_id, on=on)
        return self._call(self._statistics.CountRoll, request)

    def count_movements(
        self, from_on: str, until_on: str = "", organization_id: str = ""
    ) -> statistics_pb2.CountMovementsResponse:
        """Who came and went, by kind of case. Raises Unknown, Forbidden, Malformed."""
        request = statistics_pb2.CountMovementsRequest(
            organization_id=organization_id, from_on=from_on, until_on=until_on
        )
        return self._call(self._statistics.CountMovements, request)

    def count_open(self, organization_id: str = "") -> statistics_pb2.CountOpenResponse:
        """What waits, is overdue or has not landed, by organization. Raises Unknown, Forbidden."""
        request = statistics_pb2.CountOpenRequest(organization_id=organization_id)
        return self._call(self._statistics.CountOpen, request)

    def state_conservation(self, from_on: str, until_on: str = "") -> statistics_pb2.Conservation:
        """The signed statement that nobody was lost between two days. Raises Malformed."""
        request = statistics_pb2.StateConservationRequest(from_on=from_on, until_on=until_on)
        return self._call(self._statistics.StateConservation, request)
