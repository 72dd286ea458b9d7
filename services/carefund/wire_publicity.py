"""What callers see of notices and objections."""

from collections.abc import Sequence

from dangwu.carefund.v1 import objection_pb2, publicity_pb2
from services.carefund import objecting
from services.carefund.publicity import Span
from services.carefund.store import notices
from services.carefund.store.notices import Notice, Objection, Shown
from services.carefund.wire import iso, stamp
from services.chassis.work import Work


def notice(work: Work, row: Notice) -> publicity_pb2.Notice:
    """A notice as the public sees it now."""
    return list_of(work, [row])[0]


def list_of(work: Work, rows: Sequence[Notice]) -> list[publicity_pb2.Notice]:
    """Notices, their open objections counted at once."""
    open_ones = notices.open_objections_to(work.session, [one.id for one in rows])
    return [_notice(work, one, open_ones.get(one.id, 0)) for one in rows]


def _notice(work: Work, row: Notice, open_objections: int) -> publicity_pb2.Notice:
    span = Span(row.first_on, row.last_on)
    made = publicity_pb2.Notice(
        id=row.id,
        etag=str(row.version),
        committee_id=row.committee_id,
        committee_name=row.committee_name,
        posted_at=stamp(row.posted_at),
        first_on=iso(row.first_on),
        last_on=iso(row.last_on),
        working_days=row.days,
        sha256=row.sha256,
        concluded_on=iso(row.concluded_on),
        contact=row.contact,
        open_objections=open_objections,
    )
    if span.over(work.today):
        made.taken_down_at.CopyFrom(stamp(span.ended_at))
    else:
        made.entries.extend(_entry(one) for one in row.shown if not one.struck)
    return made


def _entry(row: Shown) -> publicity_pb2.NoticeEntry:
    return publicity_pb2.NoticeEntry(
        application_id=row.application_id,
        name_shown=row.name_shown,
        organization_name=row.organization_shown,
        category_shown=row.category_shown,
        amount_fen=row.amount_shown_fen,
    )


def objection(work: Work, row: Objection) -> objection_pb2.Objection:
    """An objection without who raised it and what it says."""
    return objection_pb2.Objection(
        id=row.id,
        etag=str(row.version),
        number=objecting.number(row),
        notice_id=row.notice_id,
        application_id=row.application_id,
        kind=objection_pb2.ObjectionKind.Name(row.kind),
        anonymous=row.anonymous,
        raised_on=iso(row.raised_on),
        due_on="" if row.settled_on else objecting.due_on(work, row),
        settled_on=iso(row.settled_on),
        upheld=row.upheld,
    )


def in_clear(work: Work, row: Objection) -> objection_pb2.ObjectionInClear:
    """What it says, and who raised it."""
    return objection_pb2.ObjectionInClear(
        id=row.id,
        raised_by=objecting.opened(work, row, "raised_by", row.raised_by),
        said=objecting.opened(work, row, "said", row.said),
        finding=objecting.opened(work, row, "finding", row.finding),
    )
