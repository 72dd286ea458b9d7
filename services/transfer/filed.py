"""What the journal says was entered and filed, held against what is kept: from where, for where."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from google.protobuf.message import DecodeError
from sqlalchemy.orm import Session

from dangwu.transfer.v1 import kind_pb2
from services.chassis.proof import Promise, asked
from services.transfer import moving
from services.transfer.departures import BY_CHANNEL
from services.transfer.ladders import REDISPATCH_BOOK
from services.transfer.lifecycle import Side, State
from services.transfer.store import INSIDE, OUTSIDE, Relationship, Rung, Transfer

Told = dict[str, str]
Read = Callable[[dict[str, Any]], Told]
API = "dangwu.transfer.v1."
ENTERED, ARRIVED = f"{API}RollService/RegisterMember", f"{API}ArrivalService/RegisterArrival"

KINDS = {kind_pb2.Channel.Name(one): kind.name for one, kind in BY_CHANNEL.items()}
"""What a departure is, by the channel that was asked for."""

Cases = Mapping[str, Transfer]
Places = Mapping[str, list[Relationship]]


def _aimed(request: dict[str, Any], kind: str = "") -> Told:
    """A kind by itself, and a destination where one was given; the branch is named anew."""
    told = {"kind": kind, "destination": request.get("destination_id", "")}
    return {name: value for name, value in told.items() if value} | {"branch": ""}


def _left(request: dict[str, Any]) -> Told:
    departure = request.get("departure", {})
    kind = KINDS.get(departure.get("channel", ""), "")
    return {"kind": kind, "destination": departure.get("addressee_id", ""), "branch": ""}


def _within(request: dict[str, Any]) -> Told:
    return _aimed(request, "WITHIN")


def _arrived(request: dict[str, Any]) -> Told:
    return _aimed(request, "INTO")


def _moved(request: dict[str, Any]) -> Told:
    return _aimed(request, "WHOLE_UNIT") | {"source": request.get("source_id", "")}


def _changed(request: dict[str, Any]) -> Told:
    return {"kind": request.get("kind", "").removeprefix("CASE_KIND_")}


def _named(request: dict[str, Any]) -> Told:
    return {"branch": request["branch_id"]} if "branch_id" in request else {}


READ: Mapping[str, Read] = {
    f"{API}TransferService/ProposeTransfer": _within,
    f"{API}TransferService/RequestTransfer": _within,
    f"{API}TransferService/SubmitTransfer": _aimed,
    f"{API}TransferService/SignTransfer": _named,
    f"{API}DepartureService/ProposeDeparture": _left,
    f"{API}DepartureService/RequestDeparture": _left,
    f"{API}DepartureService/SubmitDeparture": _left,
    f"{API}TransitService/RedispatchTransfer": _left,
    f"{API}ChangeService/RequestUnitMove": _moved,
    f"{API}ChangeService/RequestChange": _changed,
    ARRIVED: _arrived,
    f"{API}ArrivalService/CompleteArrival": _aimed,
}
"""What each act that files a case, or aims it elsewhere, tells of it."""


def promises(session: Session, cases: Cases, places: Places) -> tuple[Promise, ...]:
    """Every promise about where things began, with what breaks it."""
    told: dict[str, Told] = defaultdict(dict)
    first: dict[str, tuple[str, str]] = {}
    for act in asked(session, ENTERED, *READ):
        if act.rpc in READ:
            told[act.subject_id] |= READ[act.rpc](act.request)
        if act.rpc == ENTERED:
            first[act.subject_id] = act.request.get("organization_id", ""), INSIDE
        if act.rpc == ARRIVED and (case := cases.get(act.subject_id)):
            origin_id = act.request.get("arrival", {}).get("origin_id", "")
            first.setdefault(case.member_id, (origin_id, OUTSIDE))
    return (
        _as_filed(cases, told),
        _ladders_whole(cases),
        _from_the_first(places, first),
        _where_he_belongs(cases, places),
    )


def _as_filed(cases: Cases, told: Mapping[str, Told]) -> Promise:
    """A case is of the kind, and for the place, that whoever filed it last said."""
    promise = Promise("cases_as_filed")
    for case in cases.values():
        said = told.get(case.id, {})
        destination = said.get("destination", "")
        branches = {said["branch"]} if said.get("branch") else {"", destination}
        kept = (
            (case.kind.name, case.kind.lane) == (said.get("kind"), case.lane)
            and case.state in case.kind.states
            and case.destination_id == destination
            and case.branch_id in branches
            and said.get("source", case.source_id) == case.source_id
        )
        promise.look(case.id, kept=kept)
    return promise


def _ladders_whole(cases: Cases) -> Promise:
    """Each round has its rungs, signed in order; the last has those that the rule asked for."""
    promise = Promise("ladders_whole")
    for case in cases.values():
        rounds: dict[int, list[Rung]] = defaultdict(list)
        for rung in case.all_rungs:
            rounds[rung.round].append(rung)
        whole = sorted(rounds) == list(range(1, case.round + 1))
        ordered = all(map(_in_order, rounds.values()))
        promise.look(case.id, kept=whole and ordered and _as_asked(case))
    return promise


def _in_order(rungs: list[Rung]) -> bool:
    signed = [rung.signed_at is not None for rung in rungs]
    numbers = [rung.number for rung in rungs]
    return numbers == list(range(1, len(rungs) + 1)) and signed == sorted(signed, reverse=True)


WAITING = {State.ACCEPTED: 0, State.AGREED: 1, State.IN_TRANSIT: 1}
"""How many signatures are missing where none is, or only the last."""


def _as_asked(case: Transfer) -> bool:
    try:
        known = {one.book: one.answer.words.words for one in moving.receipts(case)}
    except DecodeError:
        return False
    words = known.get(REDISPATCH_BOOK) or known.get(case.kind.ladder) or ()
    acts = {act.lower() for rung in case.rungs for act in rung.acts.split()}
    missing = sum(rung.signed_at is None for rung in case.rungs)
    wanted = {word.partition(":")[0] for word in words}
    return acts == wanted and missing == WAITING.get(case.state, missing)


def _from_the_first(places: Places, first: Mapping[str, tuple[str, str]]) -> Promise:
    """Everybody began where he was entered, or at the origin he was first said to come from."""
    promise = Promise("begun_where_entered")
    for member_id, mine in places.items():
        if not mine:
            continue
        begun = mine[0].organization_id, mine[0].place
        promise.look(member_id, kept=first.get(member_id, begun) == begun)
    return promise


def _where_he_belongs(cases: Cases, places: Places) -> Promise:
    """An open case that would move somebody begins where he belongs now."""
    promise = Promise("open_cases_from_where_he_belongs")
    for case in cases.values():
        mine = places.get(case.member_id)
        if case.ended_at is not None or not case.kind.effect.moves or not mine:
            continue
        # Who was not recognized never came in: the committee that examined him files.
        ours = mine[-1].place == INSIDE or case.kind.files is Side.HOST
        promise.look(case.id, kept=not ours or mine[-1].organization_id == case.source_id)
    return promise
