"""Applications for aid: checked, drafted, put forward, read."""

from collections.abc import Iterator
from functools import cached_property

from dangwu.carefund.v1 import (
    application_pb2,
    application_service_pb2,
    applying_pb2,
    fund_pb2,
    request_pb2,
)
from dangwu.carefund.v1.application_service_pb2_grpc import ApplicationServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundApplications(Asking):
    """Applications up to the moment they are put forward, and reading them."""

    @cached_property
    def _applications(self) -> ApplicationServiceStub:
        return ApplicationServiceStub(self._channel)

    def check_application(
        self, member_id: str, plea: request_pb2.Plea
    ) -> application_service_pb2.Eligibility:
        """What would stand in the way, and what sum the rules give. Raises Forbidden."""
        request = applying_pb2.CheckApplicationRequest(member_id=member_id, plea=plea)
        return self._call(self._applications.CheckApplication, request)

    def draft_application(
        self,
        member_id: str,
        plea: request_pb2.Plea,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Write an application down as a draft. Raises Forbidden, Malformed."""
        request = applying_pb2.DraftApplicationRequest(member_id=member_id, plea=plea)
        return self._write(self._applications.DraftApplication, request, request_id, rehearse)

    def amend_application(
        self,
        application_id: str,
        etag: str,
        plea: request_pb2.Plea,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Replace what a draft says. Raises NotNow, Conflict."""
        request = applying_pb2.AmendApplicationRequest(id=application_id, etag=etag, plea=plea)
        return self._write(self._applications.AmendApplication, request, request_id, rehearse)

    def attach_evidence(
        self,
        application_id: str,
        etag: str,
        kind: "request_pb2.EvidenceKind | str",
        content: bytes,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Keep a paper with it: PDF, PNG or JPEG up to two megabytes. Raises Malformed."""
        request = applying_pb2.AttachEvidenceRequest(
            id=application_id, etag=etag, kind=kind, content=content
        )
        return self._write(self._applications.AttachEvidence, request, request_id, rehearse)

    def submit_application(
        self, application_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> application_pb2.Application:
        """Put it forward. Raises NotNow (what is missing), Conflict."""
        request = applying_pb2.SubmitApplicationRequest(id=application_id, etag=etag)
        return self._write(self._applications.SubmitApplication, request, request_id, rehearse)

    def withdraw_application(
        self,
        application_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Withdraw it; a promise made for it ends. Raises NotNow, Conflict."""
        request = applying_pb2.WithdrawApplicationRequest(
            id=application_id, etag=etag, because=because
        )
        return self._write(self._applications.WithdrawApplication, request, request_id, rehearse)

    def application(self, application_id: str) -> application_pb2.Application:
        """One application, masked. Raises Unknown, Forbidden."""
        request = applying_pb2.GetApplicationRequest(id=application_id)
        return self._call(self._applications.GetApplication, request)

    def applications(
        self,
        state: "fund_pb2.ApplicationState | str" = fund_pb2.APPLICATION_STATE_UNSPECIFIED,
        organization_id: str = "",
        member_id: str = "",
    ) -> Iterator[application_pb2.Application]:
        """Those in reach, newest first."""

        def page(token: str) -> applying_pb2.ListApplicationsResponse:
            request = applying_pb2.ListApplicationsRequest(
                state=state,
                organization_id=organization_id,
                member_id=member_id,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._applications.ListApplications, request)

        for reply in every_page(page):
            yield from reply.applications

    def disclose_application(
        self, application_id: str, purpose: str, *, request_id: str = "", rehearse: bool = False
    ) -> applying_pb2.Disclosure:
        """Reasons and account in clear; journaled with the purpose. Raises Forbidden."""
        request = applying_pb2.DiscloseApplicationRequest(id=application_id, purpose=purpose)
        return self._write(self._applications.DiscloseApplication, request, request_id, rehearse)

    def disclose_evidence(
        self,
        application_id: str,
        evidence_id: str,
        purpose: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> applying_pb2.Paper:
        """One paper in clear; journaled with the purpose. Raises Forbidden."""
        request = applying_pb2.DiscloseEvidenceRequest(
            id=application_id, evidence_id=evidence_id, purpose=purpose
        )
        return self._write(self._applications.DiscloseEvidence, request, request_id, rehearse)
