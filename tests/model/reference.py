"""The reference: who belongs where, which cases, letters, terms and holds there are."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.model import lives
from tests.model.people import OFFICE, People, committee


@dataclass
class Act:
    """Something somebody does: filed, a step in a case, or an act on a letter, term or hold."""

    name: str
    who: str
    on: str = ""
    """The member, case, letter, term or hold it is done to."""
    version: int = 0
    """What the caller read of it before."""
    kind: str = ""
    to: str = ""
    """The code of a branch, or the name of a place outside."""
    given: dict[str, Any] = field(default_factory=dict)


@dataclass
class Person:
    """A member, and what a check looks at."""

    id: str
    at: str
    place: str = "INSIDE"
    account: str = ""
    standing: str = "NORMAL"
    student: bool = True
    full: bool = True
    phone: bool = True
    dues: str = "2026-05"
    expired: bool = False


@dataclass
class Case:
    """A case of any kind."""

    id: str
    kind: str
    state: str
    member: Person
    source: str
    target: str
    filed_by: str
    ladder: list[str]
    aboard: list[Person]
    until: date | None = None
    signed: list[str] = field(default_factory=list)
    version: int = 1
    examined: bool = False
    not_recognized: bool = False
    receiver: str = ""

    @property
    def open(self) -> bool:
        return self.state not in lives.ENDS

    @property
    def lane(self) -> str:
        return lives.LANE.get(self.kind, lives.FORMAL)

    @property
    def rung(self) -> str:
        return self.ladder[len(self.signed)]

    @property
    def account(self) -> str:
        """Of the member, whose own case it is; a unit's is nobody's."""
        return "" if self.kind == "WHOLE_UNIT" else self.member.account


@dataclass
class Letter:
    """A number of the register."""

    serial: int
    case: Case
    issued: date
    until: date
    state: str = "LIVE"
    version: int = 1
    replaces: int = 0


@dataclass
class Term:
    """What runs for a time."""

    kind: str
    member: Person
    at: str
    begun_by: str
    version: int = 1
    contacts: int = 0
    back: bool = False
    running: bool = True


@dataclass
class Hold:
    """An examination that is open, or was."""

    member: Person
    version: int = 1
    stands: bool = True


@dataclass
class Reference:
    """Everything the service should know; `done` lets an act happen, no one asks whether it may."""

    today: date
    people: People = field(default_factory=People)
    members: dict[str, Person] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    receipts: dict[str, int] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    """Who arrived under which number."""
    inside: int = 0
    """How many should be on the roll: counted by what happened, never by looking."""

    def open_case(self, member: Person, lane: str) -> Case | None:
        found = (c for c in self.cases.values() if c.open and c.lane == lane)
        return next((case for case in found if member in case.aboard), None)

    def letter(self, case: Case) -> Letter | None:
        """The one that is out."""
        return next((x for x in self.letters if x.case is case and x.state == "LIVE"), None)

    def last_letter(self, case: Case) -> Letter:
        return [one for one in self.letters if one.case is case][-1]

    def term(self, member: Person, kind: str) -> Term | None:
        mine = (one for one in self.terms if one.member is member and one.running)
        return next((one for one in mine if one.kind == kind), None)

    def held(self, member: Person) -> bool:
        return any(one.member is member and one.stands for one in self.holds)

    def first_letter(self, case: Case) -> Letter:
        return next(one for one in self.letters if one.case is case)

    # What happens.

    def enters(self, member: Person) -> None:
        self.members[member.id] = member
        self.inside += member.place == "INSIDE"

    def filed(self, act: Act, case_id: str, member_id: str = "") -> None:
        """A case begins."""
        if act.name == "arrive" and member_id not in self.members:
            self.enters(Person(member_id, "origin", "OUTSIDE", student=act.given["student"]))
        if act.name == "arrive":
            self.members[member_id].dues = "2026-05"
        unit = act.kind == "WHOLE_UNIT"
        here = [m for m in self.members.values() if m.place == "INSIDE" and m.at == act.on]
        aboard = here if unit else [self.members[member_id or act.on]]
        source = self.source_of(aboard[0]) if act.name != "arrive" else ""
        state = act.given.get("state", "SUBMITTED")
        signers = lives.ladder(act.kind, source, act.to, student=aboard[0].student)
        self.cases[case_id] = Case(
            case_id, act.kind, state, aboard[0], source, act.to, act.who, signers, aboard,
            act.given.get("until"),
        )  # fmt: skip

    def source_of(self, member: Person) -> str:
        """Who answers for him: his branch, or who examined and did not recognize him."""
        if member.place == "INSIDE":
            return member.at
        refused = [c for c in self.cases.values() if c.member is member and c.not_recognized]
        return committee(refused[-1].target) if refused else ""

    def stepped(self, act: Act, until: date | None = None) -> None:
        """A step is taken."""
        case = self.cases[act.on]
        ends = lives.LIVES[case.kind][act.name][1] or case.state
        step = getattr(self, f"_{act.name}", None)
        if step:
            step(case, act)
        if act.name == "sign" and len(case.signed) == len(case.ladder) - 1:
            ends = "AGREED"
        case.state = ends
        case.version += 1
        if until is not None:
            self._writes(case, until)

    def _submit(self, case: Case, act: Act) -> None:
        case.filed_by, case.signed = act.who, []
        case.kind = act.kind or case.kind
        case.target = act.to or case.target
        student = case.member.student
        case.ladder = lives.ladder(case.kind, case.source, case.target, student=student)

    def _complete(self, case: Case, act: Act) -> None:
        self._submit(case, act)
        case.examined, case.until = False, act.given["until"]

    def _redispatch(self, case: Case, act: Act) -> None:
        self._void(case)
        self._submit(case, act)
        case.ladder = [OFFICE, "out"]

    def _examine(self, case: Case, act: Act) -> None:
        case.examined = True

    def _doubt(self, case: Case, act: Act) -> None:
        case.examined = False

    def _clear(self, case: Case, act: Act) -> None:
        case.examined = True

    def _reject(self, case: Case, act: Act) -> None:
        case.not_recognized = act.given.get("not_recognized", False)

    def _sign(self, case: Case, act: Act) -> None:
        case.signed.append(act.who)

    def _rescind(self, case: Case, act: Act) -> None:
        self._void(case)

    _sent_back = _reissue = _rescind

    def _land(self, case: Case, act: Act) -> None:
        letter = self.letter(case)
        if letter:
            letter.state, letter.version = "RECEIVED", letter.version + 1
        case.receiver = act.to
        self.receipts[case.id] = letter.serial if letter else 0
        self._moves([case.member], "OUTSIDE", act.to)
        self.inside -= 1
        case.member.standing = "NORMAL"

    def _accept(self, case: Case, act: Act) -> None:
        case.signed.append(act.who)
        if case.kind in ("WITHIN", "INTO", "WHOLE_UNIT"):
            self.inside += case.kind == "INTO"
            self._moves(case.aboard, "INSIDE", case.target)
        elif case.kind in lives.ENDING_KINDS:
            self.inside -= case.member.place == "INSIDE"
            self._moves([case.member], "HISTORY", "")
        case.member.standing = lives.STANDING.get(case.kind, case.member.standing)
        for kind in lives.CLOSES.get(case.kind, ()):
            self._closes(self.term(case.member, kind))
        if begins := lives.TERMS.get(case.kind):
            self.terms.append(Term(begins, case.member, case.member.at, case.id))
        if case.kind == "CERTIFICATE" and case.until:
            self._writes(case, case.until)

    def _moves(self, members: list[Person], place: str, to: str) -> None:
        for member in members:
            member.place, member.at = place, to
            for lane in (lives.RETENTION, lives.PAPERS):
                if case := self.open_case(member, lane):
                    case.state, case.version = "WITHDRAWN", case.version + 1
            for term in self.terms:
                if term.member is member and term.running:
                    if place == "INSIDE":
                        term.at = to
                        term.version += 1
                    else:
                        self._closes(term)

    @staticmethod
    def _closes(term: Term | None) -> None:
        if term:
            term.running, term.version = False, term.version + 1

    def _void(self, case: Case) -> None:
        if letter := self.letter(case):
            letter.state, letter.version = "VOID", letter.version + 1

    def _writes(self, case: Case, until: date) -> None:
        """The next letter of a case; it names the one before it."""
        old = max((one.serial for one in self.letters if one.case is case), default=0)
        new = Letter(len(self.letters) + 1, case, self.today, until, replaces=old)
        self.letters.append(new)

    def spoiled(self, letter: Letter) -> None:
        letter.state, letter.version = "SPOILED", letter.version + 1
        self._writes(letter.case, letter.until)

    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)
