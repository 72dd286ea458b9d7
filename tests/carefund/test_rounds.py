"""A case that was sent back: what was said of an earlier round stands behind nothing now."""

from typing import Any

import pytest

from services.carefund.lifecycle import State
from tests.carefund.acts import category
from tests.carefund.road import Road
from tests.refusals import refuses

OBJECTS: Any = {"objects": True, "document": "纪函〔2026〕9号"}


@pytest.fixture
def road(world: Any) -> Road:
    return Road(world)


def dearer(road: Road, case: Any) -> Any:
    """Amended to another sum and put forward again."""
    return road.submit(road.amend(case, requested_fen=300_000))


def test_minutes_of_an_earlier_round_decide_nothing(road: Road) -> None:
    case = road.deliberated(road.submitted())
    before = road.today()
    road.world.clock.pass_days(2)
    case = dearer(road, road.returned(case, "a.secretary"))
    with refuses("MEETING_UNFIT") as refused:
        road.deliberated(case, held_on=before)
    assert refused.details["field"] == "held_on"
    assert State(road.deliberated(case).state) is State.UNIT_REVIEW


def test_a_resolution_passes_a_case_as_it_then_stood(road: Road) -> None:
    case = road.in_approval()
    resolution = road.named(case)
    road.world.clock.pass_days(1)
    case = dearer(road, road.returned(case, "officer2"))
    case = road.screened(road.shown(road.endorsed(road.deliberated(case), because="费用高")))
    case = road.proposed(case, road.pool(), because="费用高")
    with refuses("RESOLUTION_UNFIT"):
        road.signed(case, resolution=resolution.id)
    assert State(road.all_sign(case, road.named(case).id).state) is State.APPROVED


def test_a_resolution_names_what_was_put_forward(road: Road) -> None:
    with refuses("MEETING_UNFIT") as refused:
        road.named(road.draft())
    assert refused.details["field"] == "application_ids"
    case = road.submitted()
    kept = road.named(case, number="党委纪要〔2026〕90号")
    with refuses("RESOLUTION_TAKEN"):
        road.named(case, number="党委纪要〔2026〕90号\u200b ")
    assert kept.number == "党委纪要〔2026〕90号"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"body": "DECIDING_BODY_SECRETARIES_MEETING"}, "body"),
        ({"plan_year": 2025}, "plan_year"),
        ({"plan_year": 2028}, "plan_year"),
    ],
)
def test_a_plan_is_the_committees_and_of_its_year(
    road: Road, said: dict[str, Any], field: str
) -> None:
    with refuses("MEETING_UNFIT") as refused:
        road.plan(**said)
    assert refused.details["field"] == field


def test_offices_are_asked_anew_in_each_round(road: Road) -> None:
    case = road.screened(road.shown(road.reviewed()), **OBJECTS)
    with refuses("REPLY_THERE"):
        road.screened(case)
    pool = road.pool()
    with refuses("SCREENING_OPEN"):
        road.proposed(case, pool)
    asked = road.today()
    road.world.clock.pass_days(1)
    case = road.submit(road.returned(case, "officer2"))
    case = road.shown(road.endorsed(road.deliberated(case)))
    with refuses("SCREENING_OPEN"):
        road.proposed(case, pool)
    with refuses("DATES_UNFIT"):
        road.screened(case, asked_on=asked)
    assert State(road.proposed(road.screened(case), pool).state) is State.APPROVAL


def test_another_event_counts_from_the_day_it_was_put_forward(road: Road) -> None:
    case = road.returned(road.submitted())
    first = case.submitted_on
    road.world.clock.pass_days(30)
    assert road.submit(road.amend(case, reasons="补充说明")).submitted_on == first
    case = road.returned(road.get(case))
    # A day after the first submission: the form is of another event now.
    case = road.amend(case, event="骨折手术", event_on=road.today())
    assert road.submit(case).submitted_on == road.today() > first


def test_an_old_event_is_not_slipped_under_an_early_day(road: Road) -> None:
    case = road.returned(road.submitted(event_on="2026-06-09"))
    while road.today() < "2027-03-01":
        road.world.clock.pass_days(30)
    case = road.amend(case, event="旧病", event_on="2026-01-05")
    with refuses("NOT_ELIGIBLE") as refused:
        road.submit(case)
    assert "EVENT_TOO_OLD" in refused.details["findings"]


def burnt(road: Road) -> Any:
    """An application that pleads a fire, without any paper."""
    return road.submit(
        road.draft(category="disaster", event="住所失火", emergency="EMERGENCY_TRIGGER_FIRE")
    )


def test_an_emergency_on_the_usual_way_skips_nothing(road: Road) -> None:
    case = burnt(road)
    with refuses("NOT_ELIGIBLE") as refused:
        road.deliberated(case)
    assert refused.details["findings"] == "EVIDENCE_MISSING"
    case = road.submit(road.papers(road.returned(case)))
    case = road.endorsed(road.deliberated(case), because="损失大")
    assert State(case.state) is State.PUBLICITY
    assert case.category == category("disaster")


def test_an_emergency_once_signed_is_finished_or_sent_back(road: Road) -> None:
    case = road.act("a.secretary", "SignEmergency", burnt(road))
    with refuses("EMERGENCY_BEGUN"):
        road.deliberated(case)
    case = road.submit(road.papers(road.returned(case)))
    # Who signed the emergency is an approver, and reviews it no more.
    case = road.endorsed(road.deliberated(case), who="a.organizer", because="损失大")
    case = road.screened(road.shown(case))
    assert State(road.proposed(case, road.pool(), because="损失大").state) is State.APPROVAL
    assert road.call("inspector", "ListObligations").obligations == []
