"""After the visits: sheets agree with the payments, and a campaign ends when all of it has."""

from typing import Any

import pytest

from tests.carefund.acts import Application, Care
from tests.carefund.calls import call
from tests.carefund.campaigning import Campaigning
from tests.refusals import refuses


@pytest.fixture
def campaign(care: Care) -> Campaigning:
    made = Campaigning(care)
    made.begin(seats=2)
    return made


def file(campaign: Campaigning, who: str = "a.secretary", **said: Any) -> Any:
    given = {
        "campaign_id": campaign.now.id,
        "organization_id": campaign.campus.organizations["0101"],
        "sheet_number": "回执2026-01",
        "visited_on": campaign.care.today(),
        "received": 1,
    } | said
    return call(campaign.world, who, "FileReturn", **given)


def close(campaign: Campaigning) -> Any:
    campaign.now = campaign.on("CloseCampaign")
    return campaign.now


def confirmed(campaign: Campaigning, case: Application) -> Application:
    return campaign.care.stands(case, "CONFIRMED", approved_fen=50_000)


def test_a_sheet_agrees_with_the_payments(campaign: Campaigning) -> None:
    case = campaign.nominate(campaign.submitted())
    with refuses("RETURN_UNFIT"):
        file(campaign)
    confirmed(campaign, case)
    with refuses("NOT_YOURS"):
        file(campaign, "b.secretary")
    with refuses("UNIT_ABSENT"):
        file(campaign, organization_id=campaign.campus.organizations["01"])
    for day in ("2026-04-12", "2026-04-14"):
        with refuses("DATES_UNFIT"):
            file(campaign, visited_on=day)
    with refuses("RETURN_UNFIT"):
        file(campaign, received=2)
    sheet = file(campaign)
    assert (sheet.received, sheet.filed_on) == (1, "2026-04-13")
    with refuses("RETURN_THERE"):
        file(campaign)


def test_a_campaign_ends_when_all_of_it_has_and_places_left_lapse(campaign: Campaigning) -> None:
    case = campaign.nominate(campaign.submitted())
    with refuses("LIST_OPEN"):
        close(campaign)
    confirmed(campaign, case)
    with refuses("RETURNS_MISSING"):
        close(campaign)
    file(campaign)
    assert close(campaign).closed_on == "2026-04-13"
    with refuses("CAMPAIGN_CLOSED"):
        close(campaign)
    with refuses("CAMPAIGN_CLOSED"):
        campaign.nominate(campaign.submitted("behind"))
    with refuses("CAMPAIGN_CLOSED"):
        campaign.allot()
    with refuses("CAMPAIGN_CLOSED"):
        file(campaign)
