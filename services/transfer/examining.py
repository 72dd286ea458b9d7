"""What the examination of a member file finds (查核党员档案), and what the rules make of it."""

from dangwu.transfer.v1 import kind_pb2
from services.chassis.civil import shanghai_date
from services.chassis.work import Work
from services.transfer import details
from services.transfer.guards import IN_ORDER
from services.transfer.refusals import RuleUndecided
from services.transfer.store import Transfer

RECOGNITION_BOOK = "transfer/recognition"
LATE_BOOK = "transfer/late_admission_inquiry"
TO_DEPARTMENT = "to_department"


def outcome(work: Work, transfer: Transfer, found: kind_pb2.Examination) -> str:
    """The rule's word. Somebody admitted shortly before he left is inquired about in any case."""
    recognized = _said(
        work,
        transfer,
        RECOGNITION_BOOK,
        age_at_admission=str(found.age_at_admission),
        activist_months=str(found.activist_months),
        book_present=_yes(found.book_present),
        authority_held=_yes(found.authority_held),
        admitted_at_own_place=_yes(found.admitted_at_own_place),
        dates_agree=_yes(found.dates_agree),
    )
    months = str(found.months_before_leaving)
    late = _said(work, transfer, LATE_BOOK, months_before_leaving=months)
    return TO_DEPARTMENT if late == "yes" else recognized


def _said(work: Work, transfer: Transfer, book: str, **facts: str) -> str:
    """Both rules go by the day the case was filed: the file is read as the member arrives."""
    filed_on = shanghai_date(transfer.filed_at)
    decision = work.decide(book, submitted_on=filed_on, event_on=filed_on, runs_from=None, **facts)
    answer = decision.answer
    if answer.HasField("needs_human"):
        raise RuleUndecided(book=book, reason=answer.needs_human)
    return answer.word or _yes(answer.truth)


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def record(work: Work, transfer: Transfer, found: kind_pb2.Examination, said: str) -> None:
    """Keeps what was found, by whom and when, and the rule's word on it."""
    kept = details.of(work, transfer)
    kept.examination.CopyFrom(found)
    kept.examination.outcome = said
    kept.examination.examined_on = work.today.isoformat()
    kept.examination.examined_by_id = work.actor.id
    details.keep(work, transfer, kept)


def resolve(work: Work, transfer: Transfer, because: str) -> None:
    """The doubt is over: the inquiry's words stand beside those of the examination."""
    kept = details.of(work, transfer)
    words = f"经查询：{because}"
    kept.examination.note = "；".join(filter(None, (kept.examination.note, words)))
    kept.examination.outcome = IN_ORDER
    details.keep(work, transfer, kept)
