"""Places and calendars are the school's rules: with another edition the next campaign differs."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.chassis.database import Database
from services.rules import store
from services.rules.text import shelf
from tests.carefund.acts import Care
from tests.carefund.campaigning import Campaigning
from tests.house.tree import ROOT
from tests.refusals import refuses

MANNER = """
  - from: 2026-04-10
    published: 2026-04-10
    goes_by: submission
    sample: true
    note: 试验用。
    cases:
      - then: {manner}
        because: 试验用。
        because_en: For a test.
    tests:
      - {{given: {{}}, then: {manner}}}
"""
YEAR_2027 = """
  - from: 2027-01-01
    until: 2027-12-31
    published: 2026-11-04
    goes_by: event
    sample: true
    note: 试验用。
    holidays:
      - name: 春节
        name_en: Spring Festival
        from: 2027-02-05
        to: 2027-02-11
"""


@pytest.fixture
def campaign(care: Care) -> Campaigning:
    return Campaigning(care)


def publish(campaign: Campaigning, book: str, edition: str, on: date) -> None:
    """Adds an edition to a book of the package, as an upgrade of it would."""
    text = (ROOT / f"services/rules/books/{book}.yaml").read_text(encoding="utf-8")
    database = Database(campaign.world.url.format(service="rules"))
    with database.writing() as session:
        store.seed(session, [shelf.parse(f"{book}.yaml", f"{text}{edition}")], on)
        session.commit()
    database.close()


def in_tiers(campaign: Campaigning) -> list[dict[str, Any]]:
    codes = ("0101", "0102", "0201", "0202", "03", "0401")
    tiers = dict.fromkeys(codes, "二档") | {"0101": "一档"}
    ids = campaign.campus.organizations
    return [{"organization_id": ids[code], "tier": tier} for code, tier in tiers.items()]


@pytest.mark.parametrize("manner", ["fixed", "range", "tiered"])
def test_c089_the_rule_names_the_manner(campaign: Campaigning, manner: str) -> None:
    publish(campaign, "carefund/quota_rule", MANNER.format(manner=manner), date(2026, 4, 10))
    campaign.now = campaign.open()
    if manner == "fixed":
        with refuses("SEATS_UNFIT"):
            campaign.allot(each=2, most=9, choices=[campaign.choice("0101", 3)])
        campaign.allot(each=2)
    elif manner == "range":
        campaign.allot(least=1, most=6, choices=[campaign.choice("0101", 6)])
    else:
        with refuses("SEATS_UNDECIDED"):
            campaign.allot(tiers=[{"name": "一档", "seats": 3}])
        tiers = [{"name": "一档", "seats": 3}, {"name": "二档", "seats": 1}]
        campaign.allot(tiers=tiers, choices=in_tiers(campaign))
    expected = {"fixed": (2, 2, 12), "range": (6, 1, 11), "tiered": (3, 1, 8)}[manner]
    found = campaign.seats()
    assert (found["0101"].seats, found["0102"].seats, campaign.now.seats) == expected


def test_a_spring_festival_campaign_waits_for_the_calendar_and_pays_the_day_before(
    campaign: Campaigning,
) -> None:
    campaign.world.clock.set(datetime(2026, 12, 1, 2, 0, tzinfo=UTC))
    said = {"kind": "CAMPAIGN_KIND_SPRING_FESTIVAL", "festival_on": "2027-02-06"}
    with refuses("CALENDAR_MISSING"):
        campaign.open(**said)
    publish(campaign, "calendar/working_days", YEAR_2027, date(2026, 11, 4))
    days = campaign.open(**said).calendar
    assert (days.pay_by, days.approve_by, days.report_by) == ("2027-02-05", "2027-01-28", "")
    assert days.nominate_by == "2026-12-31"
    campaign.world.clock.set(datetime(2026, 12, 28, 2, 0, tzinfo=UTC))
    with refuses("CAMPAIGN_LATE"):
        campaign.open(**said | {"category": "CARE_CATEGORY_VETERAN"})
