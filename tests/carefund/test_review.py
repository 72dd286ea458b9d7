"""Review: what each stage keeps, and what it refuses."""

from typing import Any

import pytest

from services.carefund.lifecycle import State
from tests.carefund.road import Road
from tests.refusals import refuses

YUAN = 100


def at_office(road: Road, fen: int = 2_000_00, **said: Any) -> Any:
    """A case at the department, brought there without a notice."""
    case = road.reviewed(requested_fen=fen, **said)
    return road.screened(road.stands(case, "OFFICE_REVIEW"))


def test_from_submission_to_approval(road: Road) -> None:
    case = at_office(road)
    pool_id = road.pool(fen=3_000_00)
    case = road.proposed(case, pool_id)
    ladder = road.ladder(case)
    assert (ladder.band, ladder.resolution_kind) == ("vice_secretary", "standing_resolution")
    assert [one.holder_names for one in ladder.rungs] == ["董部长", "人vice"]
    plan = road.plan().id
    case = road.signed(case, "director")
    assert State(case.state) is State.APPROVAL
    case = road.signed(case, "vice", plan)
    assert (State(case.state), case.approved_fen) == (State.APPROVED, 2_000_00)
    pool = road.call("director", "GetPool", id=pool_id)
    assert (pool.reserved_fen, pool.available_fen) == (2_000_00, 1_000_00)
    assert [one.signed_on != "" for one in road.ladder(case).rungs] == [True, True]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"present": 6}, "present"),
        ({"entitled": 4, "present": 2, "in_favour": 2}, "present, in_favour"),
        ({"in_favour": 2}, "in_favour"),
        ({"held_on": "2027-01-01"}, "held_on"),
        ({"held_on": "2026-01-01"}, "held_on"),
        ({"evidence_attested": False}, "evidence_attested"),
    ],
)
def test_a_meeting_that_cannot_be_so(shared_road: Road, said: dict[str, Any], field: str) -> None:
    case = shared_road.submitted(event=f"事由{field}{len(str(said))}")
    with refuses("MEETING_UNFIT") as refused:
        shared_road.deliberated(case, **said)
    assert refused.details["field"] == field
    shared_road.withdraw(case)
