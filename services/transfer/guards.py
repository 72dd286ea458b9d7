"""What a signature needs besides the right person; `kinds` says which act needs what."""

from collections.abc import Callable, Mapping
from datetime import date

from services.chassis.work import Work
from services.transfer import checks, details, filing, moving
from services.transfer.checks import holds
from services.transfer.grounds import EXPULSION
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
    if details.of(work, transfer).examination.outcome != IN_ORDER:
        raise FileUnexamined(id=transfer.id)


def _letter_good(work: Work, transfer: Transfer) -> None:
    """I-08: nobody is received on a letter that has lapsed."""
    arrival = details.of(work, transfer).arrival
    until = arrival.letter_valid_until
    if until and date.fromisoformat(until) < work.today:
        raise LetterLapsed(number=arrival.letter_number or "—", until=until)


def _document(work: Work, transfer: Transfer) -> None:
    plan = details.of(work, transfer).plan
    needed = filing.receipt(work, DOCUMENT_BOOK, kind=document_word(transfer, plan.ground))
    if needed.answer.truth and not plan.document.strip():
        raise DocumentMissing(id=transfer.id)


def _still_fit(work: Work, transfer: Transfer) -> None:
    """What was true when it was filed must still be: he has not moved, come back, been found."""
    case = moving.case_of(work, transfer)
    filing.require_ready(case, checks.findings(case), case.details.overrides)


def document_word(transfer: Transfer, ground: int) -> str:
    """The word by which the rule knows what is decided."""
    return DOCUMENT_WORDS.get((transfer.kind.name, ground)) or DOCUMENT_WORDS.get(
        (transfer.kind.name, 0), "other"
    )


DOCUMENT_WORDS: Mapping[tuple[str, int], str] = {
    ("NON_RECOGNITION", 0): "non_recognition",
    ("RESTORATION", 0): "restoration",
    ("ENDING", EXPULSION): "expulsion",
}

GUARDS: Mapping[str, Callable[[Work, Transfer], None]] = {
    "branch_open": _branch_open,
    "unheld": _unheld,
    "file_examined": _file_examined,
    "letter_good": _letter_good,
    "document": _document,
    "still_fit": _still_fit,
}
"""By the names that kinds give them."""
