"""Approval: bounds on both sides, no splitting, one rung a person, and nothing is unfunded."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.carefund import publicity
from services.carefund.publicity import FIELDS, Subject
from services.carefund.store import Application, Rung
from tests.carefund.road import FREE, SIGNER, Road
from tests.refusals import outcome, refuses

COSTS: dict[str, Any] = {"cost_fen": 9_000_000, "self_paid_fen": 6_000_000}
BANDS = [
    (500_00, ["organization_head"]),
    (500_01, ["organization_head", "vice_secretary"]),
    (2_000_00, ["organization_head", "vice_secretary"]),
    (2_000_01, ["organization_head", "vice_secretary", "secretary"]),
    (5_000_00, ["organization_head", "vice_secretary", "secretary"]),
]


def at_office(road: Road, fen: int, **said: Any) -> Any:
    case = road.reviewed(requested_fen=fen, **(COSTS | said))
    return road.screened(road.stands(case, "OFFICE_REVIEW"))


@pytest.mark.parametrize(("fen", "signers"), BANDS)
def test_each_side_of_each_bound(shared_road: Road, fen: int, signers: list[str]) -> None:
    case = shared_road.draft(requested_fen=fen, event=f"事{fen}", **COSTS)
    assert [one.signer for one in shared_road.ladder(case).rungs] == signers


def test_over_the_standard_goes_to_the_standing_committee_with_minutes(road: Road) -> None:
    case = road.deliberated(road.submitted(requested_fen=3_000_00))
    with refuses("SUM_UNFIT"):
        road.endorsed(case, 2_500_00)  # the standard of this illness is 2,000.00
    case = road.endorsed(case, 2_500_00, because="花费特别大")
    case = road.screened(road.stands(case, "OFFICE_REVIEW"))
    case = road.proposed(case, road.pool(), because="花费特别大")
    assert [one.signer for one in road.ladder(case).rungs][-1] == "standing_committee"
    for who in ("director", "vice", "head"):
        case = road.signed(case, who)
    with refuses("RESOLUTION_UNFIT"):
        road.signed(case, SIGNER["standing_committee"], road.plan().id)
    meeting = road.named(case, body="DECIDING_BODY_SECRETARIES_MEETING")
    with refuses("RESOLUTION_UNFIT"):
        road.signed(case, SIGNER["standing_committee"], meeting.id)
    case = road.signed(case, SIGNER["standing_committee"], road.named(case).id)
    assert case.approved_fen == 2_500_00


def test_splitting_one_event_gains_nothing(road: Road) -> None:
    first = at_office(road, 400_00)
    first = road.all_sign(road.proposed(first, road.pool()), road.plan().id)
    assert first.approved_fen == 400_00
    # The same event again, by whatever way it comes to be put forward.
    other = road.draft(requested_fen=200_00, event="手术二")
    with road.database() as session:
        row = session.get_one(Application, other.id)
        row.event_index = session.get_one(Application, first.id).event_index
        session.commit()
    ladder = road.ladder(road.get(other, "director"))
    assert (ladder.counted_fen, ladder.band) == (600_00, "vice_secretary")


def test_who_signed_or_handled_signs_no_more(road: Road) -> None:
    case = road.proposed(at_office(road, 3_000_00), road.pool())
    with refuses("DUTIES_CLASH"):
        road.signed(case, "officer")  # he handled it
    with refuses("NOT_YOUR_RUNG"):
        road.signed(case, "vice")  # the head of the department comes first
    case = road.signed(case, "director")
    with refuses("NOT_YOUR_RUNG"):
        road.signed(case, "director")
    case = road.signed(case, "vice")
    with refuses("RESOLUTION_UNKNOWN"):
        road.signed(case, "head")
    assert road.signed(case, "head", road.named(case).id).approved_fen == 3_000_00


def test_of_32_last_signatures_at_once_one_gets_the_last_1000(road: Road) -> None:
    pool_id, plan = road.pool(FREE, 1_000_00), road.plan().id
    cases = []
    for number in range(32):
        case = road.draft(requested_fen=1_000_00, event=f"事{number}", category="illness")
        with road.database() as session:
            session.add(
                Rung(
                    application_id=case.id, round=1, number=1, signer="organization_head",
                    signed_by_id="", signed_by_name="", resolution_id="",
                )
            )  # fmt: skip
            session.commit()
        day = {"submitted_on": road.world.clock().date()}
        cases.append(road.stands(case, "APPROVAL", proposed_fen=1_000_00, pool_id=pool_id, **day))

    def sign(case: Any) -> str:
        return outcome(lambda: road.signed(case, "director", plan))

    with ThreadPoolExecutor(32) as threads:
        told = list(threads.map(sign, cases))
    assert sorted(told) == ["OK"] + ["POOL_SHORT"] * 31
    pool = road.call("director", "GetPool", id=pool_id)
    assert (pool.cash_fen, pool.reserved_fen, pool.available_fen) == (1_000_00, 1_000_00, 0)


def test_a_case_that_was_not_screened_is_not_proposed(road: Road) -> None:
    case = road.stands(road.reviewed(), "OFFICE_REVIEW")
    pool_id = road.pool()
    with refuses("SCREENING_OPEN"):
        road.proposed(case, pool_id)
    objecting = road.screened(case, objects=True)
    with refuses("SCREENING_OPEN"):
        road.proposed(objecting, pool_id)
    with refuses("REPLY_THERE"):
        road.screened(objecting)
    with refuses("POOL_UNKNOWN"):
        road.proposed(objecting, "b-000000000000")


def test_restricted_money_pays_for_its_purpose_only(road: Road) -> None:
    case = at_office(road, 1_000_00)
    students = road.pool(4, 5_000_00, 4)
    with refuses("POOL_UNFIT"):
        road.proposed(case, students)


def test_500_generated_notices_show_nothing_forbidden() -> None:
    """Whatever stands in a name: numbers are cut out, health is masked, and there is no sixth."""
    forbidden = ("110101199003072316", "13800138000", "6222020000000001234", "1990-03-07")
    for number in range(500):
        typed = forbidden[number % len(forbidden)]
        word = list(publicity.COARSE)[number % len(publicity.COARSE)]
        one = Subject(
            application_id=f"a-{number:012d}",
            member_name=f"张{'三四五六'[number % 4]}{typed if number % 3 == 0 else ''}",
            organization_name=f"第{number}党支部{typed if number % 5 == 0 else ''}",
            category=word,
            amount_fen=2_000_00,
            name_form="masked" if number % 2 else "full",
            shows=frozenset(FIELDS[: number % 5]),
        )
        [entry] = publicity.projected([one])
        shown = f"{entry.name} {entry.organization} {entry.category} {entry.amount_fen}"
        assert not [one for one in forbidden if one in shown]
        assert not any(word in shown for word in ("手术", "癌", "诊断"))
