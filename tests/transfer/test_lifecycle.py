"""The table of a transfer's life: every state, step and side, tested from the table itself."""

from datetime import UTC, datetime

import pytest

from dangwu.transfer.v1 import transfer_pb2
from services.transfer import lifecycle
from services.transfer.lifecycle import ENDS, IN_HANDS_OF, STEPS, Side, State, Step, may
from services.transfer.refusals import WrongState
from services.transfer.store import Transfer

NOON = datetime(2026, 6, 10, 4, tzinfo=UTC)
STATES: tuple[State | None, ...] = (None, *State)

every_state = pytest.mark.parametrize("state", STATES, ids=lambda state: state or "-")
every_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
every_side = pytest.mark.parametrize("side", Side)


@every_step
@every_state
def test_a_step_leads_from_where_it_begins_and_from_nowhere_else(
    state: State | None, step: Step
) -> None:
    if state in step.starts:
        assert lifecycle.after(step, state, "t-1") is step.ends
        return
    with pytest.raises(WrongState) as refused:
        lifecycle.after(step, state, "t-1")
    told = refused.value.details
    assert told["state"] == (state or "-")
    assert set(told["expected"].split(", ")) == {one or "-" for one in step.starts}
    assert set(filter(None, told["next"].split(","))) == {
        one.name for one in STEPS if state and state in one.starts and one is not lifecycle.CONCLUDE
    }
    assert "{" not in refused.value.sentence_zh + refused.value.sentence_en


@every_step
@pytest.mark.parametrize("state", State)
def test_taking_a_step_changes_state_and_version_or_nothing(state: State, step: Step) -> None:
    case = Transfer(id="t-1", version=3, stored_state=state, ended_at=None)
    if state in step.starts:
        case.take(step, NOON)
        assert (case.state, case.version) == (step.ends, 4)
        assert case.ended_at == (NOON if step.ends in ENDS else None)
    else:
        with pytest.raises(WrongState):
            case.take(step, NOON)
        assert (case.state, case.version, case.ended_at) == (state, 3, None)


@every_side
@every_step
@every_state
def test_a_side_may_take_its_own_steps_where_they_begin(
    state: State | None, step: Step, side: Side
) -> None:
    holds_the_rung = side in (Side.REVIEWER, Side.TARGET)
    in_its_hands = not holds_the_rung or (state is not None and IN_HANDS_OF.get(state) is side)
    assert may(step, state, side) == (state in step.starts and side in step.by and in_its_hands)


def test_an_open_case_is_in_the_hands_of_one_side_and_an_ended_one_of_none() -> None:
    assert set(IN_HANDS_OF) == set(State) - ENDS


@pytest.mark.parametrize("state", sorted(set(State) - ENDS))
def test_whoever_an_open_case_waits_on_can_take_it_further(state: State) -> None:
    assert [step for step in STEPS if may(step, state, IN_HANDS_OF[state])]


def test_no_step_leads_out_of_an_end_and_every_case_can_come_to_one() -> None:
    assert not [step.name for step in STEPS if step.starts & ENDS]
    lost = set(State)
    reached: set[State | None] = set(ENDS)
    for _ in State:
        reached |= {start for step in STEPS if step.ends in reached for start in step.starts}
    assert not lost - reached


def test_every_state_can_be_reached() -> None:
    reached: set[State | None] = {None}
    for _ in State:
        reached |= {step.ends for step in STEPS if step.starts & reached}
    assert reached == set(STATES)


def test_only_the_destination_branch_accepts_and_only_when_all_have_agreed() -> None:
    [accepting] = [step for step in STEPS if step.ends is State.ACCEPTED]
    assert accepting.starts == {State.AGREED}
    assert accepting.by == {Side.TARGET}


def test_a_case_is_withdrawn_before_anybody_has_reviewed_it() -> None:
    [withdrawing] = [step for step in STEPS if step.ends is State.WITHDRAWN]
    assert withdrawing.by == {Side.SOURCE}
    assert withdrawing.starts == {State.PROPOSED, State.SUBMITTED, State.RETURNED}


def test_campus_systems_propose_and_no_more() -> None:
    assert [step.name for step in STEPS if Side.CAMPUS in step.by] == ["propose"]


def test_states_are_those_of_the_proto_and_every_word_has_a_chinese_name() -> None:
    numbered = transfer_pb2.TransferState.DESCRIPTOR.values_by_name
    named = {name.removeprefix("TRANSFER_STATE_") for name in numbered}
    assert named - {"UNSPECIFIED"} == set(State)
    assert set(lifecycle.STATE_CALLED) == set(State)
    assert set(lifecycle.STEP_CALLED) == {step.name for step in STEPS}
