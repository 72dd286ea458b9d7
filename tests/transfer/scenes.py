"""Scenes: a case of a kind in a state, brought there by acts, and who is who on it then."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from dangwu.transfer.v1 import kind_pb2, member_pb2, roll_pb2
from services.chassis import contract
from services.transfer.kinds import KINDS
from services.transfer.lifecycle import Side, State, Step
from tests.transfer.acts import Case
from tests.transfer.plays import CAMPUS, PLAYS, Company, Play
from tests.transfer.requests import beginning, leaves, onward

APPLICANT, OFFICE = "applicant", "director"
RANKS = {
    "00": ("director",),
    "01": ("a.secretary", "a.organizer"),
    "0101": ("s.secretary", "s.deputy", "s.commissioner"),
    "0102": ("s2.secretary", "s2.deputy"),
    "02": ("b.secretary", "b.deputy"),
    "0201": ("t.secretary", "t.deputy"),
}
"""Who holds posts in these organizations; a superior's code begins the code of those below it."""
PEOPLE = (CAMPUS, "s.commissioner", "s.secretary", "a.secretary", "b.secretary", "t.secretary",
          "director", "outsider", APPLICANT)  # fmt: skip
Build = Callable[["Stage", str], Case]


def over(code: str) -> set[str]:
    """All who act for an organization: its own posts and its superiors'."""
    found = set(RANKS["00"])
    for one, posts in RANKS.items():
        if code.startswith(one):
            found |= set(posts)
    return found


@dataclass(frozen=True)
class Scene:
    """A state of a kind, and how a case gets there."""

    play: Play
    name: str
    state: State | None
    build: Build | None = None
    signed: int = 0
    """How many have signed."""

    @property
    def closes(self) -> bool:
        """Whether the next signature is the last before the case may leave, or be accepted."""
        return self.signed == len(self.play.signers) - (1 if leaves(self.play) else 2)

    @property
    def rung(self) -> tuple[str, str]:
        """Who holds the open rung, and of which organization it is."""
        return self.play.signers[self.signed] if self.signed < len(self.play.signers) else ("", "")

    @property
    def signers(self) -> set[str]:
        return {self.play.filer} | {who for who, _ in self.play.signers[: self.signed]}

    @property
    def people(self) -> tuple[str, ...]:
        """All who try; who arrives has no account, and without a destination nobody is there."""
        left = {APPLICANT} if self.play.kind is KINDS["INTO"] else set()
        left |= set() if self.play.to else {"b.secretary", "t.secretary"}
        signers = (who for who, _ in self.play.signers)
        return tuple(who for who in dict.fromkeys((*PEOPLE, *signers)) if who not in left)

    def sides(self, who: str, home: str) -> set[Side]:
        """The sides somebody is on here."""
        if who == CAMPUS:
            return {Side.CAMPUS}
        on = set()
        if who in over(home) and home != "91" and who != APPLICANT:
            on.add(Side.SOURCE)
        if self.play.kind is KINDS["WHOLE_UNIT"] and who == APPLICANT:
            on.add(Side.SOURCE)  # he holds a post in the branch, and the case is not his own
        if self.play.kind is KINDS["INTO"] and who in over("02"):
            on.add(Side.HOST)
        hands = self.play.kind.in_hands_of.get(self.state) if self.state else None
        if hands in (Side.REVIEWER, Side.TARGET) and who == self.rung[0]:
            on.add(hands)
        if hands in (Side.ISSUER, Side.OFFICE) and who in RANKS["00"]:
            on.add(hands)
        return on

    def __str__(self) -> str:
        return f"{self.play}-{self.name}"


def _filed(stage: "Stage", member: str, play: Play, signed: int = 0) -> Case:
    case = play.file(stage.company, member)
    return stage.company.cases.climb(case, *(who for who, _ in play.signers[:signed]))


def _then(stage: "Stage", member: str, build: Build, who: str, step: str) -> Case:
    """The case of another scene, after one more step."""
    return stage.take(who, step, build(stage, member))


def scenes(play: Play) -> Iterator[Scene]:
    """Every state a case of this kind can be in, while the rules are as they are."""
    last = len(play.signers) - (0 if leaves(play) else 1)
    filed = [partial(_filed, play=play, signed=signed) for signed in range(last + 1)]
    first, states = play.signers[0][0], play.kind.states
    yield Scene(play, "none", None)
    for signed, build in enumerate(filed[:-1]):
        state = State.UNDER_REVIEW if signed else State.SUBMITTED
        yield Scene(play, f"signed-{signed}", state, build, signed)
    yield Scene(play, "agreed", State.AGREED, filed[-1], last)

    def after(state: State, build: Build, who: str, step: str, signed: int = 0) -> Scene:
        return Scene(play, state.lower(), state, partial(_then, build=build, who=who, step=step),
                     signed)  # fmt: skip

    yield after(State.RETURNED, filed[0], first, "return")
    yield after(State.REJECTED, filed[0], first, "reject")
    yield after(State.WITHDRAWN, filed[0], play.source, "withdraw")
    if State.PROPOSED in states:
        yield Scene(play, "proposed", State.PROPOSED, Stage.proposed)
    if State.PROVISIONAL in states:
        yield Scene(play, "provisional", State.PROVISIONAL, Stage.provisional)
    if State.IN_DOUBT in states:
        yield after(State.IN_DOUBT, filed[0], first, "doubt")
    if not leaves(play):
        yield after(State.ACCEPTED, filed[-1], play.signers[-1][0], "accept", last + 1)
        return
    goes_out = "send" if play.kind.step("send") else "issue"
    out = after(State.IN_TRANSIT, filed[-1], OFFICE, goes_out, last)
    yield out
    yield after(State.RESCINDED, filed[-1], OFFICE, "rescind", last)
    assert out.build
    yield after(State.ACCEPTED, out.build, OFFICE, "land", last)


def _spot(play: Play, state: State | None, signed: int) -> str:
    return f"{play}/{state}/{signed}"


@dataclass
class Stage:
    """Scenes in one world. A shown one is built once and left as it is, until it is used."""

    company: Company
    numbers: dict[str, str] = field(default_factory=dict)
    """The numbers of letters that are out, by case."""
    _shown: dict[str, tuple[Case | None, str]] = field(default_factory=dict)
    _left: dict[str, list[tuple[Case | None, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _count: "count[int]" = field(default_factory=lambda: count(1))
    _plays: dict[str, Play] = field(default_factory=dict)

    def shown(self, scene: Scene) -> tuple[Case | None, str]:
        """The case of a scene, and its applicant."""
        if str(scene) not in self._shown:
            self._shown[str(scene)] = self.fresh(scene)
        return self._shown[str(scene)]

    def used(self, scene: Scene) -> tuple[Case | None, str]:
        """A case of a scene to go on with: one that was left there, or is shown no more."""
        if self._left[_spot(scene.play, scene.state, scene.signed)]:
            return self._left[_spot(scene.play, scene.state, scene.signed)].pop()
        if str(scene) in self._shown:
            return self._shown.pop(str(scene))
        return self.fresh(scene, silent=True)

    def leave(self, scene: Scene, step: Step, case: Case, member: str) -> None:
        """A case is left where a step led it."""
        signed = scene.signed + (step.name in ("sign", "conclude"))
        if step.name in ("sign", "conclude", "issue", "send", "return"):
            signed = 0 if step.name == "return" else signed
            self._left[_spot(scene.play, step.ends, signed)].append((case, member))

    def fresh(self, scene: Scene, *, silent: bool = False) -> tuple[Case | None, str]:
        """Another case of a scene, with an applicant of its own."""
        member = f"m{next(self._count):03d}"
        self._plays[member] = scene.play
        if silent:
            self.company.silent.add(member)
        scene.play.enter(self.company, member)
        return scene.build(self, member) if scene.build else None, member

    def proposed(self, member: str) -> Case:
        request = beginning(self.company, self._plays[member], "propose", member)
        return self.company.cases.get(self.send(CAMPUS, request))

    def provisional(self, member: str) -> Case:
        papers = self.company.arrivals.papers(file_seen=False)
        case = self.company.arrivals.register(self._plays[member].filer, papers=papers)
        self.company.cases.campus.members[member] = case.member_id
        return case

    def take(self, who: str, step: str, case: Case) -> Case:
        """A step for real; the case as it stands after it."""
        reply = self.send(who, self.onward(PLAYS[kind_of(case)], step, case))
        if step in ("issue", "reissue"):
            self.numbers[case.id] = reply.number
        return self.company.cases.get(case)

    def onward(self, play: Play, step: str, case: Case) -> Message:
        return onward(self.company, play, step, case, self.numbers.get(case.id, ""))

    def send(self, who: str, request: Message, *, rehearse: bool = False) -> Any:
        """Sends any request as somebody."""
        sent: Any = type(request)()
        sent.CopyFrom(request)
        sent.validate_only = rehearse
        service, method, reply = contract.by_request(sent.DESCRIPTOR)
        call = self.company.cases.desk(who).channel.unary_unary(
            f"/{service}/{method}",
            lambda message: message.SerializeToString(),
            GetMessageClass(reply).FromString,
        )
        return call(sent)

    def member(self, name: str) -> member_pb2.Member | None:
        """The member as the roll has him; None while nobody knows him."""
        member_id = self.company.cases.campus.members.get(name)
        if member_id is None:
            return None
        request = roll_pb2.GetMemberRequest(id=member_id)
        return self.company.cases.desk(OFFICE).roll.GetMember(request)


def kind_of(case: Case) -> str:
    """The kind of a case, by the table's own name."""
    return kind_pb2.CaseKind.Name(case.kind).removeprefix("CASE_KIND_")


def in_table(scene: Scene, name: str) -> Step | None:
    """The step of this name in the kind: a signature that closes the ladder concludes."""
    closing = name == "sign" and scene.closes
    return scene.play.kind.step("conclude" if closing else name)
