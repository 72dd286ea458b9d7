"""Issuing and reissuing: a case's letter comes into being, and the one before it is void."""

from dangwu.transfer.v1 import transit_pb2
from services.chassis.work import Work
from services.transfer import dates, departures, filing, moving
from services.transfer.acting import on_case
from services.transfer.letters import life, standing, writing
from services.transfer.letters.refusals import LetterStillGood, NoReissue, OriginalMissing
from services.transfer.letters.writing import Draft
from services.transfer.lifecycle import Step
from services.transfer.store import Transfer
from services.transfer.store.letters import LIVE, LOST, VOID, Letter

REISSUE_BOOK, PAPERS_BOOK = "transfer/reissue_allowed", "transfer/reissue_papers"
MARK_BOOK = "transfer/reissue_mark"
CAUSES = {
    transit_pb2.REISSUE_CAUSE_OBJECTIVE: "objective",
    transit_pb2.REISSUE_CAUSE_OWN_FAULT: "own_fault",
    transit_pb2.REISSUE_CAUSE_ACCEPTED_BY_FIRST_UNIT: "accepted_by_first_unit",
    transit_pb2.REISSUE_CAUSE_WRONG_ADDRESSEE_GIVEN: "wrong_addressee_given",
    # A loss that was reported is a cause outside the member's will; the report is asked for below.
    transit_pb2.REISSUE_CAUSE_LOST: "objective",
}
ORIGINAL = "original_letter"


def to_issue(request: transit_pb2.IssueLetterRequest, work: Work) -> tuple[Step, Transfer, Draft]:
    """Everything that is looked at before a letter is issued."""
    step, transfer, _, _ = on_case("issue", request, work)
    departures.require_fit_to_leave(work, transfer)
    draft = writing.introduction(work, transfer)
    before = life.last_of(work.session, transfer.id)
    return step, transfer, writing.following(draft, before) if before else draft


def issue(request: transit_pb2.IssueLetterRequest, work: Work) -> Letter:
    """AGREED -> IN_TRANSIT: the letter is out, and the member stays where he is."""
    step, transfer, draft = to_issue(request, work)
    letter = writing.write(work, transfer, draft)
    moving.take(step, transfer, work)
    moving.wait_on(transfer, transfer.waits_on_id, work.now)
    work.about(transfer.id)
    return letter


def to_reissue(
    request: transit_pb2.ReissueLetterRequest, work: Work
) -> tuple[Step, Transfer, Letter, Draft]:
    """Everything that is looked at before a letter is replaced."""
    step, transfer, _, _ = on_case("reissue", request, work)
    departures.require_fit_to_leave(work, transfer)
    last, first = (one(work.session, transfer.id) for one in (life.last_of, life.first_of))
    if last is None or first is None:
        raise AssertionError("a case is in transit without ever a letter")
    lost = last.state == LOST
    if not request.original_returned and standing.on(last, work.today) == LIVE:
        raise LetterStillGood(number=last.number, until=last.valid_until.isoformat())
    if request.cause == transit_pb2.REISSUE_CAUSE_LOST and not lost:
        raise OriginalMissing(number=last.number)
    months = dates.months_begun(first.issued_on, work.today)
    _require_allowed(work, last, CAUSES[request.cause], months)
    if ORIGINAL in _papers(work, lost, months) and not request.original_returned:
        raise OriginalMissing(number=last.number)
    mark = filing.decided(work, MARK_BOOK).words.words
    draft = writing.replacing(writing.introduction(work, transfer), last, mark)
    return step, transfer, last, draft


def reissue(request: transit_pb2.ReissueLetterRequest, work: Work) -> Letter:
    """The old letter is void the same instant as the new one is out."""
    step, transfer, last, draft = to_reissue(request, work)
    if last.state == LIVE:
        life.end(work, last, VOID, request.because)
    letter = writing.write(work, transfer, draft)
    moving.take(step, transfer, work)
    work.about(transfer.id)
    return letter


def _require_allowed(work: Work, last: Letter, cause: str, months: int) -> None:
    """Refuses where the rule says no, and where it leaves the matter to people."""
    decision = work.decide(
        REISSUE_BOOK,
        submitted_on=work.today,
        event_on=work.today,
        reissue_cause=cause,
        months_since_release=str(months),
    )
    answer = decision.answer
    if answer.HasField("needs_human") or not answer.truth:
        raise NoReissue(
            number=last.number,
            months=months,
            why=answer.needs_human or decision.because,
            why_en=decision.because_en,
        )


def _papers(work: Work, lost: bool, months: int) -> list[str]:
    asked = {"letter_lost": "yes" if lost else "no", "months_since_release": str(months)}
    return list(filing.decided(work, PAPERS_BOOK, **asked).words.words)
