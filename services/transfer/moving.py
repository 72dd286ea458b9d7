"""What the steps do to a case and to the roll."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from services.chassis.ids import new_id
from services.chassis.ladder import TITLES, Candidate
from services.chassis.work import Work
from services.transfer.filing import Route
from services.transfer.lifecycle import Step, after
from services.transfer.store import (
    Member,
    Relationship,
    Transfer,
    current_relationship,
    get_member,
)


def begin(step: Step, transfer_id: str, member: Member, way: Route, work: Work) -> Transfer:
    """A new case; the member's view changes with it."""
    member.version += 1
    transfer = Transfer(
        id=transfer_id,
        version=1,
        member_id=member.id,
        member_name=member.name,
        category=member.category,
        stored_state=after(step, None, transfer_id),
        source_id=way.source.id,
        source_name=way.source.name,
        round=0,
        filed_by_id=work.actor.id,
        filed_at=work.now,
        returned_because="",
        rejected_because=0,
        rejected_note="",
        turned_back_by="",
        decisions=b"",
    )
    aim(transfer, way)
    wait_on(transfer, way.source.id, work.now)
    return transfer


def aim(transfer: Transfer, way: Route) -> None:
    """Points a case at a destination: a branch, or a committee that names one."""
    branch = way.branch
    transfer.destination_id = way.destination.id
    transfer.destination_name = way.destination.name
    transfer.committee_id = way.destination_committee.id
    transfer.branch_id = branch.id if branch else ""
    transfer.branch_name = branch.name if branch else ""


def wait_on(transfer: Transfer, organization_id: str, now: datetime) -> None:
    """Says whom the case waits on from now on."""
    transfer.waits_on_id, transfer.waits_since = organization_id, now


def closes_ladder(transfer: Transfer) -> bool:
    """Whether the next signature is the last before acceptance."""
    waiting = [rung for rung in transfer.rungs if rung.signed_at is None]
    return len(waiting) == 2 and waiting[1].accepts


def sign(transfer: Transfer, holder: Candidate, passed_on: str, now: datetime, today: date) -> None:
    """Puts a signature on the open rung and opens the next."""
    rung = transfer.open_rung
    if rung is None:
        raise AssertionError("no rung is open, and the step was allowed")
    rung.signed_by_id, rung.signed_by_name = holder.person_id, holder.person_name
    rung.signed_post_id, rung.signed_at = holder.post_id, now
    rung.passed_on = passed_on
    if following := transfer.open_rung_after(rung):
        following.opened_on = today
        wait_on(transfer, following.organization_id, now)


def turn_back(transfer: Transfer, holder: Candidate) -> None:
    """Notes down who returned or rejected the case."""
    title = TITLES.get(holder.kind, "")
    transfer.turned_back_by = f"{holder.organization_name}{title}{holder.person_name}"


def move(session: Session, transfer: Transfer, branch_name: str, now: datetime) -> None:
    """Ends the member's relationship with the source and begins the one with the branch."""
    left = current_relationship(session, transfer.member_id)
    left.until = now
    session.flush()
    session.add(
        Relationship(
            id=new_id("r"),
            member_id=transfer.member_id,
            organization_id=transfer.branch_id,
            organization_name=branch_name,
            since=now,
            until=None,
            transfer_id=transfer.id,
        )
    )


def end(transfer: Transfer, work: Work) -> None:
    """A case that has ended waits on nobody, and the member's view changes."""
    wait_on(transfer, "", work.now)
    get_member(work.session, transfer.member_id).version += 1
