"""PublicityService: notices, put up, seen, and concluded."""

from datetime import UTC, datetime

from dangwu.carefund.v1 import publicity_pb2
from services.carefund import acting, noticing, wire_publicity
from services.carefund.store import notices
from services.carefund.store.notices import Notice
from services.chassis import paging
from services.chassis.paging import PageTokenInvalid
from services.chassis.work import Work


class PublicityServicer:
    """Publicity (公示)."""

    def ask_PostNotice(self, request: publicity_pb2.PostNoticeRequest, work: Work) -> None:
        noticing.planned(work, request, noticing.to_post(work, request.application_ids))

    def PostNotice(
        self, request: publicity_pb2.PostNoticeRequest, work: Work
    ) -> publicity_pb2.Notice:
        rows = noticing.to_post(work, request.application_ids)
        notice = noticing.planned(work, request, rows)
        work.session.add(notice)
        for row in rows:
            step = acting.late(work, row.id, "post", "late_notice")
            acting.take(step, row, work, note=notice.id)
        work.session.flush()
        work.about(notice.id)
        return wire_publicity.notice(work, notice)

    def GetNotice(
        self, request: publicity_pb2.GetNoticeRequest, work: Work
    ) -> publicity_pb2.Notice:
        return wire_publicity.notice(work, noticing.get_notice(work, request.id))

    def ListNotices(
        self, request: publicity_pb2.ListNoticesRequest, work: Work
    ) -> publicity_pb2.ListNoticesResponse:
        size = paging.page_size(request)
        standing = (Notice.last_on >= work.today) & Notice.concluded_on.is_(None)
        conditions = [standing] if request.standing else []
        rows = notices.notices(work.session, conditions, size + 1, _place(request.page_token))
        shown = paging.fitting(wire_publicity.list_of(work, rows[:size]))
        token = ""
        if len(rows) > len(shown):
            last = rows[len(shown) - 1]
            token = paging.encode(last.posted_at.isoformat(), last.id)
        return publicity_pb2.ListNoticesResponse(notices=shown, next_page_token=token)

    def ask_ConcludeNotice(self, request: publicity_pb2.ConcludeNoticeRequest, work: Work) -> None:
        noticing.to_conclude(work, request.id, request.etag)

    def ConcludeNotice(
        self, request: publicity_pb2.ConcludeNoticeRequest, work: Work
    ) -> publicity_pb2.Notice:
        notice, rows = noticing.to_conclude(work, request.id, request.etag)
        noticing.conclude(work, notice, rows)
        work.session.flush()
        work.about(notice.id)
        return wire_publicity.notice(work, notice)


def _place(token: str) -> tuple[datetime, str] | None:
    """The instant and id behind which a page begins."""
    parts = paging.decode(token, 2)
    if parts is None:
        return None
    try:
        at = datetime.fromisoformat(parts[0])
    except ValueError as error:
        raise PageTokenInvalid() from error
    return at.replace(tzinfo=at.tzinfo or UTC), parts[1]
