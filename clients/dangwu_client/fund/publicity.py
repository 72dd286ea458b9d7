"""Publicity (公示) and objections."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from dangwu.carefund.v1 import objection_pb2, publicity_pb2
from dangwu.carefund.v1.objection_pb2_grpc import ObjectionServiceStub
from dangwu.carefund.v1.publicity_pb2_grpc import PublicityServiceStub
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class FundNotices(Asking):
    """Notices: put up, read as the public reads them, concluded."""

    @cached_property
    def _notices(self) -> PublicityServiceStub:
        return PublicityServiceStub(self._channel)

    def post_notice(
        self,
        application_ids: Sequence[str],
        contact: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> publicity_pb2.Notice:
        """Put up one notice for applications of one committee. Raises NotNow, Forbidden."""
        request = publicity_pb2.PostNoticeRequest(application_ids=application_ids, contact=contact)
        return self._write(self._notices.PostNotice, request, request_id, rehearse)

    def notice(self, notice_id: str) -> publicity_pb2.Notice:
        """One notice; after its last day without names. Raises Unknown."""
        request = publicity_pb2.GetNoticeRequest(id=notice_id)
        return self._call(self._notices.GetNotice, request)

    def notices(self, standing: bool = False) -> Iterator[publicity_pb2.Notice]:
        """Notices, newest first."""

        def page(token: str) -> publicity_pb2.ListNoticesResponse:
            request = publicity_pb2.ListNoticesRequest(
                standing=standing, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._notices.ListNotices, request)

        for reply in every_page(page):
            yield from reply.notices

    def conclude_notice(
        self, notice_id: str, etag: str, *, request_id: str = "", rehearse: bool = False
    ) -> publicity_pb2.Notice:
        """End a notice whose last day has passed. Raises NotNow (it runs, an objection is open)."""
        request = publicity_pb2.ConcludeNoticeRequest(id=notice_id, etag=etag)
        return self._write(self._notices.ConcludeNotice, request, request_id, rehearse)


class FundObjections(Asking):
    """Objections and what became of them."""

    @cached_property
    def _objections(self) -> ObjectionServiceStub:
        return ObjectionServiceStub(self._channel)

    def raise_objection(
        self,
        notice: str,
        application_id: str,
        kind: "objection_pb2.ObjectionKind | str",
        said: str,
        raised_by: str = "",
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> objection_pb2.Objection:
        """Record an objection, named or (empty) anonymous. Raises NotNow."""
        request = objection_pb2.RaiseObjectionRequest(
            notice_id=notice,
            application_id=application_id,
            kind=kind,
            said=said,
            raised_by=raised_by,
        )
        return self._write(self._objections.RaiseObjection, request, request_id, rehearse)

    def settle_objection(
        self,
        objection_id: str,
        etag: str,
        upheld: bool,
        finding: str,
        *,
        request_id: str = "",
        rehearse: bool = False,
    ) -> objection_pb2.Objection:
        """Settle it with what was found. Raises NotNow, Forbidden."""
        request = objection_pb2.SettleObjectionRequest(
            id=objection_id, etag=etag, upheld=upheld, finding=finding
        )
        return self._write(self._objections.SettleObjection, request, request_id, rehearse)

    def objections(self, open: bool = False) -> Iterator[objection_pb2.Objection]:
        """Objections in reach, without who raised them."""

        def page(token: str) -> objection_pb2.ListObjectionsResponse:
            request = objection_pb2.ListObjectionsRequest(
                open=open, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._objections.ListObjections, request)

        for reply in every_page(page):
            yield from reply.objections

    def disclose_objection(
        self, objection_id: str, purpose: str, *, request_id: str = "", rehearse: bool = False
    ) -> objection_pb2.ObjectionInClear:
        """One in clear; journaled with the purpose. Raises Forbidden."""
        request = objection_pb2.DiscloseObjectionRequest(id=objection_id, purpose=purpose)
        return self._write(self._objections.DiscloseObjection, request, request_id, rehearse)
