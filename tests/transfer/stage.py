"""Cases brought by acts to every state, and who is who on each: the scenes of the table's tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from dangwu.transfer.v1.member_pb2 import Member
from services.transfer.kinds import KINDS
from services.transfer.lifecycle import Side, State
from tests.transfer.acts import Case, Cases

SOURCE, OUTSIDER, CAMPUS = "s.commissioner", "outsider", "service:student"
FILER = "s.deputy"
ACTING_FOR = {
    "0101": {SOURCE, FILER, "s.secretary", "a.secretary"},
    "0201": {"t.secretary", "b.secretary"},
}
"""Who acts for a branch, as source: its own posts and its superiors'."""


@dataclass(frozen=True)
class Scene:
    """A state, and how a case gets there; `holder` is whoever holds the open rung then."""

    name: str
    state: State | None
    holder: str
    build: Callable[[Cases, str], Case | None]
    to: str = "0201"
    closes: bool = False
    """Whether the next signature is the last before acceptance."""

    home: str = "0101"

    @property
    def people(self) -> dict[str, str]:
        """One for each side of the table; the applicant is someone else in each case."""
        target = "t.secretary" if self.to == "0201" else "s2.secretary"
        return {
            "campus": CAMPUS,
            "source": SOURCE,
            "holder": self.holder,
            "target": target,
            "outsider": OUTSIDER,
        }

    def sides(self, account: str) -> set[Side]:
        """The sides somebody is on, in this scene."""
        hands = KINDS["WITHIN"].in_hands_of.get(self.state) if self.state else None
        on = {Side.CAMPUS} if account == CAMPUS else set()
        if account in ACTING_FOR[self.home]:
            on.add(Side.SOURCE)
        if account == self.holder and hands in (Side.REVIEWER, Side.TARGET):
            on.add(hands)
        return on


def _filed(cases: Cases, member: str, to: str = "0201") -> Case:
    return cases.request(FILER, member, to)


def _signed(cases: Cases, member: str, *who: str) -> Case:
    return cases.climb(_filed(cases, member), *who)


def _agreed(cases: Cases, member: str) -> Case:
    return _signed(cases, member, "s.secretary", "a.secretary", "b.secretary")


# fmt: off
SCENES = (
    Scene("none",          None,               "s.secretary", lambda c, m: None),
    Scene("proposed",      State.PROPOSED,     "b.secretary", lambda c, m: c.propose(member=m)),
    Scene("submitted",     State.SUBMITTED,    "s.secretary", _filed),
    Scene("submitted-one", State.SUBMITTED,    "a.secretary", lambda c, m: _filed(c, m, "0102"),
          to="0102", closes=True),
    Scene("reviewed-once", State.UNDER_REVIEW, "a.secretary",
          lambda c, m: _signed(c, m, "s.secretary")),
    Scene("reviewed",      State.UNDER_REVIEW, "b.secretary",
          lambda c, m: _signed(c, m, "s.secretary", "a.secretary"), closes=True),
    Scene("agreed",        State.AGREED,       "t.secretary", _agreed),
    Scene("returned",      State.RETURNED,     "b.secretary",
          lambda c, m: c.send_back("s.secretary", _filed(c, m))),
    Scene("accepted",      State.ACCEPTED,     "b.secretary",
          lambda c, m: c.accept("t.secretary", _agreed(c, m)), home="0201"),
    Scene("rejected",      State.REJECTED,     "b.secretary",
          lambda c, m: c.reject("s.secretary", _filed(c, m))),
    Scene("withdrawn",     State.WITHDRAWN,    "b.secretary",
          lambda c, m: c.withdraw(SOURCE, _filed(c, m))),
)
# fmt: on


@dataclass
class Stage:
    """Scenes in one world. A shown one is built once and must be left as it is."""

    cases: Cases
    members: dict[str, Member] = field(default_factory=dict)
    """The applicants shown, as they were when their case had come to its state."""

    _shown: dict[str, tuple[Case | None, str]] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def shown(self, scene: Scene) -> tuple[Case | None, str]:
        """The case of a scene, and its applicant."""
        if scene.name not in self._shown:
            case, applicant = self.fresh(scene)
            self._shown[scene.name] = case, applicant
            self.members[applicant] = self.cases.member(applicant)
        return self._shown[scene.name]

    def spoilt(self, scene: Scene) -> None:
        """Another case must be built: somebody did what should have been refused."""
        del self._shown[scene.name]

    def fresh(self, scene: Scene) -> tuple[Case | None, str]:
        """Another case of a scene, with an applicant of its own, who holds a post."""
        member = f"m{next(self._numbers):03d}"
        self.cases.enter_officer(member)
        return scene.build(self.cases, member), member


PEOPLE = (
    "director",
    "inspector",
    "a.secretary",
    "a.organizer",
    "b.deputy",
    "c.secretary",
    "s.secretary",
    "s.commissioner",
    "s2.deputy",
    "t.secretary",
    "v.deputy",
    "d.secretary",
    "outsider",
)


def some_cases(cases: Cases) -> list[Case]:
    """Cases of all kinds: between colleges and within, of staff and students, at several states."""
    signed = cases.sign("s.secretary", cases.request())
    return [
        cases.request("s.deputy", "s.commissioner", "02"),
        cases.request("s2.deputy", "teacher", "0101"),
        cases.propose("service:hr", "librarian", "0202"),
        cases.sign("a.secretary", signed),
        cases.withdraw("s.deputy", cases.request("s.deputy", "s.secretary", "03")),
    ]
