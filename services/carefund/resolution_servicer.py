"""ResolutionService: what bodies resolved."""

from sqlalchemy import select

from dangwu.carefund.v1 import resolution_pb2
from services.carefund import wire_review
from services.carefund.reviewing import resolving
from services.carefund.store import Resolution
from services.chassis import paging
from services.chassis.work import Work


class ResolutionServicer:
    """Resolutions (决议)."""

    def RecordResolution(
        self, request: resolution_pb2.RecordResolutionRequest, work: Work
    ) -> resolution_pb2.Resolution:
        made = resolving.resolved(request, work)
        work.session.add(made)
        work.session.flush()
        work.about(made.id)
        return wire_review.resolution(made)

    def ListResolutions(
        self, request: resolution_pb2.ListResolutionsRequest, work: Work
    ) -> resolution_pb2.ListResolutionsResponse:
        size = paging.page_size(request)
        asked = select(Resolution)
        if before := paging.decode(request.page_token, 1):
            last = work.session.get(Resolution, before[0])
            if last is None:
                raise paging.PageTokenInvalid()
            asked = asked.where(
                (Resolution.recorded_at < last.recorded_at)
                | ((Resolution.recorded_at == last.recorded_at) & (Resolution.id < last.id))
            )
        newest = asked.order_by(Resolution.recorded_at.desc(), Resolution.id.desc())
        rows = work.session.scalars(newest.limit(size + 1)).all()
        return resolution_pb2.ListResolutionsResponse(
            resolutions=map(wire_review.resolution, rows[:size]),
            next_page_token=paging.encode(rows[size - 1].id) if len(rows) > size else "",
        )
