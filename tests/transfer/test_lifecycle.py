"""The table of a transfer's life: every state, step and side, tested from the table itself."""

from datetime import UTC, datetime
from itertools import product

import pytest

from dangwu.transfer.v1 import kind_pb2, transfer_pb2
from services.transfer import kinds, lifecycle
from services.transfer.kinds import KINDS, Kind, may
from services.transfer.lifecycle import ENDS, STEPS, Side, State
from services.transfer.refusals import WrongState
from services.transfer.store import Transfer

NOON = datetime(2026, 6, 10, 4, tzinfo=UTC)
STATES: tuple[State | None, ...] = (None, *State)
MOVING = {"branch", "receiver", "unit"}

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


@every_kind
def test_a_step_leads_from_where_it_begins_and_from_nowhere_else(kind: Kind) -> None:
    for step, state in product(STEPS, STATES):
        if step in kind.steps and state in step.starts:
            assert kinds.after(step, state, "t-1", kind) is step.ends
            continue
        with pytest.raises(WrongState) as refused:
            kinds.after(step, state, "t-1", kind)
        told = refused.value.details
        assert told["state"] == (state or "-")
        assert set(filter(None, told["next"].split(","))) == {
            one.name
            for one in kind.steps
            if state in one.starts and one is not lifecycle.CONCLUDE
            if state is not None
        }
        assert "{" not in refused.value.sentence_zh + refused.value.sentence_en


@every_kind
def test_taking_a_step_changes_state_and_version_or_nothing(kind: Kind) -> None:
    for step, state in product(STEPS, State):
        case = Transfer(
            id="t-1", version=3, stored_state=state, stored_kind=kind.name, ended_at=None
        )
        if step in kind.steps and state in step.starts:
            case.take(step, NOON)
            assert (case.state, case.version) == (step.ends, 4)
            assert case.ended_at == (NOON if step.ends in ENDS else None)
        else:
            with pytest.raises(WrongState):
                case.take(step, NOON)
            assert (case.state, case.version, case.ended_at) == (state, 3, None)


@every_kind
def test_a_side_may_take_its_own_steps_where_they_begin(kind: Kind) -> None:
    turns = (Side.REVIEWER, Side.TARGET, Side.ISSUER, Side.OFFICE)
    for step, state, side in product(STEPS, STATES, Side):
        begins = step in kind.steps and state in step.starts and side in step.by
        hands = kind.in_hands_of.get(state) if state else None
        its_turn = state is None or side not in turns or hands is side
        assert may(kind, step, state, side) == (begins and its_turn), (step.name, state, side)


@every_kind
def test_an_open_case_is_in_the_hands_of_one_side_which_can_take_it_further(kind: Kind) -> None:
    for state in set(kind.states) - ENDS:
        assert [step for step in kind.steps if may(kind, step, state, kind.in_hands_of[state])]


@every_kind
def test_one_side_takes_a_step_from_a_state(kind: Kind) -> None:
    for step, state in product(kind.steps, State):
        if state in step.starts:
            sides = [side for side in Side if may(kind, step, state, side)]
            assert sides == [kinds.side_for(kind, step, state)]


@every_kind
def test_no_step_leads_out_of_an_end_and_every_case_can_come_to_one(kind: Kind) -> None:
    assert not [step.name for step in kind.steps if step.starts & ENDS]
    reached: set[State | None] = set(ENDS)
    for _ in State:
        reached |= {start for step in kind.steps if step.ends in reached for start in step.starts}
    assert not set(kind.states) - reached


@every_kind
def test_every_state_of_a_kind_can_be_reached(kind: Kind) -> None:
    reached: set[State | None] = {None}
    for _ in State:
        reached |= {step.ends for step in kind.steps if step.starts & reached}
    assert reached == {None, *kind.states}


@every_kind
def test_one_step_moves_and_only_when_all_have_agreed(kind: Kind) -> None:
    [accepting] = [step for step in kind.steps if step.ends is State.ACCEPTED]
    leaves = kind.effect.moves == "receiver"
    assert accepting.starts == {State.IN_TRANSIT if leaves else State.AGREED}
    assert accepting.by == {Side.ISSUER if leaves else Side.TARGET}


@every_kind
def test_a_case_is_withdrawn_by_who_files_it_and_before_anybody_has_reviewed_it(
    kind: Kind,
) -> None:
    [withdrawing] = [step for step in kind.steps if step.ends is State.WITHDRAWN]
    assert withdrawing.by == {kind.files}
    reviewed = {State.UNDER_REVIEW, State.AGREED, State.IN_TRANSIT, State.IN_DOUBT}
    assert not withdrawing.starts & reviewed


@every_kind
def test_campus_systems_propose_or_register_and_no_more(kind: Kind) -> None:
    begun = {step.name for step in kind.steps if Side.CAMPUS in step.by}
    assert begun <= {"propose", "arrive", "enrol"}


@every_kind
def test_a_name_means_one_step_of_a_kind(kind: Kind) -> None:
    named = [step.name for step in kind.steps]
    assert len(named) == len(set(named))


def test_kinds_are_those_of_the_proto() -> None:
    numbered = kind_pb2.CaseKind.DESCRIPTOR.values_by_name
    named = {name.removeprefix("CASE_KIND_") for name in numbered}
    assert named - {"UNSPECIFIED"} == set(KINDS)
    assert len({kind.called for kind in KINDS.values()}) == len(KINDS)


def test_every_step_belongs_to_some_kind() -> None:
    assert {step for kind in KINDS.values() for step in kind.steps} == set(STEPS)


def test_states_are_those_of_the_proto_and_every_word_has_a_chinese_name() -> None:
    numbered = transfer_pb2.TransferState.DESCRIPTOR.values_by_name
    named = {name.removeprefix("TRANSFER_STATE_") for name in numbered}
    assert named - {"UNSPECIFIED"} == set(State)
    assert set(lifecycle.STATE_CALLED) == set(State)
    assert set(lifecycle.STEP_CALLED) == {step.name for step in STEPS}
