"""What the reference allows: for each act the reasons it may be refused for, none where it may not.

Several reasons may hold at once; the service names one of them, whichever comes first.
"""

from collections.abc import Callable
from datetime import date

from tests.model import lives
from tests.model.lacking import LACKS, stays
from tests.model.lives import DEPARTURES
from tests.model.people import OFFICE, committee
from tests.model.reference import Act, Case, Letter, Person, Reference

NOBODY = frozenset(
    ("NOT_YOURS", "OWN_CASE", "ROLE_NOT_ALLOWED", "HOLDER_BEFORE_YOU", "SIGNED_ALREADY",
     "NOBODY_CAN_SIGN")
)  # fmt: skip
"""In one word or the other: it is not his to do."""
CAMPUS = {True: "service:student", False: "service:hr"}
REISSUED_WITHIN = 6
"""Months, a begun one counted."""

Reasons = set[str]


def reasons(known: Reference, act: Act) -> Reasons:
    """Why an act may be refused; empty where it must be taken."""
    return JUDGES.get(act.name, _step)(known, act)


# Filing.


def _filed(known: Reference, act: Act) -> Reasons:
    member = known.members[act.on]
    recognized = act.kind != "NON_RECOGNITION"
    source = member.at if member.place == "INSIDE" else ""
    if not recognized and member.place == "OUTSIDE":
        source = known.source_of(member)
    if not source:
        return set(NOBODY)
    if act.given.get("state") == "PROPOSED":
        mine = act.who == CAMPUS[member.student]
    else:
        mine = act.who in known.people.over(source, known.today) and act.who != member.account
    return _unless(mine) | ready(known, act.kind, member, source, act.to, act.given.get("until"))


def _unit(known: Reference, act: Act) -> Reasons:
    aboard = [m for m in known.members.values() if m.place == "INSIDE" and m.at == act.on]
    mine = act.who in known.people.over(committee(act.on), known.today)
    found = _unless(mine)
    if not aboard:
        return found | {"NOBODY_TO_MOVE", *NOBODY}
    if any(known.open_case(one, lives.FORMAL) for one in aboard):
        found.add("TRANSFER_OPEN")
    return found | _if("NOT_READY", when=act.on == act.to)


def _arrived(known: Reference, act: Act) -> Reasons:
    student = act.given["student"]
    hosts = known.people.over(committee(act.to), known.today)
    found = _unless(act.who in hosts or act.who == CAMPUS[student])
    member = known.members.get(known.numbers.get(act.given["number"], ""))
    if member and member.place != "OUTSIDE":
        found.add("MEMBER_TAKEN")
    if member and known.open_case(member, lives.FORMAL):
        found.add("TRANSFER_OPEN")
    return found | _if("LETTER_LAPSED", when=act.given["until"] < known.today)


def ready(
    known: Reference,
    kind: str,
    member: Person,
    source: str,
    target: str = "",
    until: date | None = None,
    own: Case | None = None,
) -> Reasons:
    """Whether a case of a kind may be filed, or still decided, for a member today."""
    found: Reasons = set()
    other = known.open_case(member, lives.LANE.get(kind, lives.FORMAL))
    if other is not None and other is not own:
        found.add("TRANSFER_OPEN")
    lacks = LACKS[kind](known, member)
    if kind in ("WITHIN", "WHOLE_UNIT"):
        lacks |= source == target
    elif kind in lives.CHANGES and kind != "NON_RECOGNITION":
        lacks |= (member.place, member.at) != ("INSIDE", source)
    if until is not None and until < known.today:
        lacks = True
    return found | _if("NOT_READY", when=lacks)


# Steps.

SOURCE_SIDE = ("submit", "withdraw", "complete")


def able(known: Reference, case: Case, step: str) -> list[str]:
    """Who may take a step in a case as it stands."""
    people, today = known.people, known.today
    if step in SOURCE_SIDE:
        code = committee(case.target) if case.kind == "INTO" else case.source
        return [one for one in people.over(code, today) if one != case.account]
    leaves = case.kind in DEPARTURES and case.state in ("AGREED", "IN_TRANSIT")
    if leaves or case.state == "IN_DOUBT":
        return [one for one in people.over(OFFICE, today) if one != case.account]
    if case.state not in ("SUBMITTED", "UNDER_REVIEW", "AGREED"):
        return []
    return people.holders(case.rung, {case.account, case.filed_by, *case.signed}, today)


def _step(known: Reference, act: Act) -> Reasons:
    case = known.cases[act.on]
    if case.state not in lives.starts(case.kind, act.name):
        return {"WRONG_STATE", *NOBODY}
    found = _unless(act.who in able(known, case, act.name))
    found |= _if("STALE", when=act.version != case.version)
    besides = BESIDES.get(act.name)
    return found | (besides(known, case, act) if besides else set())


def _to_submit(known: Reference, case: Case, act: Act) -> Reasons:
    return ready(known, act.kind or case.kind, case.member, case.source,
                 act.to or case.target, case.until, case)  # fmt: skip


def _to_go_out(known: Reference, case: Case, act: Act) -> Reasons:
    """Nobody takes his dues, or settles his probation, while he is on his way."""
    return _if("NOT_READY", when=stays(known, case.member))


def _to_complete(known: Reference, case: Case, act: Act) -> Reasons:
    return _if("LETTER_LAPSED", when=act.given["until"] < known.today)


def _to_sign(known: Reference, case: Case, act: Act) -> Reasons:
    unread = case.kind == "INTO" and not case.signed and not case.examined
    return _if("FILE_UNEXAMINED", when=unread)


def _to_accept(known: Reference, case: Case, act: Act) -> Reasons:
    if case.kind in lives.CHANGES:
        return ready(known, case.kind, case.member, case.source, until=case.until, own=case)
    lapsed = case.kind == "INTO" and case.until is not None and case.until < known.today
    held = case.kind == "WITHIN" and known.held(case.member)
    return _if("LETTER_LAPSED", when=lapsed) | _if("NOT_READY", when=held)


def _to_reissue(known: Reference, case: Case, act: Act) -> Reasons:
    first = known.first_letter(case).issued
    months = (known.today.year - first.year) * 12 + known.today.month - first.month
    months += known.today.day > first.day
    return _to_go_out(known, case, act) | _if("NO_REISSUE", when=months > REISSUED_WITHIN)


def _to_land(known: Reference, case: Case, act: Act) -> Reasons:
    letter = known.letter(case)
    if case.kind == "OUT_ONLINE":
        return set()
    if letter is None or act.given["serial"] != letter.serial:
        return {"LETTER_DIFFERS"}
    on = act.given["on"]
    untrue = not letter.issued <= on <= known.today
    return _if("LETTER_LAPSED", when=letter.until < on) | _if("DATES_DISAGREE", when=untrue)


BESIDES: dict[str, Callable[[Reference, Case, Act], Reasons]] = {
    "submit": _to_submit,
    "complete": _to_complete,
    "sign": _to_sign,
    "accept": _to_accept,
    "issue": _to_go_out,
    "send": _to_go_out,
    "redispatch": _to_go_out,
    "reissue": _to_reissue,
    "land": _to_land,
}

# Letters, terms, holds.


def _letter(known: Reference, act: Act) -> Reasons:
    letter: Letter = known.letters[int(act.on) - 1]
    code = letter.case.source if act.name == "lost" else OFFICE
    mine = act.who in known.people.over(code, known.today) and act.who != letter.case.account
    if letter.state != "LIVE":
        return _unless(mine) | {"LETTER_VOID"}
    late = act.name == "spoil" and letter.until < known.today
    found = _unless(mine) | _if("STALE", when=act.version != letter.version)
    if act.name == "spoil" and letter.case.kind in DEPARTURES:
        found |= _to_go_out(known, letter.case, act)
    return found | _if("LETTER_LAPSED", when=late)


def _term(known: Reference, act: Act) -> Reasons:
    term = known.terms[int(act.on)]
    found = _unless(_acts_for(known, act.who, term.at, term.member))
    if not term.running:
        return {"TERM_OVER", *NOBODY}
    found |= _if("STALE", when=act.version != term.version)
    return found | _if("SUSPENSION_STAYS", when=act.name == "over" and term.kind == "SUSPENSION")


def _search(known: Reference, act: Act) -> Reasons:
    member = known.members[act.on]
    if member.place != "INSIDE":
        return set(NOBODY)
    runs = any(known.term(member, kind) for kind in ("SEARCH", "SUSPENSION"))
    found = _unless(_acts_for(known, act.who, member.at, member))
    return found | _if("TERM_RUNS", when=runs)


def _hold(known: Reference, act: Act) -> Reasons:
    member = known.members[act.on]
    if member.place != "INSIDE":
        return set(NOBODY)
    found = _unless(act.who in known.people.over(OFFICE, known.today))
    return found | _if("HOLD_STANDS", when=known.held(member))


def _release(known: Reference, act: Act) -> Reasons:
    hold = known.holds[int(act.on)]
    found = _unless(act.who in known.people.over(OFFICE, known.today))
    if not hold.stands:
        return found | {"HOLD_OVER"}
    return found | _if("STALE", when=act.version != hold.version)


def _acts_for(known: Reference, who: str, code: str, member: Person) -> bool:
    return who in known.people.over(code, known.today) and who != member.account


def _unless(mine: bool) -> Reasons:
    return set() if mine else set(NOBODY)


def _if(reason: str, *, when: bool) -> Reasons:
    return {reason} if when else set()


JUDGES: dict[str, Callable[[Reference, Act], Reasons]] = {
    "file": _filed,
    "unit": _unit,
    "arrive": _arrived,
    **dict.fromkeys(("void", "spoil", "lost"), _letter),
    **dict.fromkeys(("contact", "over"), _term),
    "search": _search,
    "hold": _hold,
    "release": _release,
}
