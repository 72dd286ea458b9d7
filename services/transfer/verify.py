"""What the roll and the transfers promise, checked over all rows (I-01 to I-05, I-26)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.chassis.proof import Promise, acts_on
from services.chassis.proof import verification as proven
from services.transfer.lifecycle import ENDS, State
from services.transfer.store import IN_ORDER, Member, Relationship, Rung, Transfer

STEPS = "dangwu.transfer.v1.TransferService/"
ROLL = "dangwu.transfer.v1.RollService/"
TRANSFER_ACTS = tuple(
    f"{STEPS}{verb}Transfer"
    for verb in ("Propose", "Request", "Submit", "Sign", "Return", "Reject", "Withdraw", "Accept")
)
MEMBER_ACTS = (f"{ROLL}RegisterMember", f"{ROLL}AmendMember")


def verification(session: Session) -> values_pb2.Verification:
    """Every promise, with the ids that break it."""
    places = defaultdict(list)
    for place in session.scalars(select(Relationship).order_by(*IN_ORDER)):
        places[place.member_id].append(place)
    cases = {case.id: case for case in session.scalars(select(Transfer))}
    members = session.scalars(select(Member)).all()
    promises = (
        _one_place(members, places),
        _moved_by_acceptance(places, cases),
        _accepted_moved(places, cases),
        _one_open(cases),
        _ended(cases),
        _signed_by_different(session, cases),
        _cases_journaled(session, cases),
        _members_journaled(session, members, cases),
    )
    return proven(session, "transfer", [one.to_proto() for one in promises])


def _one_place(members: Sequence[Member], places: dict[str, list[Relationship]]) -> Promise:
    """I-01: every member belongs to exactly one organization, at every instant since the first."""
    promise = Promise("one_relationship_each")
    for member in members:
        mine = places[member.id]
        unbroken = all(left.until == right.since for left, right in pairwise(mine))
        promise.look(member.id, kept=bool(mine) and unbroken and mine[-1].until is None)
    return promise


def _moved_by_acceptance(
    places: dict[str, list[Relationship]], cases: dict[str, Transfer]
) -> Promise:
    """I-02: behind every relationship but the first stands an accepted case that leads there."""
    promise = Promise("moved_only_by_acceptance")
    for member_id, mine in places.items():
        for place in mine[1:]:
            case = cases.get(place.transfer_id)
            promise.look(
                place.id,
                kept=case is not None
                and case.state is State.ACCEPTED
                and (case.member_id, case.branch_id, case.ended_at)
                == (member_id, place.organization_id, place.since),
            )
    return promise


def _accepted_moved(places: dict[str, list[Relationship]], cases: dict[str, Transfer]) -> Promise:
    """Every accepted case has moved its member, once."""
    promise = Promise("acceptance_moved")
    moves = Counter(place.transfer_id for mine in places.values() for place in mine)
    for case in cases.values():
        expected = 1 if case.state is State.ACCEPTED else 0
        promise.look(case.id, kept=moves[case.id] == expected)
    return promise


def _one_open(cases: dict[str, Transfer]) -> Promise:
    """I-03: one open case a member."""
    promise = Promise("one_open_transfer_each")
    opened = Counter(case.member_id for case in cases.values() if case.ended_at is None)
    for member_id, count in opened.items():
        promise.look(member_id, kept=count == 1)
    return promise


def _ended(cases: dict[str, Transfer]) -> Promise:
    """I-04: a case has an end if and only if its state is one."""
    promise = Promise("ended_in_an_end")
    for case in cases.values():
        promise.look(case.id, kept=(case.state in ENDS) == (case.ended_at is not None))
    return promise


def _signed_by_different(session: Session, cases: dict[str, Transfer]) -> Promise:
    """Nobody signs twice in one round, nor what he filed, nor on his own case."""
    promise = Promise("signed_by_different_people")
    rounds: dict[tuple[str, int], list[str]] = defaultdict(list)
    for rung in session.scalars(select(Rung).where(Rung.signed_by_id != "")):
        rounds[rung.transfer_id, rung.round].append(rung.signed_by_id)
    for (case_id, number), people in rounds.items():
        case = cases.get(case_id)
        barred = {case.member_id} if case else set(people)
        if case and case.round == number:
            barred.add(case.filed_by_id)
        kept = len(set(people)) == len(people) and barred.isdisjoint(people)
        promise.look(f"{case_id}/{number}", kept=kept)
    return promise


def _cases_journaled(session: Session, cases: dict[str, Transfer]) -> Promise:
    """I-26: a case has changed as often as the journal says, and the journal knows no other."""
    promise = Promise("cases_journaled")
    acts = acts_on(session, *TRANSFER_ACTS)
    for case_id in cases.keys() | acts.keys():
        case = cases.get(case_id)
        promise.look(case_id, kept=case is not None and case.version == acts.get(case_id, 0))
    return promise


def _members_journaled(
    session: Session, members: Sequence[Member], cases: dict[str, Transfer]
) -> Promise:
    """I-26: a member has changed as often as acts on him, and cases begun and ended, say."""
    promise = Promise("members_journaled")
    acts = acts_on(session, *MEMBER_ACTS)
    touched = Counter(case.member_id for case in cases.values())
    touched.update(case.member_id for case in cases.values() if case.ended_at is not None)
    for member in members:
        expected = acts.get(member.id, 0) + touched[member.id]
        promise.look(member.id, kept=member.version == expected)
    return promise
