"""Review and approval, and the resolutions behind them."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from dangwu.carefund.v1 import application_pb2, resolution_pb2, review_pb2, reviewing_pb2
from dangwu.carefund.v1.resolution_pb2_grpc import ResolutionServiceStub
from dangwu.carefund.v1.review_pb2_grpc import ReviewServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundReviews(Asking):
    """From submission to approval."""

    @cached_property
    def _reviews(self) -> ReviewServiceStub:
        return ReviewServiceStub(self._channel)

    def return_application(
        self,
        application_id: str,
        etag: str,
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Send it back to the branch for mending. Raises Forbidden, NotNow, Conflict."""
        request = reviewing_pb2.ReturnApplicationRequest(
            id=application_id, etag=etag, because=because
        )
        return self._write(self._reviews.ReturnApplication, request, request_id, rehearse)

    def reject_application(
        self,
        application_id: str,
        etag: str,
        reason: "reviewing_pb2.DenialReason | str",
        because: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """End it without aid. Raises Forbidden, NotNow, Conflict."""
        request = reviewing_pb2.RejectApplicationRequest(
            id=application_id, etag=etag, reason=reason, because=because
        )
        return self._write(self._reviews.RejectApplication, request, request_id, rehearse)

    def record_deliberation(
        self,
        application_id: str,
        etag: str,
        *,
        body: "reviewing_pb2.BranchBody | str",
        held_on: str,
        entitled: int,
        present: int,
        in_favour: int,
        minutes: str,
        evidence_attested: bool,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """What the branch decided in a meeting. Raises NotNow (the meeting does not do)."""
        request = reviewing_pb2.RecordDeliberationRequest(
            id=application_id,
            etag=etag,
            body=body,
            held_on=held_on,
            entitled=entitled,
            present=present,
            in_favour=in_favour,
            minutes=minutes,
            evidence_attested=evidence_attested,
        )
        return self._write(self._reviews.RecordDeliberation, request, request_id, rehearse)

    def endorse_application(
        self,
        application_id: str,
        etag: str,
        proposed_fen: int,
        because: str = "",
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Put it forward with a sum after the committee reviewed it. Raises NotNow, Malformed."""
        request = reviewing_pb2.EndorseApplicationRequest(
            id=application_id, etag=etag, proposed_fen=proposed_fen, because=because
        )
        return self._write(self._reviews.EndorseApplication, request, request_id, rehearse)

    def record_screening(
        self,
        application_id: str,
        etag: str,
        office: "reviewing_pb2.ScreeningOffice | str",
        *,
        asked_on: str,
        replied_on: str,
        objects: bool,
        document: str,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """What an office replied that was asked (联审). Raises Taken, Malformed."""
        request = reviewing_pb2.RecordScreeningRequest(
            id=application_id,
            etag=etag,
            office=office,
            asked_on=asked_on,
            replied_on=replied_on,
            objects=objects,
            document=document,
        )
        return self._write(self._reviews.RecordScreening, request, request_id, rehearse)

    def propose_grant(
        self,
        application_id: str,
        etag: str,
        pool_id: str,
        amount_fen: int,
        because: str = "",
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Propose sum and pool; the ladder opens. Raises NotNow (pool, sum, screening)."""
        request = reviewing_pb2.ProposeGrantRequest(
            id=application_id, etag=etag, pool_id=pool_id, amount_fen=amount_fen, because=because
        )
        return self._write(self._reviews.ProposeGrant, request, request_id, rehearse)

    def sign_grant(
        self,
        application_id: str,
        etag: str,
        resolution_id: str = "",
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> application_pb2.Application:
        """Sign the open rung; the last one approves and reserves. Raises NotNow (POOL_SHORT)."""
        request = reviewing_pb2.SignGrantRequest(
            id=application_id, etag=etag, resolution_id=resolution_id
        )
        return self._write(self._reviews.SignGrant, request, request_id, rehearse)

    def grant_ladder(self, application_id: str) -> review_pb2.Ladder:
        """Who must sign, who has, and what must stand behind it. Raises Unknown, Forbidden."""
        request = reviewing_pb2.GetLadderRequest(id=application_id)
        return self._call(self._reviews.GetLadder, request)


class FundResolutions(Asking):
    """The collective decisions behind the use of the fund."""

    @cached_property
    def _resolutions(self) -> ResolutionServiceStub:
        return ResolutionServiceStub(self._channel)

    def record_resolution(
        self,
        number: str,
        body: "resolution_pb2.DecidingBody | str",
        *,
        held_on: str,
        entitled: int,
        present: int,
        in_favour: int,
        application_ids: Sequence[str] = (),
        plan_year: int = 0,
        request_id: str = "",
        rehearse: bool = False,
    ) -> resolution_pb2.Resolution:
        """Keep a resolution of a body. Raises Taken, Malformed."""
        request = resolution_pb2.RecordResolutionRequest(
            number=number,
            body=body,
            held_on=held_on,
            entitled=entitled,
            present=present,
            in_favour=in_favour,
            application_ids=application_ids,
            plan_year=plan_year,
        )
        return self._write(self._resolutions.RecordResolution, request, request_id, rehearse)

    def resolutions(self) -> Iterator[resolution_pb2.Resolution]:
        """Resolutions, newest first."""

        def page(token: str) -> resolution_pb2.ListResolutionsResponse:
            request = resolution_pb2.ListResolutionsRequest(page_size=PAGE_SIZE, page_token=token)
            return self._call(self._resolutions.ListResolutions, request)

        for reply in every_page(page):
            yield from reply.resolutions
