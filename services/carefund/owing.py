"""What an emergency case owes, gathered from its rows."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from dangwu.carefund.v1 import resolution_pb2
from services.carefund import ruling, store
from services.carefund.checks import papers
from services.carefund.obligations import Course, Obligation, owed
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
        report_on=_report_on(work, application),
        passed_by_on=_passed_by_on(work, application, paid_on),
    )
    return owed(course, work.today)


def _due(work: Work, application: Application, what: str, paid_on: date) -> date:
    decision = ruling.of_case(work, application, PAPER_DAYS, paid_on, obligation=what)
    return date.fromisoformat(decision.period.ends_on)


def _minutes_on(work: Work, application: Application) -> date | None:
    kept = store.deliberations_of(work.session, application.id)
    return shanghai_date(kept[0].recorded_at) if kept else None


def _papers_on(work: Work, application: Application) -> date | None:
    """The day the last paper came that was wanted; None while one is missing."""
    there = store.evidence_of(work.session, application.id)
    if papers.missing(application.category, [one.kind for one in there]):
        return None
    return max((one.attached_on for one in there), default=None)


def _notice_on(work: Work, application: Application) -> date | None:
    notice = notices.last_notice_of(work.session, application.id)
    return shanghai_date(notice.posted_at) if notice is not None else None


def _report_on(work: Work, application: Application) -> date | None:
    named = [one.held_on for one in _meetings(work) if application.id in one.application_ids]
    return min(named, default=None)


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
