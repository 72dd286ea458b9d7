"""What the steps do to a case: begun, aimed, laddered, signed, turned back, ended."""

from collections.abc import Sequence
from datetime import date, datetime

from dangwu.audit.v1 import audit_pb2
from dangwu.directory.v1 import organization_pb2
from dangwu.v1 import values_pb2
from services.chassis.ids import new_id
from services.chassis.ladder import TITLES, Candidate, Signature
from services.chassis.work import Work
from services.transfer import deadlines, details, filing, holding, issuing, ladders, store
from services.transfer.filing import Case, Route
from services.transfer.kinds import after
from services.transfer.lifecycle import CONCLUDE, SUBMIT, Side, State, Step
from services.transfer.store import Transfer


def begin(step: Step, transfer_id: str, case: Case) -> Transfer:
    """A new case; the member's view changes with it."""
    work, member, way = case.work, case.member, case.way
    member.version += 1
    transfer = Transfer(
        id=transfer_id,
        version=1,
        member_id=member.id,
        member_name=member.name,
        category=case.category or member.category,
        stored_kind=case.kind.name,
        lane=case.kind.lane,
        stored_state=after(step, None, transfer_id, case.kind),
        source_id=way.source.id,
        source_name=way.source.name,
        reason=0,
        note="",
        round=0,
        filed_by_id=work.actor.id,
        filed_at=work.now,
        returned_because="",
        rejected_because=0,
        rejected_note="",
        turned_back_by="",
        decisions=b"",
        details=b"",
    )
    aim(transfer, way)
    wait_on(transfer, holding.acts_for(transfer, case.kind.files), work.now)
    return transfer


def file(step: Step, case: Case) -> Transfer:
    """Writes a new case down, with what it has besides."""
    transfer = begin(step, new_id("t"), case)
    if case.details.ByteSize():
        details.keep(case.work, transfer, case.details)
    case.work.session.add(transfer)
    case.work.session.flush()
    case.work.note(transfer=transfer.id, kind=transfer.kind.name, state=transfer.state)
    return transfer


def ask_ladder(case: Case) -> None:
    """Asks, before the lock, everything that `open_ladder` will need under it."""
    counted = {ladders.days_for(case.work, one)[1] for one in ladders.ladder(case)}
    if deadlines.WORKING in counted:
        deadlines.calendar(case.work, case.work.today.year)


def open_ladder(transfer: Transfer, case: Case, signatures: tuple[Signature, ...] = ()) -> None:
    """Begins a round: the ladder is fixed by the rule of the day; its first rung is waited on."""
    work = case.work
    transfer.round += 1
    transfer.all_rungs.extend(ladders.rungs(work, transfer, signatures or ladders.ladder(case)))
    transfer.decisions = filing.receipts(work.decisions)
    wait_on(transfer, transfer.rungs[0].organization_id, work.now)


def submit(transfer: Transfer, case: Case) -> None:
    """A proposed or returned case is filed again, its ladder fixed anew."""
    work = case.work
    aim(transfer, case.way)
    transfer.filed_by_id = work.actor.id
    transfer.returned_because = transfer.turned_back_by = ""
    transfer.take(case.kind.step("submit") or SUBMIT, work.now)
    open_ladder(transfer, case)
    work.note(transfer=transfer.id, kind=transfer.kind.name, state=transfer.state)


def case_of(work: Work, transfer: Transfer, destination_id: str = "") -> Case:
    """A case that was filed before, as it would be filed today."""
    member = store.get_member(work.session, transfer.member_id)
    way = filing.route(work, transfer.source_id, destination_id or transfer.destination_id)
    place = store.current_relationship(work.session, member.id).place
    given = details.of(work, transfer)
    return Case(work, transfer.kind, member, way, given, transfer.id, place, transfer.category)


def aim(transfer: Transfer, way: Route) -> None:
    """Points a case at a destination: a branch, a committee that names one, or one outside."""
    there, committee, branch = way.destination, way.destination_committee, way.branch
    transfer.destination_id, transfer.destination_name = _id_and_name(there)
    transfer.committee_id, _ = _id_and_name(committee)
    transfer.branch_id, transfer.branch_name = _id_and_name(branch)


def _id_and_name(one: organization_pb2.Organization | None) -> tuple[str, str]:
    return (one.id, one.name) if one else ("", "")


def wait_on(transfer: Transfer, organization_id: str, now: datetime) -> None:
    """Says whom the case waits on from now on."""
    transfer.waits_on_id, transfer.waits_since = organization_id, now


def closes_ladder(transfer: Transfer) -> bool:
    """Whether the next signature is the last before the one that ends the case."""
    waiting = [rung for rung in transfer.rungs if rung.signed_at is None]
    return len(waiting) == 2 and transfer.concludes(waiting[1])


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


def take(step: Step, transfer: Transfer, work: Work) -> None:
    """Takes a step; the journal keeps the receipt of the rule that laid out the ladder.

    What is ready to leave the school waits on whoever issues letters.
    """
    transfer.take(step, work.now)
    rule = next((one for one in receipts(transfer) if one.book == transfer.kind.ladder), None)
    if rule is not None and rule not in work.decisions:
        work.decisions.append(rule)
    if step is CONCLUDE and transfer.kind.in_hands_of[State.AGREED] is Side.ISSUER:
        wait_on(transfer, issuing.issuer(work, transfer).id, work.now)
    work.note(transfer=transfer.id, kind=transfer.kind.name, state=transfer.state)


def receipts(transfer: Transfer) -> Sequence[values_pb2.Decision]:
    """The rule receipts a case keeps."""
    return audit_pb2.Entry.FromString(transfer.decisions).decisions


def turn_back(transfer: Transfer, holder: Candidate) -> None:
    """Notes down who returned or rejected the case."""
    title = TITLES.get(holder.kind, "")
    transfer.turned_back_by = f"{holder.organization_name}{title}{holder.person_name}"


def end(transfer: Transfer, work: Work) -> None:
    """A case that has ended waits on nobody, and the view of everybody it is about changes."""
    wait_on(transfer, "", work.now)
    passengers = store.passengers_of(work.session, transfer.id)
    for one in passengers:
        one.under_way = False
    for member_id in [one.member_id for one in passengers] or [transfer.member_id]:
        store.get_member(work.session, member_id).version += 1
