"""Putting up a notice (公示), and what follows when its days are over (C-071 to C-076)."""

from collections.abc import Sequence

from dangwu.carefund.v1 import publicity_pb2
from services.carefund import acting, holding, publicity, ruling, sight, store, typed, workcalendar
from services.carefund.acting import require_step
from services.carefund.lifecycle import Part, State
from services.carefund.publicity import Subject
from services.carefund.refusals_publicity import (
    NoticeEnded,
    NoticeMixed,
    NoticeRuns,
    NoticeStands,
    NoticeUnknown,
)
from services.carefund.store import Application, notices
from services.carefund.store.notices import Notice, Shown
from services.carefund.terms import category_word
from services.chassis import etags
from services.chassis.ids import new_id
from services.chassis.work import Work


def get_notice(work: Work, notice_id: str) -> Notice:
    """A notice, or `NoticeUnknown`."""
    if found := notices.find_notice(work.session, notice_id):
        return found
    raise NoticeUnknown(id=notice_id)


def to_post(work: Work, application_ids: Sequence[str]) -> list[Application]:
    """The applications a notice may show now; refuses for the first that it may not."""
    found: list[Application] = []
    for application_id in application_ids:
        application = store.get_application(work.session, application_id)
        sight.require(work, application)
        step = acting.late(work, application.id, "post", "late_notice")
        require_step(step, application, str(application.version), work)
        if standing := notices.open_shown(work.session, application.id):
            raise NoticeStands(application=application.id, id=standing.notice_id)
        if found and application.committee_id != found[0].committee_id:
            raise NoticeMixed(id=application.id)
        found.append(application)
    return found


def planned(
    work: Work, request: publicity_pb2.PostNoticeRequest, rows: Sequence[Application]
) -> Notice:
    """The notice that shows these applications from tomorrow on, not kept yet."""
    days = ruling.decided(work, "carefund/publicity_days").days
    calendar = workcalendar.years(work, work.today.year, work.today.year + 1)
    span = publicity.span(calendar, work.today, days)
    entries = publicity.projected([subject(work, one) for one in rows])
    first = rows[0]
    contact = typed.tidy(request.contact, "contact")
    text = publicity.text(first.committee_name, span, days, contact, entries)
    notice = Notice(
        id=new_id("j"),
        version=1,
        committee_id=first.committee_id,
        committee_name=first.committee_name,
        scope=ruling.decided(work, "carefund/publicity_scope").word,
        posted_at=work.now,
        posted_by_id=work.actor.id,
        first_on=span.first,
        last_on=span.last,
        days=days,
        contact=contact,
        sha256=publicity.proof(text),
    )
    for number, (entry, row) in enumerate(zip(entries, rows, strict=True), 1):
        notice.shown.append(_shown(number, entry, row))
    return notice


def _shown(number: int, entry: publicity.Entry, row: Application) -> Shown:
    return Shown(
        number=number,
        application_id=row.id,
        branch_id=row.branch_id,
        name_shown=entry.name,
        organization_shown=entry.organization,
        category_shown=entry.category,
        amount_shown_fen=entry.amount_fen,
        payee_name=row.payee_name,
        category=row.category,
        amount_fen=row.approved_fen or row.proposed_fen,
        struck=False,
    )


def subject(work: Work, row: Application) -> Subject:
    """An application as far as its notice goes, and what the rules let it show."""
    word = category_word(row.category)
    form = ruling.of_case(work, row, "carefund/publicity_name_form", category=word).answer.word
    shows = frozenset(
        field
        for field in publicity.FIELDS
        if ruling.of_case(work, row, "carefund/publicity_field", field=field).answer.truth
    )
    return Subject(
        application_id=row.id,
        member_name=row.member_name,
        organization_name=row.branch_name,
        category=word,
        amount_fen=row.approved_fen or row.proposed_fen,
        name_form=form,
        shows=shows,
    )


def to_conclude(work: Work, notice_id: str, etag: str) -> tuple[Notice, list[Application]]:
    """A notice that is over and undisputed, and the applications that go on from it; or refuses."""
    notice = get_notice(work, notice_id)
    holding.require_among(work, holding.levels(work, notice.committee_id))
    etags.check(etag, notice.version)
    if notice.concluded_on is not None:
        raise NoticeEnded(id=notice.id, on=notice.concluded_on)
    if work.today <= notice.last_on:
        raise NoticeRuns(id=notice.id, last_on=notice.last_on)
    rows = [
        store.get_application(work.session, one.application_id)
        for one in notice.shown
        if not one.struck
    ]
    for row in rows:
        acting.require_settled(work, row)
        acting.require_duties(work, row, Part.REVIEWER)
        acting.foresee(work, row)
    return notice, rows


def conclude(work: Work, notice: Notice, rows: Sequence[Application]) -> None:
    """Ends a notice: what it showed goes on to where it came from or was bound for."""
    notice.version += 1
    notice.concluded_on = work.today
    for one in notice.shown:
        one.closed_at = one.closed_at or work.now
    for row in rows:
        to = State(row.after_publicity) if row.state == State.PUBLICITY else None
        acting.take("conclude", row, work, to)


def strike(work: Work, application: Application) -> None:
    """Takes an application off the notice it stands on, if there is one."""
    if shown := notices.open_shown(work.session, application.id):
        shown.struck, shown.closed_at = True, work.now
