"""Campaigns: opened in time or not at all, places by rule, and nobody above them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.carefund.acts import Application, Care
from tests.carefund.calls import call
from tests.carefund.campaigning import LAST_DAY, Campaigning
from tests.clock import START
from tests.refusals import outcome, refuses


@pytest.fixture
def campaign(care: Care) -> Campaigning:
    return Campaigning(care)


def test_p20_a_start_too_late_is_refused(campaign: Campaigning) -> None:
    """Three weeks before 1 July leave no time for review, publicity, approval and payment."""
    campaign.world.clock.set(START)
    with refuses("CAMPAIGN_LATE"):
        campaign.open()
    with refuses("CALENDAR_MISSING"):
        campaign.open(kind="CAMPAIGN_KIND_SPRING_FESTIVAL", festival_on="2027-02-06")
    with refuses("FESTIVAL_UNFIT"):
        campaign.open(festival_on="2026-07-02")
    with refuses("CATEGORY_UNFIT"):
        campaign.open(category="CARE_CATEGORY_ILLNESS")


def test_the_calendar_is_counted_back_from_the_day_the_money_must_be_there(
    campaign: Campaigning,
) -> None:
    rehearsed = campaign.open(validate_only=True)
    with refuses("CAMPAIGN_UNKNOWN"):
        call(campaign.world, "director", "GetCampaign", id=rehearsed.id)
    for day in ("2026-04-17", "2026-05-26"):
        with refuses("CAMPAIGN_LATE"):
            campaign.open(nominate_by=day)
    campaign.now = made = campaign.open(nominate_by="2026-05-15")
    days = made.calendar
    assert (days.opened_on, days.nominate_by) == ("2026-04-13", "2026-05-15")
    assert (days.nominate_latest, days.pay_by) == (LAST_DAY, "2026-06-30")
    assert days.report_by == "2026-07-02"
    assert (made.year, made.standard_fen, made.seats) == (2026, 100_000, 0)
    with refuses("CAMPAIGN_TAKEN"):
        campaign.open()
    other = campaign.open(category="CARE_CATEGORY_VETERAN")
    first = call(campaign.world, "s.deputy", "ListCampaigns", page_size=1)
    rest = call(campaign.world, "s.deputy", "ListCampaigns", page_token=first.next_page_token)
    assert {first.campaigns[0].id, rest.campaigns[0].id} == {made.id, other.id}
    assert campaign.get("accountant") == made


def test_places_go_by_the_rule_and_what_it_leaves_open_is_decided_by_name(
    campaign: Campaigning,
) -> None:
    campaign.now = campaign.open()
    with refuses("SEATS_UNDECIDED"):
        campaign.allot()
    with refuses("SEATS_UNFIT"):
        campaign.allot(most=2, choices=[campaign.choice("0101", 3)])
    with refuses("SEATS_UNFIT"):
        campaign.allot(most=2, choices=[campaign.choice("0101", 1), campaign.choice("0101", 2)])
    with refuses("SEATS_UNFIT"):
        campaign.allot(most=9, choices=[campaign.choice("0101", 1), campaign.choice("03", 2)])
    before = campaign.now
    campaign.allot(most=2, choices=[campaign.choice("0101", 2)])
    assert campaign.now.manner == 3
    assert campaign.now.seats == 7
    found = campaign.seats()
    masters = found["0101"]
    assert (masters.members, masters.students, masters.person) == (5, 3, "student")
    assert (masters.seats, masters.by_people) == (2, True)
    assert {found[code].seats for code in ("0102", "0201", "0202", "03", "0401")} == {1}
    assert set(campaign.seats("a.secretary")) == {"0101", "0102"}
    campaign.now, stale = before, campaign.now
    with refuses("STALE"):
        campaign.allot(most=2, choices=[campaign.choice("0101", 2)])
    campaign.now = stale
    campaign.allot(most=2, total=4, choices=[campaign.choice("0101", 2)])
    assert campaign.now.seats == 4
    assert sorted(one.seats for one in campaign.seats().values()) == [0, 0, 1, 1, 1, 1]


def test_nobody_is_put_forward_above_the_places(campaign: Campaigning) -> None:
    """C-094: an application too many is refused when it comes, not reported afterwards."""
    campaign.begin(seats=1)
    first = campaign.nominate(campaign.submitted("ready"))
    assert first.campaign_id == campaign.now.id
    assert campaign.seats()["0101"].taken == 1
    with refuses("NOMINATED_ALREADY"):
        campaign.nominate(first)
    with refuses("NOMINATED_ALREADY"):
        campaign.nominate(campaign.submitted("ready", event="另一次慰问"))
    second = campaign.submitted("behind")
    with refuses("QUOTA_FULL"):
        campaign.nominate(second)
    with refuses("SEATS_TAKEN"):
        campaign.allot(choices=[campaign.choice("0101", 0)])
    campaign.care.withdraw(first)
    assert campaign.nominate(second).campaign_id == campaign.now.id


@pytest.mark.parametrize(
    ("said", "refusal"),
    [({"category": "illness"}, "CATEGORY_UNFIT"), ({"category": "veteran"}, "CATEGORY_UNFIT")],
)
def test_p19_a_place_serves_no_other_category(
    campaign: Campaigning, said: dict[str, Any], refusal: str
) -> None:
    campaign.begin()
    case = campaign.care.submitted(event_on="2026-04-10", **said)
    with refuses(refusal):
        campaign.nominate(case)


def test_who_puts_forward_and_when(campaign: Campaigning) -> None:
    campaign.begin()
    case = campaign.submitted()
    for stranger in ("s2.secretary", "b.secretary"):
        with refuses("NOT_YOURS"):
            campaign.nominate(case, stranger)
    draft = campaign.care.draft("behind", category="festival", event_on="2026-04-10")
    with refuses("WRONG_STATE"):
        campaign.nominate(draft)
    campaign.after(LAST_DAY)
    with refuses("NOMINATION_LATE"):
        campaign.nominate(case)


def test_what_is_released_goes_on_by_itself_and_its_place_is_free(campaign: Campaigning) -> None:
    campaign.begin()
    case = campaign.submitted()
    with refuses("NOT_NOMINATED"):
        campaign.release(case)
    case = campaign.nominate(case)
    with refuses("ROLE_NOT_ALLOWED"):
        campaign.release(case, "s.deputy")
    released = campaign.release(case)
    assert released.campaign_id == ""
    assert released.state == case.state
    assert not campaign.listed().nominees
    assert campaign.seats()["0101"].taken == 0


def test_the_list_shows_each_his_own_and_the_office_what_looks_double(
    campaign: Campaigning,
) -> None:
    campaign.begin(seats=2)
    ready, behind = campaign.campus.members["ready"], campaign.campus.members["behind"]
    one = campaign.nominate(campaign.submitted("ready"))
    alone = campaign.submitted("ready", event="春季走访")
    empty = campaign.listed("director").list_sha256
    wife = campaign.nominate(campaign.submitted("behind", event="另一次慰问", spouse_id=ready))
    found = {each.member_id: each for each in campaign.listed().nominees}
    doubles = {
        member: sorted((each.code, each.application_id) for each in found[member].doubles)
        for member in (ready, behind)
    }
    assert doubles == {
        ready: [("OTHER_CASE", alone.id), ("SAME_HOUSEHOLD", wife.id)],
        behind: [("SAME_HOUSEHOLD", one.id)],
    }
    mine = campaign.listed("a.secretary", page_size=1)
    rest = campaign.listed("a.secretary", page_token=mine.next_page_token)
    assert [each.application_id for each in (*mine.nominees, *rest.nominees)] == [one.id, wife.id]
    assert not any(each.doubles for each in mine.nominees)
    stranger = campaign.listed("b.secretary")
    assert not stranger.nominees
    assert stranger.list_sha256 == mine.list_sha256 != empty
    with refuses("PAGE_TOKEN_INVALID"):
        campaign.listed(page_token="WyJhIl0")


def test_nobody_puts_his_own_case_forward(campaign: Campaigning) -> None:
    campaign.begin()
    case = campaign.submitted("s.secretary")
    with refuses("OWN_CASE"):
        campaign.nominate(case, "s.secretary")
    assert campaign.nominate(case).campaign_id == campaign.now.id


def test_of_many_for_the_last_place_exactly_one_gets_it(campaign: Campaigning) -> None:
    campaign.begin(seats=1)
    cases = [
        campaign.submitted(one) for one in ("ready", "behind", "s.commissioner", "s.secretary")
    ]

    def told(case: Application) -> str:
        return outcome(lambda: campaign.nominate(case))

    with ThreadPoolExecutor(len(cases)) as threads:
        found = list(threads.map(told, cases))
    assert sorted(found) == ["OK"] + ["QUOTA_FULL"] * (len(cases) - 1)
    assert campaign.seats()["0101"].taken == 1


def test_a_spring_festival_is_once_a_year(campaign: Campaigning) -> None:
    """Which day is its first is a clerk's to look up; two days make no second festival."""
    campaign.world.clock.set(datetime(2025, 11, 10, 2, 0, tzinfo=UTC))
    spring = {"kind": "CAMPAIGN_KIND_SPRING_FESTIVAL"}
    campaign.open(**spring, festival_on="2026-02-17")
    with refuses("CAMPAIGN_TAKEN"):
        campaign.open(**spring, festival_on="2026-02-16")
