"""Every kind x state x step x side, for real: taken where the table allows it, refused elsewhere.

What a step asks of the rules and which deadlines run are compared with their tables on the way.
"""

import pytest
from google.protobuf.message import Message

from dangwu.transfer.v1 import reminder_pb2
from services.chassis import contract
from services.transfer import asked, timetable
from services.transfer.kinds import KINDS, may
from services.transfer.lifecycle import ENDS, Side, State, Step
from services.transfer.timetable import Runs
from tests.house import image
from tests.house.taken import rpc
from tests.refusals import outcome
from tests.transfer.acts import Case, Cases, state_of
from tests.transfer.plays import CAMPUS, NEXT_DOOR, PLAYS, SOURCE, Company
from tests.transfer.requests import BEGINNINGS, ONWARD, beginning
from tests.transfer.scenes import (
    APPLICANT,
    OFFICE,
    RANKS,
    Scene,
    Stage,
    in_table,
    over,
    scenes,
)

SCENES = [
    *(scene for play in PLAYS.values() for scene in scenes(play)),
    *(scene for scene in scenes(NEXT_DOOR) if scene.name in ("none", "signed-0", "agreed")),
]
UNDER_WAY = [scene for scene in SCENES if scene.state is not None]
every_scene = pytest.mark.parametrize("scene", UNDER_WAY, ids=str)
BRANCH, COMMITTEE, OFFICER, STUDENTS = 2, 3, 4, 8
ROLES = {CAMPUS: STUDENTS, OFFICE: OFFICER} | dict.fromkeys((*RANKS["01"], *RANKS["02"]), COMMITTEE)
"""Everybody else has a post in a branch."""
ALLOWED = {one.full_name: one.allow for one in image.methods()}


@pytest.fixture(scope="module")
def stage(shared_cases: Cases) -> Stage:
    return Stage(Company(shared_cases))


def role_allows(who: str, request: Message) -> bool:
    service, method, _ = contract.by_request(request.DESCRIPTOR)
    return ROLES.get(who, BRANCH) in ALLOWED[f"{service}/{method}"]


def sees(scene: Scene, who: str, home: str) -> bool:
    """Whether a case is somebody's business at all: either side's, or the office's."""
    return any(who in over(one) for one in (home, scene.play.to) if one and one != "91") or (
        who in (APPLICANT, OFFICE)
    )


def refusal(scene: Scene, step: Step | None, who: str, home: str) -> str:
    """Why somebody is refused a step, by the table; "" when it is open to him."""
    if not sees(scene, who, home):
        return "NOT_YOURS"
    state = scene.state
    assert state
    if step is None or state not in step.starts:
        return "WRONG_STATE"
    if any(may(scene.play.kind, step, state, side) for side in scene.sides(who, home)):
        return ""
    if who == APPLICANT and scene.play.kind.name != "WHOLE_UNIT":
        return "OWN_CASE"
    hands = next(side for side in Side if may(scene.play.kind, step, state, side))
    if hands not in (Side.REVIEWER, Side.TARGET):
        return "NOT_YOURS"
    where = scene.rung[1]
    if who not in over(where):
        return "NOT_YOURS"
    return "SIGNED_ALREADY" if who in scene.signers else "HOLDER_BEFORE_YOU"


def test_every_state_of_every_kind_is_shown() -> None:
    """Where two sign there is nothing between the first signature and the last."""
    assert PLAYS.keys() == KINDS.keys()
    for name, play in PLAYS.items():
        shown = {scene.state for scene in scenes(play)} - {None}
        missing = {State.UNDER_REVIEW} if len(play.signers) == 2 else set()
        assert set(play.kind.states) - shown == missing, name


def tries(scene: Scene, step: Step | None) -> tuple[str, ...]:
    """Everybody where a step begins; elsewhere one of each side; of what no such case has, one.

    Who is on no side has been tried where steps begin; elsewhere he is where none does.
    """
    if step is None:
        return (OFFICE,)
    if scene.state in step.starts:
        return scene.people
    ended = not any(scene.state in one.starts for one in scene.play.kind.steps)
    besides = ("outsider", APPLICANT) if ended else ()
    one_each = (CAMPUS, scene.play.source, scene.rung[0], OFFICE, *besides)
    return tuple(who for who in dict.fromkeys(one_each) if who in scene.people)


@every_scene
def test_every_cell_of_a_scene(stage: Stage, scene: Scene) -> None:
    """What is allowed is rehearsed; what is not is tried for real, and changes nothing."""
    case, member = stage.shown(scene)
    assert case
    assert state_of(case) == scene.state
    before = stage.member(member)
    wrong = []
    for name in ONWARD:
        step = in_table(scene, name)
        request = stage.onward(scene.play, name, case)
        for who in tries(scene, step):
            home = stage.company.homes[member]
            allowed = role_allows(who, request)
            expected = refusal(scene, step, who, home) if allowed else "ROLE_NOT_ALLOWED"
            account = member if who == APPLICANT else who
            got = outcome(lambda: stage.send(account, request, rehearse=not expected))  # noqa: B023
            if got != (expected or "OK"):
                wrong.append((name, who, got, expected or "OK"))
    assert not wrong
    assert stage.company.cases.get(case) == case
    assert stage.member(member) == before


def test_the_deadlines_shown_are_those_of_the_timetable(stage: Stage) -> None:
    wanted: dict[str, tuple[str, list[str]]] = {}
    shown: dict[str, tuple[str, list[str]]] = {}
    for scene in UNDER_WAY:
        case, _ = stage.shown(scene)
        assert case
        assert scene.state
        limits = () if scene.state in ENDS else timetable.of_case(scene.play.kind.name, scene.state)
        wanted[case.id] = (
            str(scene),
            sorted(one.what for one in limits if one.runs_from is not Runs.LETTER_GONE),
        )
        shown[case.id] = (str(scene), [])
    request = reminder_pb2.ListDeadlinesRequest(page_size=200)
    while True:
        page = stage.company.cases.desk(OFFICE).reminders.ListDeadlines(request)
        for one in page.deadlines:
            if one.transfer_id in shown and one.subject_id == one.transfer_id:
                shown[one.transfer_id][1].append(one.what)
        request.page_token = page.next_page_token
        if not page.next_page_token:
            break
    assert {one: (name, sorted(whats)) for one, (name, whats) in shown.items()} == wanted


@pytest.mark.parametrize("name", [one for one, play in PLAYS.items() if not play.to])
def test_what_goes_nowhere_is_given_no_destination(stage: Stage, name: str) -> None:
    """Or else whoever it names would see the case."""
    [scene] = [one for one in SCENES if str(one) == f"{name}-returned"]
    case, _ = stage.shown(scene)
    assert case
    got = outcome(lambda: stage.company.cases.submit(SOURCE, case, "0201"))
    assert got == "NOT_READY"
    assert outcome(lambda: stage.company.cases.get(case, "t.secretary")) == "NOT_YOURS"


@pytest.mark.parametrize("scene", [one for one in SCENES if one not in UNDER_WAY], ids=str)
def test_who_may_begin(stage: Stage, scene: Scene) -> None:
    """Nobody else files it; and each beginning asks what its table says."""
    _, member = stage.shown(scene)
    home = stage.company.homes[member]
    wrong = []
    for step in (one for one in scene.play.kind.steps if one.name in BEGINNINGS):
        for who in scene.people:
            request = beginning(stage.company, scene.play, step.name, member)
            expected = "OK" if scene.sides(who, home) & step.by else "NOT_YOURS"
            if who == APPLICANT and scene.play.kind.name != "WHOLE_UNIT":
                expected = "OWN_CASE"
            if not role_allows(who, request):
                expected = "ROLE_NOT_ALLOWED"
            account = member if who == APPLICANT else who
            got = outcome(lambda: stage.send(account, request, rehearse=True))  # noqa: B023
            if got != expected:
                wrong.append((step.name, who, got, expected))
    assert not wrong


TAKEN = [
    pytest.param(scene, step, id=f"{scene}-{step.name}")
    for scene in UNDER_WAY
    for name in ONWARD
    if (step := in_table(scene, name)) and scene.state in step.starts
]


def taker(scene: Scene, step: Step, home: str) -> str:
    """The first whom the table lets take a step."""
    return next(
        who
        for who in (*scene.people, scene.play.source)
        if who != APPLICANT
        and any(may(scene.play.kind, step, scene.state, side) for side in scene.sides(who, home))
        and (step.by != {Side.ISSUER} or who == OFFICE)
    )


@pytest.mark.parametrize(("scene", "step"), TAKEN)
def test_a_step_is_taken(stage: Stage, scene: Scene, step: Step) -> None:
    case, member = stage.used(scene)
    assert case
    home = stage.company.homes[member]
    name = "sign" if step.name == "conclude" else step.name
    done = stage.take(taker(scene, step, home), name, case)
    assert state_of(done) == step.ends
    assert int(done.etag) == int(case.etag) + 1
    now = stage.member(member)
    assert now
    assert now.organization_id == where(stage, scene, step, home)
    asked_as_said(stage, scene, step, done)
    stage.leave(scene, step, done, member)


def where(stage: Stage, scene: Scene, step: Step, home: str) -> str:
    """Where the member belongs after a step: only the last one moves him."""
    moves = scene.play.kind.effect.moves if step.ends is State.ACCEPTED else ""
    ends = {
        "branch": scene.play.to,
        "unit": scene.play.to,
        "history": "",
        "": home,
    }
    if moves == "receiver":
        return stage.company.departures.outside("安澜区委组织部")
    code = ends[moves]
    return stage.company.cases.organization(code) if code else ""


def asked_as_said(stage: Stage, scene: Scene, step: Step, done: Case) -> None:
    """The row of the act keeps the receipts of the books its table names, and of no others."""
    event = max(stage.company.cases.history(done), key=lambda one: one.sequence)
    assert event.rpc == rpc(scene.play.kind, step)
    books = {one.book for one in event.decisions}
    table = asked.of(scene.play.kind, step)
    assert table.always <= books
    ladder = scene.play.kind.ladder
    assert books - table.all <= {ladder}
    if scene.state not in (State.PROPOSED, State.PROVISIONAL):
        assert ladder in books


BEGUN = [
    pytest.param(scene, step, id=f"{scene}-{step.name}")
    for scene in SCENES
    if scene.state is None
    for step in scene.play.kind.steps
    if step.name in BEGINNINGS
]


@pytest.mark.parametrize(("scene", "step"), BEGUN)
def test_a_case_is_begun_once(stage: Stage, scene: Scene, step: Step) -> None:
    _, member = stage.used(scene)
    who = CAMPUS if Side.CAMPUS in step.by else scene.play.source
    request = beginning(stage.company, scene.play, step.name, member)
    done = stage.company.cases.get(stage.send(who, request))
    assert state_of(done) == step.ends
    event = max(stage.company.cases.history(done), key=lambda one: one.sequence)
    books, table = {one.book for one in event.decisions}, asked.of(scene.play.kind, step)
    assert table.always <= books <= table.all
    again = beginning(stage.company, scene.play, step.name, member)
    if scene.play.kind.name != "INTO":  # there the request names somebody else
        assert outcome(lambda: stage.send(who, again)) == "TRANSFER_OPEN"
