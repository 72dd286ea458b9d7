"""The emergency path, and what is owed after it."""

from collections.abc import Iterator
from functools import cached_property

from dangwu.carefund.v1 import application_pb2, emergency_pb2
from dangwu.carefund.v1.emergency_pb2_grpc import EmergencyServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundEmergencies(Asking):
    """Money first, papers after."""

    @cached_property
    def _emergencies(self) -> EmergencyServiceStub:
        return EmergencyServiceStub(self._channel)

    def sign_emergency(
        self,
        application_id: str,
        etag: str,
        *,
        pool_id: str = "",
        resolution_id: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Sign an emergency; the last of the two names pool and resolution. Raises NotNow."""
        request = emergency_pb2.SignEmergencyRequest(
            id=application_id, etag=etag, pool_id=pool_id, resolution_id=resolution_id
        )
        return self._write(self._emergencies.SignEmergency, request, request_id, rehearse)

    def obligations(self, open: bool = True) -> Iterator[emergency_pb2.Obligation]:
        """What emergency cases owe; with `open` false also what they made good."""

        def page(token: str) -> emergency_pb2.ListObligationsResponse:
            request = emergency_pb2.ListObligationsRequest(
                open=open, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._emergencies.ListObligations, request)

        for reply in every_page(page):
            yield from reply.obligations
