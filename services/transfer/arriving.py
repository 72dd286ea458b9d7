"""Arrivals (转入): who comes, from where, with which papers; and who hosts him until he is in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select

from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import arrival_pb2, kind_pb2, transfer_pb2
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault, Forbidden, Malformed, Refusal
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import details, entry, filing, holding, moving, outsides, sight, store
from services.transfer.entry import Given
from services.transfer.filing import BRANCHES, COMMITTEES, Case
from services.transfer.kinds import KINDS
from services.transfer.lifecycle import ARRIVE, ENROL, State, Step
from services.transfer.refusals import (
    LetterLapsed,
    LetterMissing,
    MemberTaken,
    NotABranch,
    NotYours,
    OwnCase,
    PapersIncomplete,
)
from services.transfer.store import INSIDE, OUTSIDE, Member, Relationship, Transfer

INTO = KINDS["INTO"]


@dataclass(frozen=True)
class Arriving:
    """Somebody about to be registered: the case, and the member on the roll if there is one."""

    case: Case
    step: Step
    known: Member | None


def registered(request: arrival_pb2.RegisterArrivalRequest, work: Work) -> Arriving:
    """Looks at everything a registration needs; refuses, and changes nothing yet."""
    destination = filing.organization(work, request.destination_id)
    if destination.kind not in BRANCHES | COMMITTEES or not filing.is_open(work, destination):
        raise NotABranch(organization=destination.name)
    _require_host(request, destination, work)
    outsides.described(work, request.arrival.origin_id)
    told = _told(request)
    known = _known(told, work)
    member = known or entry.new_member(told, work, version=0)
    way = filing.route(work, _belongs(work, known) or request.arrival.origin_id, destination.id)
    case = Case(
        work,
        INTO,
        member,
        way,
        transfer_pb2.Transfer(arrival=request.arrival),
        place=OUTSIDE,
        category=request.category,
    )
    with _not_tried_for_free(work, member):
        filing.require_ready(case, ())
    return Arriving(case, _step(request.arrival, work), known)


def _known(told: Given, work: Work) -> Member | None:
    """The member on the roll that is told of, who may arrive; refuses who is there already."""
    known = entry.of_id_number(told, work)
    if known is None:
        if taken := entry.of_campus_number(told, work):
            with _not_tried_for_free(work, taken):
                raise MemberTaken(by="campus_number")
        entry.require_meant(None, told, work)
        return None
    with _not_tried_for_free(work, known):
        entry.require_meant(known, told, work)
        if store.current_relationship(work.session, known.id).place != OUTSIDE:
            raise MemberTaken(by="id_number")
        if work.actor.id == known.id:  # whether or not he says who he is
            raise OwnCase()
        _require_own_kind(known.category, work)
        entry.require_same(known, told)
    return known


@contextmanager
def _not_tried_for_free(work: Work, member: Member) -> Iterator[None]:
    """Whether somebody is on the roll is not found out by trying numbers: where the caller may not
    see him, what is refused leaves a row about him in the journal, rehearsed or not."""
    try:
        yield
    except Refusal as refusal:
        if not sight.sees_member(work, member):
            work.about(member.id)
            if not isinstance(refusal, Forbidden):  # of those the road keeps every attempt
                work.keep_if_refused()
        raise


def _belongs(work: Work, known: Member | None) -> str:
    """Where the roll has somebody who comes back, whoever sends him now."""
    return store.current_relationship(work.session, known.id).organization_id if known else ""


def _require_host(
    request: arrival_pb2.RegisterArrivalRequest,
    destination: organization_pb2.Organization,
    work: Work,
) -> None:
    """Refuses unless the caller receives people there, or is the campus system of their kind."""
    if sight.campus_categories(work) is None:
        holding.require_post(work, destination.committee_id or destination.id, request.member_id)
    _require_own_kind(request.category, work)


def _require_own_kind(category: int, work: Work) -> None:
    """A campus system registers people of its own kind, as they come and as the roll has them."""
    categories = sight.campus_categories(work)
    if categories is not None and category not in categories:
        raise NotYours()


def _told(request: arrival_pb2.RegisterArrivalRequest) -> Given:
    return Given(
        id=request.member_id,
        name=request.name,
        kind=request.member_kind,
        category=request.category,
        campus_number=request.campus_number,
        id_number=request.id_number,
        phone=request.phone,
        joined_on=request.joined_on,
        probation_ends_on=request.probation_ends_on,
        dues_through=request.arrival.dues_through,
        ethnicity=request.ethnicity,
    )


def _step(arrival: kind_pb2.Arrival, work: Work) -> Step:
    """Registered for good where nothing is missing; a file is not taken without its letter."""
    letter = _missing_of_letter(arrival)
    if (arrival.letter_seen or arrival.file_seen) and letter:
        raise LetterMissing(*letter, missing=_named(letter))
    _require_valid(arrival, work)
    return ENROL if arrival.letter_seen and arrival.file_seen else ARRIVE


def _missing_of_letter(arrival: kind_pb2.Arrival) -> list[FieldFault]:
    """What a paper letter must show: that it is there, its number, and its last day."""
    if arrival.channel != kind_pb2.CHANNEL_LETTER:
        return []
    there = {
        "letter_seen": (arrival.letter_seen, "介绍信原件", "the letter itself"),
        "letter_number": (arrival.letter_number.strip(), "介绍信编号", "its number"),
        "letter_valid_until": (arrival.letter_valid_until, "介绍信有效期至", "its last day"),
    }
    return [
        FieldFault(f"arrival.{name}", f"缺{zh}。", f"Give {en}.")
        for name, (given, zh, en) in there.items()
        if not given
    ]


def _named(faults: list[FieldFault]) -> str:
    return ", ".join(one.field.removeprefix("arrival.") for one in faults)


def _require_valid(arrival: kind_pb2.Arrival, work: Work) -> None:
    """Nobody is registered on a letter that has lapsed."""
    if not arrival.letter_valid_until:
        return
    until = parse_date(arrival.letter_valid_until, "arrival.letter_valid_until")
    if until < work.today:
        raise LetterLapsed(number=arrival.letter_number or "—", until=until.isoformat())


def enter(arriving: Arriving) -> Member:
    """The member on the roll, who belongs to the origin; one who comes back stays where he is."""
    case, known = arriving.case, arriving.known
    if known is not None:
        return known  # his record stays as it is: nobody has accepted him yet
    work, member, origin = case.work, case.member, case.way.source
    work.session.add(member)
    work.session.flush()
    work.session.add(
        Relationship(
            id=new_id("r"),
            member_id=member.id,
            organization_id=origin.id,
            organization_name=origin.name,
            since=work.now,
            until=None,
            transfer_id="",
            place=OUTSIDE,
        )
    )
    return member


def completed(transfer: Transfer, request: arrival_pb2.CompleteArrivalRequest, work: Work) -> Case:
    """The case with the papers that came, as it would be filed today; refuses what is missing."""
    case = moving.case_of(work, transfer)
    arrival, origin_id = request.arrival, case.details.arrival.origin_id
    if arrival.origin_id != origin_id:
        zh = f"原党组织应为 {origin_id}；登记错了请撤回后重新登记。"
        en = f"The origin is {origin_id}; if that is wrong, withdraw and register anew."
        raise Malformed(FieldFault("arrival.origin_id", zh, en))
    _require_complete(arrival)
    _require_valid(arrival, work)
    destination = case.way.destination
    if destination is None or not filing.is_open(work, destination):
        raise NotABranch(organization=transfer.destination_name)
    case.details.arrival.CopyFrom(arrival)
    case.details.ClearField("examination")  # other papers: the file is read again
    return case


def _require_complete(arrival: kind_pb2.Arrival) -> None:
    missing = _missing_of_letter(arrival)
    if not arrival.letter_seen and not missing:
        zh, en = "网上转接尚未到达。", "The online transfer is not visible yet."
        missing.append(FieldFault("arrival.letter_seen", zh, en))
    if not arrival.file_seen:
        zh, en = "党员档案尚未收到。", "The member file has not come."
        missing.append(FieldFault("arrival.file_seen", zh, en))
    if missing:
        raise PapersIncomplete(*missing, missing=_named(missing))


def complete(step: Step, transfer: Transfer, case: Case) -> None:
    """Enters the papers; the case is filed, by whoever enters them, and its ladder fixed."""
    work = case.work
    moving.aim(transfer, case.way)
    details.keep(work, transfer, case.details)
    transfer.filed_by_id = work.actor.id
    transfer.returned_because = transfer.turned_back_by = ""
    transfer.take(step, work.now)
    moving.open_ladder(transfer, case)
    work.note(transfer=transfer.id, kind=transfer.kind.name, state=transfer.state)


def host_committee(work: Work, member_id: str) -> str:
    """Which organization of the school answers for somebody: the branch he belongs to, or else
    the committee whose examination found that he cannot be recognized; empty where none does."""
    place = store.current_relationship(work.session, member_id)
    if place.place == INSIDE:
        return place.organization_id
    asked = (
        select(Transfer.committee_id)
        .where(
            Transfer.member_id == member_id,
            Transfer.stored_kind == INTO.name,
            Transfer.stored_state == State.REJECTED,
            Transfer.rejected_because == transfer_pb2.REJECTION_REASON_NOT_RECOGNIZABLE,
        )
        .order_by(Transfer.ended_at.desc())
    )
    return work.session.scalars(asked.limit(1)).first() or ""
