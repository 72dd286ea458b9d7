"""Filing a case: what it needs to know before it begins, and the ladder the rules give it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import member_pb2
from dangwu.v1 import values_pb2
from services.chassis import civil
from services.chassis.ladder import Signature, merge
from services.chassis.work import Work
from services.transfer import roll, store
from services.transfer.deadlines import CALENDAR
from services.transfer.lifecycle import SUBMIT
from services.transfer.refusals import (
    LadderUnfit,
    NotReady,
    RuleUndecided,
    TransferOpen,
)
from services.transfer.store import Member, Rung, Transfer

LADDER_BOOK = "transfer/within_school_ladder"
DAYS_BOOK = "transfer/rung_days"
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
    """From where to where: the organizations as they stand today."""

    source: organization_pb2.Organization
    source_committee: organization_pb2.Organization
    destination: organization_pb2.Organization
    destination_committee: organization_pb2.Organization

    @property
    def branch(self) -> organization_pb2.Organization | None:
        """The branch that must accept, when the destination is one; a committee names it later."""
        return self.destination if self.destination.kind in BRANCHES else None


def organization(work: Work, organization_id: str) -> organization_pb2.Organization:
    """An organization as it stands today; refuses as the directory does."""
    found: organization_pb2.Organization = work.ask(
        organization_pb2.GetOrganizationRequest(id=organization_id, on=work.today.isoformat())
    )
    return found


def holds_members(work: Work, one: organization_pb2.Organization) -> bool:
    """Whether members can be placed there: a branch, through the last day it is open."""
    return one.kind in BRANCHES and _is_open(work, one)


def _is_open(work: Work, one: organization_pb2.Organization) -> bool:
    return not one.closed_on or one.closed_on >= work.today.isoformat()


def route(work: Work, source_id: str, destination_id: str) -> Route:
    """Asks the directory for all the organizations a case touches."""
    source, destination = organization(work, source_id), organization(work, destination_id)
    return Route(
        source=source,
        source_committee=_committee(work, source),
        destination=destination,
        destination_committee=_committee(work, destination),
    )


def _committee(work: Work, one: organization_pb2.Organization) -> organization_pb2.Organization:
    if not one.committee_id or one.committee_id == one.id:
        return one
    return organization(work, one.committee_id)


def decided(work: Work, book: str, **facts: str) -> values_pb2.Answer:
    """What a rule book says; refuses with `RuleUndecided` where it leaves the matter to people."""
    return receipt(work, book, **facts).answer


def receipt(work: Work, book: str, **facts: str) -> values_pb2.Decision:
    """What a rule book says, with what it cites."""
    # The rules are asked as a case is submitted and never again: a case keeps what they said then,
    # so that day and the day of the decision are one. Periods are counted when they are shown.
    today = work.today
    decision = work.decide(book, submitted_on=today, event_on=today, runs_from=None, **facts)
    if decision.answer.HasField("needs_human"):
        raise RuleUndecided(book=book, reason=decision.answer.needs_human)
    return decision


def facts(work: Work, member: Member, way: Route) -> roll.Facts:
    """What the pre-flight check looks at, with what the rules ask for today."""
    dues_rule = receipt(work, "transfer/dues_through")
    probation_rule = receipt(work, "transfer/expired_probation")
    dues, probation = dues_rule.answer.word, probation_rule.answer.word
    month = civil.month_of(work.today)
    needed = {"none": "", "previous_month": civil.month_before(month), "transfer_month": month}
    ends = member.probation_ends_on
    open_transfer = store.open_transfer_of(work.session, member.id)
    fits = way.destination.kind in BRANCHES | COMMITTEES
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
        destination_id=way.destination.id,
        destination_fits=fits,
        destination_open=_is_open(work, way.destination),
        open_transfer=open_transfer.id if open_transfer else "",
        open_unfiled=open_transfer is not None and open_transfer.state in SUBMIT.starts,
    )


def require_ready(found: roll.Facts, *, own_id: str = "") -> None:
    """Refuses with `TransferOpen` or `NotReady`, naming every field that needs mending.

    `own_id` is the case itself, when it is one that was proposed or returned.
    """
    if found.open_transfer and found.open_transfer != own_id:
        raise TransferOpen(open=found.open_transfer)
    blocking = [one for one in roll.findings(found) if one.blocks and one.code != "TRANSFER_OPEN"]
    if blocking:
        codes = ", ".join(one.code for one in blocking)
        # What the refusing rules cite; where none does, as in a sample, nothing is claimed.
        cites = "；".join(dict.fromkeys(one.cites for one in blocking if one.cites))
        details = {"findings": codes} | ({"cites": cites} if cites else {})
        raise NotReady(*[one.as_fault() for one in blocking], **details)


def ladder(work: Work, way: Route) -> tuple[Signature, ...]:
    """The rungs the rule of the day asks for, those of one organization merged."""
    same = "yes" if way.source_committee.id == way.destination_committee.id else "no"
    asked = decided(work, LADDER_BOOK, same_committee=same).words.words
    holders = {
        "source_branch": way.source,
        "source_committee": way.source_committee,
        "destination_committee": way.destination_committee,
        "destination_branch": way.branch,
    }
    signatures = []
    for word in asked:
        act, _, who = word.partition(":")
        holder = holders[who]
        signatures.append(
            Signature(
                (act.upper(),),
                holder.id if holder else "",
                holder.name if holder else "",
            )
        )
    merged = merge(signatures)
    if not _can_be_climbed(merged, way):
        raise LadderUnfit(book=LADDER_BOOK, rungs=" ".join(asked))
    return merged


def _can_be_climbed(signatures: Sequence[Signature], way: Route) -> bool:
    """Somebody signs, the last rung and no other accepts, and a branch not known yet is named."""
    accepting = ["ACCEPT" in one.acts for one in signatures]
    named = way.branch is not None or any(
        one.organization_id == way.destination_committee.id for one in signatures
    )
    return len(accepting) > 1 and accepting == [False] * (len(accepting) - 1) + [True] and named


def days_for(work: Work, signature: Signature) -> tuple[int, str]:
    """The days a holder has, by rule, and which days count; merged rungs take the longest."""
    asked = (receipt(work, DAYS_BOOK, act=act.lower()) for act in signature.acts)
    return max((one.answer.days, one.counts or CALENDAR) for one in asked)


def rungs(work: Work, transfer: Transfer, signatures: tuple[Signature, ...]) -> list[Rung]:
    """The ladder of a new round, its first rung open from today."""
    return [
        Rung(
            transfer_id=transfer.id,
            round=transfer.round,
            number=number,
            acts=" ".join(signature.acts),
            organization_id=signature.organization_id,
            organization_name=signature.organization_name,
            days=days,
            counts=counts,
            opened_on=work.today if number == 1 else None,
            signed_by_id="",
            signed_by_name="",
            signed_post_id="",
            signed_at=None,
            passed_on="",
        )
        for number, signature in enumerate(signatures, 1)
        for days, counts in [days_for(work, signature)]
    ]


def receipts(decisions: list[values_pb2.Decision]) -> bytes:
    """Rule receipts, as a case keeps them."""
    return audit_pb2.Entry(decisions=decisions).SerializeToString(deterministic=True)
