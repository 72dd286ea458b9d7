"""What an emergency case owes, gathered from its rows."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from dangwu.carefund.v1 import resolution_pb2
from services.carefund import acting, ruling, store
from services.carefund.checks import papers
from services.carefund.obligations import Course, Kind, Obligation, owed
from services.carefund.store import Application, Resolution, notices, payments
from services.chassis.civil import shanghai_date
from services.chassis.work import Work

PAPER_DAYS = "carefund/emergency_paper_days"
SECRETARIES = resolution_pb2.DECIDING_BODY_SECRETARIES_MEETING


def of(work: Work, application: Application) -> Sequence[Obligation]:
    """What a case owes; nothing before it is paid."""
    paid_on = payments.paid_since(work.session, application.id)
    if paid_on is None:
        return ()
    course = Course(
        minutes_due=_due(work, application, "branch_minutes", paid_on),
        papers_due=_due(work, application, "evidence", paid_on),
        minutes_on=_minutes_on(work, application),
        papers_on=_papers_on(work, application),
        notice_on=_notice_on(work, application),
        report_on=_report_on(work, application, paid_on),
        passed_by_on=_passed_by_on(work, application, paid_on),
    )
    claim = _claim(application)
    return [*owed(course, work.today), *([claim] if claim else [])]


def _due(work: Work, application: Application, what: str, paid_on: date) -> date:
    decision = ruling.of_case(work, application, PAPER_DAYS, paid_on, obligation=what)
    return date.fromisoformat(decision.period.ends_on)


def _minutes_on(work: Work, application: Application) -> date | None:
    begun = acting.begun_on(application)
    kept = [
        shanghai_date(one.recorded_at)
        for one in store.deliberations_of(work.session, application.id)
        if begun is None or one.held_on >= begun
    ]
    return min(kept, default=None)


def _papers_on(work: Work, application: Application) -> date | None:
    """The day the last paper came that was wanted; None while one is missing."""
    there = store.evidence_of(work.session, application.id)
    if papers.missing(application.category, [one.kind for one in there]):
        return None
    return max((one.attached_on for one in there), default=None)


def _notice_on(work: Work, application: Application) -> date | None:
    notice = notices.last_notice_of(work.session, application.id)
    begun = acting.begun_at(application)
    if notice is None or (begun is not None and notice.posted_at < begun):
        return None
    return shanghai_date(notice.posted_at)


def _report_on(work: Work, application: Application, paid_on: date) -> date | None:
    """A meeting after the payment that named the case; what approved it was no report of it."""
    before = {one.resolution_id for one in application.rungs}
    named = [
        one.held_on
        for one in _meetings(work)
        if application.id in one.application_ids and one.held_on >= paid_on
        if one.id not in before
    ]
    return min(named, default=None)


def _claim(application: Application) -> Obligation | None:
    """What was upheld against a case that was paid already is claimed back, or taken back."""
    upheld = acting.upheld_on(application)
    if upheld is None:
        return None
    now = acting.round_of(application)
    done = [
        shanghai_date(one.taken_at)
        for one in application.parts
        if one.step in ("claim", "take_back") and one.round == now
    ]
    return Obligation(Kind.CLAIM, upheld, min(done, default=None), overdue=not done)


def _passed_by_on(work: Work, application: Application, paid_on: date) -> date | None:
    """A meeting held after the payment's day that did not name the case."""
    met = [
        one.held_on
        for one in _meetings(work)
        if one.held_on > paid_on and application.id not in one.application_ids
    ]
    return min(met, default=None)


def _meetings(work: Work) -> Sequence[Resolution]:
    """What the Party committee or its standing committee resolved."""
    asked = select(Resolution).where(Resolution.body != SECRETARIES)
    return work.session.scalars(asked).all()
