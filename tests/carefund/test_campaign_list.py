"""The list of a campaign: proposed, signed and ordered as a whole, or not at all."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.carefund.lifecycle import State
from services.carefund.store import Resolution, Seat
from tests.carefund.acts import Application, category
from tests.carefund.campaigning import APRIL, LAST_DAY, Campaigning
from tests.carefund.road import Road
from tests.refusals import refuses
from tests.worlds import World

FEN = 60_000
NOT_SEEN = "0" * 64
CAMPAIGNS = {"nobody_above_the_places", "places_serve_their_category", "lists_are_resolved"}


@pytest.fixture
def campaign(world: World) -> Campaigning:
    world.clock.set(APRIL)
    made = Campaigning(Road(world))
    made.begin(seats=3)
    return made


def road(campaign: Campaigning) -> Road:
    assert isinstance(campaign.care, Road)
    return campaign.care


def reviewed(campaign: Campaigning, member: str, **said: Any) -> Application:
    """Put forward, deliberated, and endorsed; the notice that comes next is not this test's."""
    case = campaign.nominate(campaign.submitted(member, requested_fen=FEN, **said))
    return road(campaign).endorsed(road(campaign).deliberated(case))


def at_office(campaign: Campaigning, case: Application, screened: bool = True) -> Application:
    case = campaign.care.stands(case, "OFFICE_REVIEW")
    return road(campaign).screened(case) if screened else case


def two(campaign: Campaigning) -> list[Application]:
    """Two on the list, both with the department, nominations over."""
    cases = [reviewed(campaign, member) for member in ("ready", "behind")]
    campaign.after(LAST_DAY)
    return [at_office(campaign, one) for one in cases]


def states(campaign: Campaigning) -> set[str]:
    return {f"{one.state}" for one in campaign.listed().nominees}


def test_a_list_is_proposed_when_all_of_it_is_there(campaign: Campaigning) -> None:
    pool = road(campaign).pool()
    with refuses("LIST_EMPTY"):
        campaign.over("ProposeList", "officer", pool_id=pool)
    first = at_office(campaign, reviewed(campaign, "ready"))
    with refuses("NOMINATIONS_RUN"):
        campaign.over("ProposeList", "officer", pool_id=pool)
    second = reviewed(campaign, "behind", spouse_id=first.member_id, event="另一次慰问")
    campaign.after(LAST_DAY)
    with refuses("LIST_UNREADY"):
        campaign.over("ProposeList", "officer", pool_id=pool)
    second = at_office(campaign, second, screened=False)
    with refuses("LIST_CHANGED"):
        campaign.over("ProposeList", "officer", pool_id=pool, list_sha256=NOT_SEEN)
    with refuses("LIST_DOUBLED"):
        campaign.over("ProposeList", "officer", pool_id=pool)
    campaign.release(second, "officer2")
    campaign.over("ProposeList", "officer", pool_id=pool)
    assert campaign.now.proposed_on == campaign.care.today()
    assert campaign.care.get(first, "director").state == 7
    assert campaign.care.get(second, "director").state == 6


def test_one_that_cannot_be_proposed_keeps_all_back(campaign: Campaigning) -> None:
    cases = [reviewed(campaign, member) for member in ("ready", "behind")]
    campaign.after(LAST_DAY)
    pool = road(campaign).pool()
    at_office(campaign, cases[0])
    open_one = at_office(campaign, cases[1], screened=False)
    with refuses("SCREENING_OPEN"):
        campaign.over("ProposeList", "officer", pool_id=pool)
    assert states(campaign) == {"6"}
    open_one = road(campaign).screened(open_one)
    campaign.care.stands(open_one, category=category("illness"))
    with refuses("CATEGORY_UNFIT"):
        campaign.over("ProposeList", "officer", pool_id=pool)
    campaign.care.stands(open_one, category=category("festival"))
    campaign.over("ProposeList", "officer", pool_id=pool)
    assert states(campaign) == {"7"}
    with refuses("LIST_FIXED"):
        campaign.allot(most=3, choices=[campaign.choice("0101", 3)])
    with refuses("LIST_FIXED"):
        campaign.nominate(campaign.submitted("s.commissioner"))


def test_one_resolution_stands_behind_all_of_it(campaign: Campaigning) -> None:
    cases = two(campaign)
    pool = road(campaign).pool(fen=2 * FEN - 1)
    campaign.over("ProposeList", "officer", pool_id=pool)
    with refuses("RESOLUTION_UNKNOWN"):
        campaign.over("SignList", resolution_id="g-" + "0" * 12)
    for short in (road(campaign).plan(), road(campaign).named(cases[0])):
        with refuses("LIST_UNRESOLVED"):
            campaign.over("SignList", resolution_id=short.id)
    all_of_it = road(campaign).named(*cases).id
    with refuses("NOT_YOUR_RUNG"):
        campaign.over("SignList", "vice", resolution_id=all_of_it)
    with refuses("DUTIES_CLASH"):
        campaign.over("SignList", "officer", resolution_id=all_of_it)
    campaign.over("SignList", resolution_id=all_of_it)
    assert campaign.now.resolution_id == all_of_it
    with refuses("POOL_SHORT"):
        campaign.over("SignList", "vice", resolution_id=all_of_it)
    assert states(campaign) == {"7"}
    assert road(campaign).call("director", "GetPool", id=pool).reserved_fen == 0


def test_all_of_it_is_ordered_by_the_accountant(campaign: Campaigning) -> None:
    cases = two(campaign)
    campaign.over("ProposeList", "officer", pool_id=road(campaign).pool())
    resolution = road(campaign).named(*cases).id
    with refuses("LIST_UNREADY"):
        campaign.over("OrderList", "accountant", accounts_verified=True)
    for who in ("director", "vice"):
        campaign.over("SignList", who, resolution_id=resolution)
    assert states(campaign) == {"8"}
    with refuses("LIST_EMPTY"):
        campaign.over("SignList", resolution_id=resolution)
    with refuses("NOT_ACCOUNTANT"):
        campaign.over("OrderList", "cashier", accounts_verified=True)
    with refuses("PAYEE_UNFIT"):
        campaign.over("OrderList", "accountant")
    before = campaign.now
    campaign.over("OrderList", "accountant", accounts_verified=True)
    assert states(campaign) == {"9"}
    made = road(campaign).call("cashier", "ListPayments").payments
    assert sorted(one.number for one in made) == [1, 2]
    campaign.now = before
    with refuses("STALE"):
        campaign.over("OrderList", "accountant", accounts_verified=True)
    report = road(campaign).call("director", "ReportCampaign", id=before.id).total
    assert (report.approved, report.approved_fen, report.paid) == (2, 2 * FEN, 0)


def broken(campaign: Campaigning) -> set[str]:
    told = road(campaign).call("inspector", "VerifyFund")
    assert all(one.examined for one in told.checks if one.name in CAMPAIGNS)
    return {one.name for one in told.checks if one.broken}


def test_what_a_campaign_promises_is_verified(campaign: Campaigning) -> None:
    cases = two(campaign)
    campaign.over("ProposeList", "officer", pool_id=road(campaign).pool())
    resolution = road(campaign).named(*cases).id
    for who in ("director", "vice"):
        campaign.over("SignList", who, resolution_id=resolution)
    assert broken(campaign) == set()
    one = cases[0]
    with campaign.care.database() as session:
        session.execute(sa.update(Seat).values(seats=1))
        session.execute(sa.update(Resolution).values(application_ids=cases[1].id))
        session.commit()
    campaign.care.stands(one, category=category("illness"))
    assert broken(campaign) == CAMPAIGNS


def test_nobody_on_a_list_is_decided_beside_it(campaign: Campaigning) -> None:
    """P-20: the list is passed by one resolution, and paid as one."""
    first, second = two(campaign)
    alone = {"pool_id": road(campaign).pool(), "amount_fen": FEN}
    with refuses("CAMPAIGN_LISTED"):
        road(campaign).act("officer", "ProposeGrant", first, **alone)
    campaign.over("ProposeList", "officer", pool_id=alone["pool_id"])
    first, second = (road(campaign).get(one, "director") for one in (first, second))
    with refuses("CAMPAIGN_LISTED"):
        road(campaign).signed(first, resolution=road(campaign).named(first).id)
    released = campaign.release(second, "officer")
    done = road(campaign).all_sign(released, road(campaign).named(second).id)
    assert State(done.state) is State.APPROVED


def test_a_place_does_not_change_hands_to_another_category(campaign: Campaigning) -> None:
    case = campaign.nominate(campaign.submitted("ready"))
    case = road(campaign).returned(case)
    with refuses("CATEGORY_UNFIT"):
        road(campaign).amend(case)
