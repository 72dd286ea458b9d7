"""What arrangements promise: they and the standing of a member say the same, and only here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.chassis.proof import Promise
from services.transfer.lifecycle import State
from services.transfer.store import HISTORY, INSIDE, Member, Relationship, Transfer
from services.transfer.store.terms import Term

RUNS_WITH: Mapping[str, str] = {"PAUSED": "ABROAD", "SUSPENDED": "SUSPENSION"}
"""The arrangement that runs if and only if a member is of this standing."""


def promises(
    session: Session,
    members: Sequence[Member],
    places: Mapping[str, Sequence[Relationship]],
    cases: Mapping[str, Transfer],
) -> tuple[Promise, ...]:
    """Every promise about arrangements, with the ids that break it."""
    terms = session.scalars(select(Term)).all()
    return _standing(members, places, terms), _begun_by_cases(cases, terms)


def _standing(
    members: Sequence[Member],
    places: Mapping[str, Sequence[Relationship]],
    terms: Sequence[Term],
) -> Promise:
    """Paused while abroad, suspended while suspended, ended in the history; nothing runs for who
    is not on the roll."""
    promise = Promise("standing_fits_terms")
    running: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        if term.ended_on is None:
            running[term.member_id].add(term.kind)
    for member in members:
        mine = running[member.id]
        place = places[member.id][-1].place if places[member.id] else ""
        fits = all((member.standing == name) == (kind in mine) for name, kind in RUNS_WITH.items())
        ended = (member.standing == "ENDED") == (place == HISTORY)
        promise.look(member.id, kept=fits and ended and (place == INSIDE or not mine))
    return promise


def _begun_by_cases(cases: Mapping[str, Transfer], terms: Sequence[Term]) -> Promise:
    """Behind every arrangement but a search stands an accepted case that begins such a one."""
    promise = Promise("terms_begun_by_cases")
    for term in terms:
        case = cases.get(term.transfer_id)
        begun = (
            case is not None
            and case.state is State.ACCEPTED
            and case.kind.effect.begins == term.kind
            and case.member_id == term.member_id
        )
        promise.look(term.id, kept=begun if term.transfer_id else term.kind == "SEARCH")
    return promise
