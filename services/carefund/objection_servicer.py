"""ObjectionService: objections to what a notice shows."""

from typing import Any

from sqlalchemy import select

from dangwu.carefund.v1 import objection_pb2
from services.carefund import objecting, sight, wire_publicity
from services.carefund.store import Application, notices
from services.carefund.store.notices import Objection
from services.chassis import paging
from services.chassis.work import Work


class ObjectionServicer:
    """Objections (异议)."""

    def ask_RaiseObjection(self, request: objection_pb2.RaiseObjectionRequest, work: Work) -> None:
        objecting.to_raise(work, request.notice_id, request.application_id)
        wire_publicity.objection(work, objecting.raised(work, request))

    def RaiseObjection(
        self, request: objection_pb2.RaiseObjectionRequest, work: Work
    ) -> objection_pb2.Objection:
        application = objecting.to_raise(work, request.notice_id, request.application_id)
        row = objecting.raised(work, request)
        work.session.add(row)
        work.session.flush()
        work.about(application.id)
        return wire_publicity.objection(work, row)

    def ask_SettleObjection(
        self, request: objection_pb2.SettleObjectionRequest, work: Work
    ) -> None:
        objecting.to_settle(work, request)

    def SettleObjection(
        self, request: objection_pb2.SettleObjectionRequest, work: Work
    ) -> objection_pb2.Objection:
        row, application = objecting.to_settle(work, request)
        objecting.settle(work, row, application, request.finding, upheld=request.upheld)
        work.session.flush()
        return wire_publicity.objection(work, row)

    def ListObjections(
        self, request: objection_pb2.ListObjectionsRequest, work: Work
    ) -> objection_pb2.ListObjectionsResponse:
        size, before = paging.page_size(request), paging.year_and_number(request.page_token)
        conditions: list[Any] = [Objection.settled_on.is_(None)] if request.open else []
        if limits := sight.applications(work):
            conditions.append(Objection.application_id.in_(_ids(limits)))
        rows = notices.objections(work.session, conditions, size + 1, before)
        token = ""
        if len(rows) > size:
            last = rows[size - 1]
            token = paging.encode(last.year, last.number)
        return objection_pb2.ListObjectionsResponse(
            objections=[wire_publicity.objection(work, one) for one in rows[:size]],
            next_page_token=token,
        )

    def DiscloseObjection(
        self, request: objection_pb2.DiscloseObjectionRequest, work: Work
    ) -> objection_pb2.ObjectionInClear:
        row, application = objecting.to_disclose(work, request.id)
        work.about(application.id)
        return wire_publicity.in_clear(work, row)


def _ids(limits: list[Any]) -> Any:
    """The applications within the caller's reach, as a question inside the question."""
    return select(Application.id).where(*limits)
