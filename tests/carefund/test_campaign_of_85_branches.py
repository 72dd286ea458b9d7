"""A “七一” campaign over 85 branches, from its opening to its report, all by real calls."""

from itertools import count
from typing import Any

from dangwu.carefund.v1 import payment_pb2
from tests.carefund.acts import Application
from tests.carefund.calls import call
from tests.carefund.campaigning import APRIL, LAST_DAY, Campaigning
from tests.carefund.many import BRANCHES, COMMITTEES, THERE, Many
from tests.carefund.road import Road
from tests.refusals import refuses
from tests.worlds import World

FEN = 60_000
"""Above 500.00: two sign."""
UNUSED = THERE
SIGNED = "CONFIRMATION_MANNER_SIGNATURE"


def put_forward(campaign: Campaigning, many: Many) -> list[Application]:
    """Every branch writes down, submits, puts forward and deliberates one case."""
    cases = []
    for name in many.branches.values():
        case = campaign.submitted(name, "m.deputy", requested_fen=FEN)
        case = campaign.nominate(case, "m.deputy")
        cases.append(campaign.care.deliberated(case, "m.secretary"))
    return cases


def publicity(road: Road, cases: list[Application]) -> None:
    """Each committee reviews its own, and shows them on one notice."""
    notices = []
    for number in range(COMMITTEES):
        committee = road.campus.organizations[f"8{number}"]
        own = [one for one in cases if one.committee_id == committee]
        own = [road.endorsed(one, who="m.committee") for one in own]
        ids = [one.id for one in own]
        said = {"application_ids": ids, "contact": "组织部 0335-0000000"}
        notices.append(road.call("m.committee", "PostNotice", **said))
    while road.today() <= notices[-1].last_on:
        road.world.clock.pass_days(1)
    for notice in notices:
        road.call("m.committee", "ConcludeNotice", id=notice.id, etag=notice.etag)


def paid(road: Road, campaign: Campaigning) -> None:
    """The bank pays every voucher, and every recipient is called back."""
    reference = count(1)
    orders = road.call("cashier", "ListPayments", state="PAYMENT_STATE_ORDERED", page_size=200)
    assert len(orders.payments) == BRANCHES
    for one in orders.payments:
        said = {"paid_on": road.today(), "bank_reference": f"QY{next(reference):06d}"}
        done = road.call("cashier", "RecordPaid", id=one.id, etag=one.etag, **said)
        said = {"manner": SIGNED, "confirmed_on": road.today(), "sheet": "签领2026-7"}
        confirmed = road.call("officer2", "ConfirmPayment", id=done.id, etag=done.etag, **said)
        assert confirmed.state == payment_pb2.PAYMENT_STATE_PAID


def sheets(road: Road, campaign: Campaigning, many: Many) -> None:
    for code in many.branches:
        road.call(
            "m.committee",
            "FileReturn",
            campaign_id=campaign.now.id,
            organization_id=road.campus.organizations[code],
            sheet_number=f"回执{code}",
            visited_on=road.today(),
            received=1,
        )


def test_a_campaign_over_85_branches(world: World) -> None:
    world.clock.set(APRIL)
    road = Road(world)
    many, campaign = Many(world), Campaigning(road)
    campaign.now = campaign.open()
    campaign.allot(choices=[campaign.choice("0101", 1)], most=1)
    assert campaign.now.seats == BRANCHES + THERE == 85

    cases = put_forward(campaign, many)
    campaign.after(LAST_DAY)
    publicity(road, cases)
    shown = campaign.listed(page_size=200)
    assert len(shown.nominees) == BRANCHES
    for one in shown.nominees:
        road.screened(road.get(Application(id=one.application_id), "director"))

    pool = road.pool(fen=BRANCHES * FEN)
    campaign.over("ProposeList", "officer", pool_id=pool)
    resolution = road.named(*cases).id
    campaign.over("SignList", resolution_id=resolution)
    campaign.over("SignList", "vice", resolution_id=resolution)
    assert call(world, "director", "GetPool", id=pool).available_fen == 0
    with refuses("BATCH_UNSIGNED"):
        campaign.over("OrderList", "accountant", accounts_verified=True)
    said = {"accounts_verified": True, "finance_sheet": "财加签2026-1"}
    campaign.over("OrderList", "accountant", **said)
    paid(road, campaign)
    assert road.today() <= campaign.now.calendar.pay_by
    sheets(road, campaign, many)
    campaign.now = campaign.on("CloseCampaign")

    _require_report(campaign)
    assert call(world, "accountant", "GetPool", id=pool).cash_fen == 0


def _require_report(campaign: Campaigning) -> None:
    report: Any = call(campaign.world, "inspector", "ReportCampaign", id=campaign.now.id)
    total = report.total
    assert (total.seats, total.nominated, total.unused) == (85, BRANCHES, UNUSED)
    assert (total.approved, total.paid, total.confirmed) == (BRANCHES,) * 3
    assert total.approved_fen == total.paid_fen == BRANCHES * FEN
    assert total.paid_late == 0
    assert len(report.units) == 85
    assert sum(bool(one.returned_on) for one in report.units) == BRANCHES
