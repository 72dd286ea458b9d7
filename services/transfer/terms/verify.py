"""What arrangements promise: they and the standing of a member say the same, and only here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from services.chassis.civil import shanghai_date
from services.chassis.proof import Promise, asked
from services.chassis.sealing import SealBroken
from services.chassis.work import Work
from services.transfer import details
from services.transfer.lifecycle import State
from services.transfer.store import HISTORY, INSIDE, Member, Relationship, Transfer
from services.transfer.store.terms import Contact, Term

RUNS_WITH: Mapping[str, str] = {"PAUSED": "ABROAD", "SUSPENDED": "SUSPENSION"}
"""The arrangement that runs if and only if a member is of this standing."""
CONTACTED = "dangwu.transfer.v1.TermService/RecordContact"


def promises(
    work: Work,
    members: Sequence[Member],
    places: Mapping[str, Sequence[Relationship]],
    cases: Mapping[str, Transfer],
) -> tuple[Promise, ...]:
    """Every promise about arrangements, with the ids that break it."""
    terms = work.session.scalars(select(Term)).all()
    return (
        _standing(members, places, terms),
        _begun_by_cases(cases, terms),
        _as_planned(work, places, cases, terms),
        _contacts_journaled(work, terms),
    )


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


def _as_planned(
    work: Work,
    places: Mapping[str, Sequence[Relationship]],
    cases: Mapping[str, Transfer],
    terms: Sequence[Term],
) -> Promise:
    """An arrangement lasts as its case planned it, and runs with the branch its member is in."""
    promise = Promise("terms_as_planned")
    for term in terms:
        case, mine = cases.get(term.transfer_id), places.get(term.member_id)
        here = mine[-1].organization_id if mine else ""
        with_him = term.ended_on is not None or term.organization_id == here
        promise.look(term.id, kept=with_him and (case is None or _is_planned(work, case, term)))
    return promise


def _is_planned(work: Work, case: Transfer, term: Term) -> bool:
    try:
        plan = details.of(work, case).plan
    except SealBroken:
        return False
    decided = case.ended_at and shanghai_date(case.ended_at).isoformat()
    planned = decided if case.kind.effect.from_today else plan.from_on or decided
    until = term.until_on.isoformat() if term.until_on else ""
    kept = (term.ground, term.from_on.isoformat(), until, term.place)
    return kept == (plan.ground, planned, plan.until_on, plan.place)


def _contacts_journaled(work: Work, terms: Sequence[Term]) -> Promise:
    """Every contact was entered by somebody, on that day, and whether anybody was reached."""
    promise = Promise("contacts_journaled")
    entered: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for act in asked(work.session, CONTACTED):
        reached = bool(act.request.get("reached"))
        entered[act.subject_id].append((act.request.get("on", ""), reached))
    kept: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    logged = select(Contact.term_id, Contact.on, Contact.reached)
    for row in work.session.execute(logged):
        kept[row.term_id].append((row.on.isoformat(), row.reached))
    for term in terms:
        promise.look(term.id, kept=sorted(kept[term.id]) == sorted(entered[term.id]))
    return promise
