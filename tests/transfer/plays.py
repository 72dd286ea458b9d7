"""Every kind of case as it is played in tests: what comes before, how it is filed, who signs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from dangwu.transfer.v1 import kind_pb2
from services.transfer.kinds import KINDS, Kind
from tests.campus import STAFF
from tests.transfer.acts import Case, Cases
from tests.transfer.arrivals import Arrivals
from tests.transfer.changing import REACHED, STAY, Changes
from tests.transfer.leaving import LETTER, ONLINE, Departures

FILER, SOURCE, CAMPUS = "s.deputy", "s.commissioner", "service:student"
Signers = tuple[tuple[str, str], ...]
"""Who holds each rung, and of which organization it is; the last ends the case."""


@dataclass
class Company:
    """All who play, in one world."""

    cases: Cases
    changes: Changes = field(init=False)
    departures: Departures = field(init=False)
    arrivals: Arrivals = field(init=False)
    homes: dict[str, str] = field(default_factory=dict)
    """The branch each applicant comes from, by its campus name."""
    silent: set[str] = field(default_factory=set)
    """Applicants who send nothing: they need no account, and no post in the branch."""

    def __post_init__(self) -> None:
        self.changes = Changes(self.cases)
        self.departures = Departures(self.cases)
        self.arrivals = Arrivals(self.cases)

    def belongs(self, member: str, code: str) -> None:
        """Enters an applicant in a branch."""
        enter = self.cases.enter if member in self.silent else self.cases.enter_officer
        enter(member, code)
        self.homes[member] = code


@dataclass(frozen=True)
class Play:
    """How cases of one kind are brought about."""

    kind: Kind
    signers: Signers
    file: Callable[[Company, str], Case]
    enter: Callable[[Company, str], None]
    """Brings the applicant, who holds a post if he belongs here, to where it can be filed."""
    plan: Mapping[str, Any] = field(default_factory=dict)
    filer: str = FILER
    source: str = SOURCE
    to: str = ""
    """The destination within the school."""
    called: str = ""

    def __str__(self) -> str:
        return self.called or self.kind.name


def _here(company: Company, member: str) -> None:
    company.belongs(member, "0101")


def _abroad_and_back(company: Company, member: str) -> None:
    _here(company, member)
    company.changes.done("RETENTION_ABROAD", member, **(STAY | {"from_on": "2026-01-10"}))
    company.changes.end(company.changes.term(member), "2026-06-10")


def _suspended(company: Company, member: str) -> None:
    _here(company, member)
    company.changes.done("SUSPENSION", member, ground="SETTLED_ABROAD", statement="来信说明")


def _own_branch(company: Company, member: str) -> None:
    """A branch of his own: who moves with his unit moves with everybody in it."""
    code = f"01{len(company.homes) + 10}"
    company.cases.found(code, "01")
    company.belongs(member, code)


def _outside(company: Company, member: str) -> None:
    """Nobody here knows him yet: he has no account, and sends nothing."""
    company.homes[member] = "91"


def _within(company: Company, member: str) -> Case:
    return company.cases.request(FILER, member)


def _next_door(company: Company, member: str) -> Case:
    return company.cases.request(FILER, member, "0102")


def _departs(channel: kind_pb2.Channel, company: Company, member: str) -> Case:
    departure = company.departures.to(channel=channel)
    return company.departures.request(departure, member, who=FILER)


def _arrives(company: Company, member: str) -> Case:
    case = company.arrivals.register("b.deputy", category=STAFF)
    company.cases.campus.members[member] = case.member_id
    return company.arrivals.examine("b.secretary", case)


def _moves(company: Company, member: str) -> Case:
    return company.changes.unit(company.homes[member])


def _change(
    name: str,
    plan: Mapping[str, Any],
    enter: Callable[[Company, str], None] = _here,
    signers: tuple[str, ...] = ("s.secretary", "a.secretary", "director"),
) -> Play:
    def file(company: Company, member: str) -> Case:
        return company.changes.file(name, member, FILER, **plan)

    seats = {"s.secretary": "0101", "a.secretary": "01", "director": "00"}
    rungs = tuple((one, seats[one]) for one in signers)
    return Play(KINDS[name], rungs, file, enter, plan)


_A, _B, _O = ("a.secretary", "01"), ("b.secretary", "02"), ("director", "00")
_S, _T = ("s.secretary", "0101"), ("t.secretary", "0201")
TWO = ("a.secretary", "director")
AWAY = {"from_on": "2026-06-11", "until_on": "2026-08-11", "place": "某地"}
GRADUATE = {"from_on": "2026-06-30", "until_on": "2027-06-30", **REACHED}
DRIFTING = {"from_on": "2026-06-11", "until_on": "2027-06-11", "place": "多地", **REACHED}
DOCUMENT = {"document": "组字〔2026〕3号"}
SETTLED = {"ground": "SETTLED_ABROAD", "statement": "来信说明"}
WITHDRAWN = {"ground": "DEEMED_WITHDRAWAL", "statement": "多次谈话", "from_on": "2025-10-01"}

PLAYS = {
    play.kind.name: play
    for play in (
        Play(KINDS["WITHIN"], (_S, _A, _B, _T), _within, _here, to="0201"),
        Play(KINDS["OUT_ONLINE"], (_S, _A, _O), partial(_departs, ONLINE), _here),
        Play(KINDS["OUT_BY_LETTER"], (_S, _A, _O), partial(_departs, LETTER), _here),
        Play(
            KINDS["INTO"],
            (_B, _O, _T),
            _arrives,
            _outside,
            filer="b.deputy",
            source="b.deputy",
            to="0201",
        ),
        Play(
            KINDS["WHOLE_UNIT"],
            (_A, _B, _O, _T),
            _moves,
            _own_branch,
            filer="a.organizer",
            source="a.organizer",
            to="0201",
        ),
        _change("NON_RECOGNITION", {"ground": "PAPERS_NOT_IN_ORDER", **DOCUMENT}, signers=TWO),
        _change("RETENTION_ABROAD", STAY, signers=TWO),
        _change("RESUMPTION", {}, _abroad_and_back),
        _change("RETENTION_GRADUATE", GRADUATE),
        _change("CERTIFICATE", AWAY),
        _change("FLOATING", DRIFTING),
        _change("SUSPENSION", SETTLED),
        _change("RESTORATION", {"statement": "本人书面申请", **DOCUMENT}, _suspended),
        _change("REMOVAL", WITHDRAWN),
        _change("DEATH", {"from_on": "2026-06-09"}),
        _change("ENDING", {"ground": "WITHDRAWAL", "statement": "本人声明"}),
    )
}
"""One for each kind."""
NEXT_DOOR = Play(
    KINDS["WITHIN"],
    (_A, ("s2.secretary", "0102")),
    _next_door,
    _here,
    to="0102",
    called="WITHIN-next-door",
)
"""Within one committee: its first signature is the last before acceptance."""
