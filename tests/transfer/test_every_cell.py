"""A transfer within the school, every state x step x side, for real: taken where the table allows
it, and refused elsewhere."""

from collections.abc import Callable

import pytest

from services.transfer.kinds import KINDS, may
from services.transfer.lifecycle import (
    ACCEPT,
    CONCLUDE,
    ENDS,
    PROPOSE,
    REJECT,
    REQUEST,
    RETURN,
    SIGN,
    SUBMIT,
    WITHDRAW,
    Side,
    Step,
)
from tests.refusals import refuses
from tests.transfer.acts import Case, Cases, state_of
from tests.transfer.stage import CAMPUS, OUTSIDER, SCENES, SOURCE, Scene, Stage

WITHIN = KINDS["WITHIN"]
APPLICANT = "applicant"
SIDES = ("campus", "source", "holder", "target", "outsider", APPLICANT)
BEGINNINGS = (PROPOSE, REQUEST)

# SIGN stands for CONCLUDE too: callers know one signature, and the scene says which it is.
ACTS: dict[Step, Callable[[Cases, str, Case], Case]] = {
    SUBMIT: lambda cases, who, case: cases.submit(who, case),
    SIGN: lambda cases, who, case: cases.sign(who, case),
    RETURN: lambda cases, who, case: cases.send_back(who, case),
    REJECT: lambda cases, who, case: cases.reject(who, case),
    WITHDRAW: lambda cases, who, case: cases.withdraw(who, case),
    ACCEPT: lambda cases, who, case: cases.accept(who, case),
}
CELLS = [
    pytest.param(scene, step, side, id=f"{scene.name}-{step.name}-{side}")
    for scene in SCENES
    for step in (*BEGINNINGS, *ACTS)
    for side in SIDES
    if scene.state is not None or step in BEGINNINGS
]


@pytest.fixture(scope="module")
def stage(shared_cases: Cases) -> Stage:
    return Stage(shared_cases)


def in_table(scene: Scene, step: Step) -> Step:
    return CONCLUDE if step is SIGN and scene.closes else step


def refusal(scene: Scene, step: Step, who: str) -> str:
    """Why somebody is refused a step in a scene, by the table; "" when it is open to him."""
    if (who == CAMPUS) != (Side.CAMPUS in step.by):
        return "ROLE_NOT_ALLOWED"
    sides, state = scene.sides(who), scene.state
    if step in BEGINNINGS:
        if sides.isdisjoint(step.by):
            return "OWN_CASE" if who == APPLICANT else "NOT_YOURS"
        return "TRANSFER_OPEN" if state and state not in ENDS else ""
    if who == OUTSIDER:
        return "NOT_YOURS"
    if state not in step.starts:
        return "WRONG_STATE"
    if any(may(WITHIN, in_table(scene, step), state, side) for side in sides):
        return ""
    if who == APPLICANT:
        return "OWN_CASE"
    # The rung is his own branch's, and another post's turn.
    own_rung = who == SOURCE and scene.name == "submitted"
    return "HOLDER_BEFORE_YOU" if own_rung else "NOT_YOURS"


def take(cases: Cases, scene: Scene, step: Step, who: str, case: Case | None, member: str) -> Case:
    who = member if who == APPLICANT else who
    if step is PROPOSE:
        return cases.propose(who, member, "0102")
    if step is REQUEST:
        return cases.request(who, member, "0102")
    assert case
    return ACTS[step](cases, who, case)


def test_the_scenes_show_every_state_and_every_beginning_of_every_step() -> None:
    assert {scene.state for scene in SCENES} == {None, *WITHIN.states}
    shown = {(in_table(scene, SIGN), scene.state) for scene in SCENES}
    for step in WITHIN.steps:
        if step in (SIGN, CONCLUDE):
            assert {(step, state) for state in step.starts} <= shown
    assert {*BEGINNINGS, *ACTS, CONCLUDE} == set(WITHIN.steps)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_is_what_it_says(stage: Stage, scene: Scene) -> None:
    case, member = stage.shown(scene)
    assert (state_of(case) if case else None) == scene.state
    assert stage.cases.belongs(member) == scene.home


@pytest.mark.parametrize(("scene", "step", "side"), CELLS)
def test_a_cell(stage: Stage, scene: Scene, step: Step, side: str) -> None:
    who = scene.people.get(side, APPLICANT)
    expected = refusal(scene, step, who)
    if expected:
        is_refused(stage, scene, step, who, expected)
    else:
        is_taken(stage, scene, step, who)


def is_refused(stage: Stage, scene: Scene, step: Step, who: str, expected: str) -> None:
    cases = stage.cases
    case, member = stage.shown(scene)
    try:
        with refuses(expected):
            take(cases, scene, step, who, case, member)
    except pytest.fail.Exception:
        stage.spoilt(scene)
        raise
    assert (case and cases.get(case)) == case
    assert cases.member(member) == stage.members[member]


def is_taken(stage: Stage, scene: Scene, step: Step, who: str) -> None:
    cases = stage.cases
    case, member = stage.fresh(scene)
    done = take(cases, scene, step, who, case, member)
    assert state_of(done) == in_table(scene, step).ends
    assert done == cases.get(done, who)
    home = "0201" if step is ACCEPT else scene.home
    assert cases.belongs(member) == home == cases.code(cases.get(done).belongs_to_id)
