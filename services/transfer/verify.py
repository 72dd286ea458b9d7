"""What the roll and the transfers promise, checked over all rows (I-01 to I-05, I-26)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.chassis.proof import Promise, acts_on
from services.chassis.proof import verification as proven
from services.chassis.work import Work
from services.transfer import filed
from services.transfer.kinds import KINDS
from services.transfer.letters import verify as letters
from services.transfer.lifecycle import ENDS, State
from services.transfer.store import (
    HISTORY,
    IN_ORDER,
    INSIDE,
    OUTSIDE,
    Member,
    Passenger,
    Relationship,
    Rung,
    Transfer,
)
from services.transfer.terms import verify as terms

ROLL = "dangwu.transfer.v1.RollService/"
_STEPS = {
    "Transfer": "ProposeTransfer RequestTransfer SubmitTransfer SignTransfer ReturnTransfer "
    "RejectTransfer WithdrawTransfer AcceptTransfer",
    "Departure": "ProposeDeparture RequestDeparture SubmitDeparture",
    "Arrival": "RegisterArrival CompleteArrival ExamineFile ResolveDoubt",
    "Change": "RequestUnitMove RequestChange SubmitChange",
    "Transit": "IssueLetter SendOnline ReissueLetter RedispatchTransfer RescindTransfer",
    "Receipt": "RecordReceipt RecordRefusal",
}
TRANSFER_ACTS = tuple(
    f"dangwu.transfer.v1.{service}Service/{rpc}"
    for service, rpcs in _STEPS.items()
    for rpc in rpcs.split()
)
"""Every act that changes a case, and so its version, once."""
MEMBER_ACTS = (f"{ROLL}RegisterMember", f"{ROLL}AmendMember")


def verification(work: Work) -> values_pb2.Verification:
    """Every promise, with the ids that break it."""
    session = work.session
    places = defaultdict(list)
    for place in session.scalars(select(Relationship).order_by(*IN_ORDER)):
        places[place.member_id].append(place)
    # A case of a kind or in a state that there is not is none: the journal knows it, and says so.
    named = Transfer.stored_kind.in_(KINDS), Transfer.stored_state.in_(list(State))
    cases = {case.id: case for case in session.scalars(select(Transfer).where(*named))}
    aboard = _aboard(session, cases)
    members = session.scalars(select(Member)).all()
    received = letters.receipts_of(session)
    receivers = {one.transfer_id: one.receiver_id for one in received}
    promises = (
        _one_place(members, places),
        _moved_by_acceptance(places, cases, aboard, receivers),
        _accepted_moved(places, cases, aboard),
        _one_open(cases, aboard),
        _ended(session, cases, aboard),
        _signed_by_different(session, cases),
        _cases_journaled(session, cases),
        _members_journaled(session, members, cases, aboard),
        *filed.promises(session, cases, places),
        *letters.promises(work, received, cases),
        *terms.promises(work, members, places, cases),
    )
    return proven(session, "transfer", [one.to_proto() for one in promises])


Aboard = dict[str, set[str]]
"""Whom each case is about: one member, or all who move with their unit."""


def _aboard(session: Session, cases: dict[str, Transfer]) -> Aboard:
    found: Aboard = defaultdict(set)
    for passenger in session.scalars(select(Passenger)):
        found[passenger.transfer_id].add(passenger.member_id)
    for case in cases.values():
        found[case.id] |= {case.person_id} - {""}
    return found


def _one_place(members: Sequence[Member], places: dict[str, list[Relationship]]) -> Promise:
    """I-01: every member belongs to exactly one organization, at every instant since the first."""
    promise = Promise("one_relationship_each")
    for member in members:
        mine = places[member.id]
        unbroken = all(left.until == right.since for left, right in pairwise(mine))
        promise.look(member.id, kept=bool(mine) and unbroken and mine[-1].until is None)
    return promise


def _moved_by_acceptance(
    places: dict[str, list[Relationship]],
    cases: dict[str, Transfer],
    aboard: Aboard,
    receivers: Mapping[str, str],
) -> Promise:
    """I-02: behind every relationship but the first stands an accepted case that leads there."""
    promise = Promise("moved_only_by_acceptance")
    for member_id, mine in places.items():
        for place in mine[1:]:
            case = cases.get(place.transfer_id)
            kept = (
                case is not None
                and member_id in aboard[case.id]
                and _leads(case, place, receivers.get(case.id))
            )
            promise.look(place.id, kept=kept)
    return promise


def _leads(case: Transfer, place: Relationship, receiver_id: str | None) -> bool:
    """Whether an accepted case leads to this place, at this instant."""
    there = {
        "branch": (INSIDE, case.branch_id),
        "unit": (INSIDE, case.branch_id),
        "receiver": (OUTSIDE, receiver_id),
        "history": (HISTORY, ""),
    }
    return (
        case.state is State.ACCEPTED
        and case.ended_at == place.since
        and there.get(case.kind.effect.moves) == (place.place, place.organization_id)
    )


def _accepted_moved(
    places: dict[str, list[Relationship]], cases: dict[str, Transfer], aboard: Aboard
) -> Promise:
    """Every accepted case that moves somebody has moved all it is about, once; no other has."""
    promise = Promise("acceptance_moved")
    moves = Counter(place.transfer_id for mine in places.values() for place in mine)
    for case in cases.values():
        moved = case.state is State.ACCEPTED and case.kind.effect.moves
        promise.look(case.id, kept=moves[case.id] == (len(aboard[case.id]) if moved else 0))
    return promise


def _one_open(cases: dict[str, Transfer], aboard: Aboard) -> Promise:
    """I-03: one open case a member in each lane, whether his own or his unit's."""
    promise = Promise("one_open_transfer_each")
    opened = Counter(
        (member_id, case.lane)
        for case in cases.values()
        if case.ended_at is None
        for member_id in aboard[case.id]
    )
    for (member_id, _), count in opened.items():
        promise.look(member_id, kept=count == 1)
    return promise


def _ended(session: Session, cases: dict[str, Transfer], aboard: Aboard) -> Promise:
    """I-04: a case has an end if and only if its state is one, and who is aboard is under way until
    then; one that ended with another ended in the same instant, and that one moved its member."""
    promise = Promise("ended_in_an_end")
    under_way: dict[str, set[bool]] = defaultdict(set)
    for passenger in session.scalars(select(Passenger)):
        under_way[passenger.transfer_id].add(passenger.under_way)
    for case in cases.values():
        by = cases.get(case.ended_by_id)
        overtaken = by is not None and (
            (by.state, by.ended_at) == (State.ACCEPTED, case.ended_at)
            and bool(by.kind.effect.moves)
            and case.member_id in aboard[by.id]
        )
        ended = (case.state in ENDS) == (case.ended_at is not None)
        with_it = under_way[case.id] <= {case.ended_at is None}
        promise.look(case.id, kept=ended and with_it and overtaken == bool(case.ended_by_id))
    return promise


def _signed_by_different(session: Session, cases: dict[str, Transfer]) -> Promise:
    """Nobody signs twice in one round, nor what he filed, nor on his own case."""
    promise = Promise("signed_by_different_people")
    rounds: dict[tuple[str, int], list[str]] = defaultdict(list)
    for rung in session.scalars(select(Rung).where(Rung.signed_by_id != "")):
        rounds[rung.transfer_id, rung.round].append(rung.signed_by_id)
    for (case_id, number), people in rounds.items():
        case = cases.get(case_id)
        barred = {case.person_id} if case else set(people)
        if case and case.round == number:
            barred.add(case.filed_by_id)
        kept = len(set(people)) == len(people) and barred.isdisjoint(people)
        promise.look(f"{case_id}/{number}", kept=kept)
    return promise


def _cases_journaled(session: Session, cases: dict[str, Transfer]) -> Promise:
    """I-26: a case has changed as often as the journal says, and once more where another case
    ended it; the journal knows no other."""
    promise = Promise("cases_journaled")
    acts = acts_on(session, *TRANSFER_ACTS)
    for case_id in cases.keys() | acts.keys():
        case = cases.get(case_id)
        overtaken = case is not None and bool(case.ended_by_id)
        kept = case is not None and case.version == acts.get(case_id, 0) + overtaken
        promise.look(case_id, kept=kept)
    return promise


def _members_journaled(
    session: Session, members: Sequence[Member], cases: dict[str, Transfer], aboard: Aboard
) -> Promise:
    """I-26: a member has changed as often as acts on him, and cases begun and ended, say."""
    promise = Promise("members_journaled")
    acts = acts_on(session, *MEMBER_ACTS)
    touched: Counter[str] = Counter()
    for case in cases.values():
        for member_id in aboard[case.id]:
            touched[member_id] += 1 + (case.ended_at is not None)
    for member in members:
        expected = acts.get(member.id, 0) + touched[member.id]
        promise.look(member.id, kept=member.version == expected)
    return promise
