"""Filing a case: the organizations it touches, what it must be ready for, and its beginning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import kind_pb2, member_pb2, transfer_pb2
from dangwu.v1 import values_pb2
from services.chassis import civil
from services.chassis.errors import Refusal
from services.chassis.work import Work
from services.transfer import holding, roll, store
from services.transfer.kinds import Kind
from services.transfer.lifecycle import SUBMIT
from services.transfer.refusals import NotReady, RuleUndecided, TransferOpen
from services.transfer.store import Member

BRANCHES = {
    organization_pb2.ORGANIZATION_KIND_BRANCH,
    organization_pb2.ORGANIZATION_KIND_DIRECT_BRANCH,
}
COMMITTEES = {
    organization_pb2.ORGANIZATION_KIND_BRANCH_COMMITTEE,
    organization_pb2.ORGANIZATION_KIND_GENERAL_BRANCH,
}


@dataclass(frozen=True)
class Route:
    """From where to where: the organizations as they stand today.

    A case that moves nobody has no destination; a departure's is outside the school.
    """

    source: organization_pb2.Organization
    source_committee: organization_pb2.Organization
    office: organization_pb2.Organization
    destination: organization_pb2.Organization | None = None
    destination_committee: organization_pb2.Organization | None = None

    @property
    def branch(self) -> organization_pb2.Organization | None:
        """The branch that must accept, when the destination is one; a committee names it later."""
        found = self.destination
        return found if found is not None and found.kind in BRANCHES else None


@dataclass(frozen=True)
class Case:
    """A case on its way to be filed: what the checks look at and the ladder is made from."""

    work: Work
    kind: Kind
    member: Member
    way: Route
    details: transfer_pb2.Transfer = field(default_factory=transfer_pb2.Transfer)
    own_id: str = ""
    """The case itself, when it is one that was proposed or returned."""
    place: str = store.INSIDE
    """Where the member is today."""
    category: int = 0
    """What he comes as, where that is another than he left as; 0 is what the roll says."""


def organization(work: Work, organization_id: str) -> organization_pb2.Organization:
    """An organization as it stands today; refuses as the directory does."""
    found: organization_pb2.Organization = work.ask(
        organization_pb2.GetOrganizationRequest(id=organization_id, on=work.today.isoformat())
    )
    return found


def holds_members(work: Work, one: organization_pb2.Organization) -> bool:
    """Whether members can be placed there: a branch, through the last day it is open."""
    return one.kind in BRANCHES and is_open(work, one)


def is_open(work: Work, one: organization_pb2.Organization) -> bool:
    """Whether an organization exists today."""
    return not one.closed_on or one.closed_on >= work.today.isoformat()


def route(work: Work, source_id: str, destination_id: str = "") -> Route:
    """Asks the directory for all the organizations a case touches."""
    source = organization(work, source_id)
    destination = organization(work, destination_id) if destination_id else None
    at_home = source if source.kind != organization_pb2.ORGANIZATION_KIND_OUTSIDE else destination
    return Route(
        source=source,
        source_committee=_committee(work, source),
        office=holding.school(work, at_home.id if at_home else source.id),
        destination=destination,
        destination_committee=_committee(work, destination) if destination else None,
    )


def _committee(work: Work, one: organization_pb2.Organization) -> organization_pb2.Organization:
    if not one.committee_id or one.committee_id == one.id:
        return one
    return organization(work, one.committee_id)


def decided(work: Work, book: str, **facts: str) -> values_pb2.Answer:
    """What a rule book says; refuses with `RuleUndecided` where it leaves the matter to people."""
    return receipt(work, book, **facts).answer


def receipt(work: Work, book: str, **facts: str) -> values_pb2.Decision:
    """What a rule book says, with what it cites; refuses where it leaves the matter to people."""
    decision = said(work, book, **facts)
    if decision.answer.HasField("needs_human"):
        raise RuleUndecided(book=book, reason=decision.answer.needs_human)
    return decision


def said(work: Work, book: str, **facts: str) -> values_pb2.Decision:
    """The same, even where it leaves the matter to people."""
    # The rules are asked as a case is submitted and never again: a case keeps what they said then,
    # so that day and the day of the decision are one. Periods are counted when they are shown.
    today = work.today
    return work.decide(book, submitted_on=today, event_on=today, runs_from=None, **facts)


def facts(case: Case) -> roll.Facts:
    """What the usual checks look at, with what the rules ask for today."""
    work, member, way = case.work, case.member, case.way
    dues_rule = receipt(work, "transfer/dues_through")
    probation_rule = receipt(work, "transfer/expired_probation")
    dues, probation = dues_rule.answer.word, probation_rule.answer.word
    month = civil.month_of(work.today)
    needed = {"none": "", "previous_month": civil.month_before(month), "transfer_month": month}
    ends = member.probation_ends_on
    open_transfer = store.open_transfer_of(work.session, member.id, case.kind.lane)
    destination = way.destination or way.source
    return roll.Facts(
        has_phone=member.phone is not None,
        dues_through=member.dues_through,
        dues_needed=needed[dues],
        dues_block=dues != "none",
        dues_cites=dues_rule.cites,
        probation_ended=member.kind == member_pb2.MEMBER_KIND_PROBATIONARY
        and ends is not None
        and ends < work.today,
        probation_blocks=probation == "block",
        probation_cites=probation_rule.cites,
        source_id=way.source.id,
        destination_id=destination.id,
        destination_fits=destination.kind in BRANCHES | COMMITTEES,
        destination_open=is_open(work, destination),
        open_transfer=open_transfer.id if open_transfer else "",
        open_unfiled=open_transfer is not None
        and SUBMIT in open_transfer.kind.onward(open_transfer.state),
        standing=member.standing,
    )


def require_ready(
    case: Case, found: Sequence[roll.Finding], overrides: Sequence[kind_pb2.Override] = ()
) -> None:
    """Refuses with `TransferOpen` or `NotReady`, naming every field that needs mending.

    What is soft may be overridden with a reason; the case keeps it.
    """
    open_transfer = store.open_transfer_of(case.work.session, case.member.id, case.kind.lane)
    if open_transfer and open_transfer.id != case.own_id:
        raise TransferOpen(open=open_transfer.id)
    waived = {one.code for one in overrides}
    blocking = [
        one
        for one in found
        if one.blocks and one.code != "TRANSFER_OPEN" and not (one.soft and one.code in waived)
    ]
    if blocking:
        raise not_ready(blocking, case.kind.overrides)


def not_ready(blocking: Sequence[roll.Finding], overrides: bool = False) -> Refusal:
    """The refusal that names every field which needs mending, and what a reason would let pass."""
    codes = ", ".join(one.code for one in blocking)
    # What the refusing rules cite; where none does, as in a sample, nothing is claimed.
    cites = "；".join(dict.fromkeys(one.cites for one in blocking if one.cites))
    details = {"findings": codes} | ({"cites": cites} if cites else {})
    if overrides and (soft := ", ".join(one.code for one in blocking if one.soft)):
        details["soft"] = soft
    return NotReady(*[one.as_fault() for one in blocking], **details)


def needed(
    found: Sequence[roll.Finding], given: Iterable[kind_pb2.Override]
) -> list[kind_pb2.Override]:
    """Of the overrides given those that stood in the way, one for each; the last reason holds."""
    soft = {one.code for one in found if one.soft and one.blocks}
    by_code = {one.code: one for one in given if one.code in soft}
    return list(by_code.values())


def receipts(decisions: list[values_pb2.Decision]) -> bytes:
    """Rule receipts, as a case keeps them."""
    return audit_pb2.Entry(decisions=decisions).SerializeToString(deterministic=True)
