"""What a signature needs besides the right person; `kinds` says which act needs what."""

from collections.abc import Callable, Mapping
from datetime import date

from services.chassis.work import Work
from services.transfer import checks, details, filing, ladders, moving
from services.transfer.checks import holds
from services.transfer.refusals import (
    BranchMoved,
    DocumentMissing,
    FileUnexamined,
    LetterLapsed,
    NotABranch,
)
from services.transfer.roll import Finding
from services.transfer.store import Rung, Transfer

DOCUMENT_BOOK = "transfer/document_required"
FILE_BOOK = "transfer/file_check_required"
IN_ORDER = "in_order"


def require(work: Work, transfer: Transfer, rung: Rung) -> None:
    """Refuses unless everything is there that this signature needs."""
    names = [name for act in rung.acts.split() for name in transfer.kind.guards.get(act, ())]
    if transfer.concludes(rung):
        names.extend(transfer.kind.guards.get("last", ()))
    for name in names:
        GUARDS[name](work, transfer)


def _branch_open(work: Work, transfer: Transfer) -> None:
    branch = filing.organization(work, transfer.branch_id)
    if not filing.holds_members(work, branch):
        raise NotABranch(organization=branch.name)
    if (branch.committee_id or branch.id) != transfer.committee_id:
        raise BranchMoved(branch=branch.name)


def _unheld(work: Work, transfer: Transfer) -> None:
    """A hold that was placed while the case was on its way stops it before the member moves."""
    if hold := holds.standing(work.session, transfer.member_id):
        zh = f"该党员正在接受组织审查（{hold.document}）；解除限制后再接收，或退回本件。"
        en = f"An examination is open ({hold.document}); accept when it is released, or return."
        raise filing.not_ready([Finding(hold.code, "member_id", zh, en)])


def _file_examined(work: Work, transfer: Transfer) -> None:
    if details.of(work, transfer).examination.outcome == IN_ORDER:
        return
    # A doubt that was cleared is in order; one that stands leaves nothing to sign.
    person = ladders.person(moving.case_of(work, transfer))
    rule = filing.receipt(work, FILE_BOOK, file_in_doubt="no", person=person)
    if rule.answer.truth:
        raise FileUnexamined(id=transfer.id)


def _letter_good(work: Work, transfer: Transfer) -> None:
    """I-08: nobody is received on a letter that has lapsed."""
    arrival = details.of(work, transfer).arrival
    until = arrival.letter_valid_until
    if until and date.fromisoformat(until) < work.today:
        raise LetterLapsed(number=arrival.letter_number or "—", until=until)


def _document(work: Work, transfer: Transfer) -> None:
    plan = details.of(work, transfer).plan
    known = transfer.kind.documents
    word = known.get(plan.ground, known[0])
    needed = filing.receipt(work, DOCUMENT_BOOK, kind=word)
    if needed.answer.truth and not plan.document.strip():
        raise DocumentMissing(id=transfer.id)


def _still_fit(work: Work, transfer: Transfer) -> None:
    """What was true when it was filed must still be: he has not moved, come back, been found."""
    case = moving.case_of(work, transfer)
    filing.require_ready(case, checks.findings(case), case.details.overrides)


GUARDS: Mapping[str, Callable[[Work, Transfer], None]] = {
    "branch_open": _branch_open,
    "unheld": _unheld,
    "file_examined": _file_examined,
    "letter_good": _letter_good,
    "document": _document,
    "still_fit": _still_fit,
}
"""By the names that kinds give them."""
