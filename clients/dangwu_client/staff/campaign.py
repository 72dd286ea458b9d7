"""`dangwu campaign`: visits before a festival; places, one list, one resolution, payments."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import campaign_views, output
from dangwu_client.staff.campaign_parts import CAMPAIGN, campaign, do
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import BECAUSE, CASE, act
from dangwu_client.staff.parts import EnumWord, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    pass

KIND = EnumWord("CAMPAIGN_KIND_")


@verb(
    campaign,
    "open",
    "开展慰问活动；日程由付款期限倒排，时间不够不能开展。",
    "Open a campaign; its calendar is counted back from the day of payment.",
    ["campaign open july-first 2026-07-01", "campaign open spring-festival 2027-02-06"],
)
@click.argument("kind", type=KIND, metavar=say("节日", "KIND"))
@click.argument("festival", type=DAY, metavar=say("日期", "DAY"))
@click.option("--veterans", is_flag=True, help=say("慰问老党员（默认节日慰问）。", "For veterans."))
@click.option(
    "--nominate-by",
    type=DAY,
    metavar=say("日期", "DAY"),
    help=say("推荐截止日。", "The last day for nominations."),
)
@rehearsable
@pass_desk
def open_(
    desk: Desk, kind: str, festival: str, veterans: bool, nominate_by: str | None, rehearse: bool
) -> None:
    category = "CARE_CATEGORY_VETERAN" if veterans else "CARE_CATEGORY_FESTIVAL"
    made = desk.fund.open_campaign(
        kind,
        category,
        festival,
        nominate_by or "",
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(made, lambda: campaign_views.whole(made))
    desk.done(rehearse)


@verb(
    campaign,
    "allot",
    "按规则给各支部分配名额。",
    "Give branches their places by the rule.",
    ["campaign allot d-… --total 80", "campaign allot d-… --each 1"],
)
@CAMPAIGN
@click.option(
    "--total", type=click.IntRange(0), default=0, metavar="N", help=say("总名额。", "In all.")
)
@click.option(
    "--each", type=click.IntRange(0), default=0, metavar="N", help=say("每支部。", "Each.")
)
@click.option(
    "--least", type=click.IntRange(0), default=0, metavar="N", help=say("最少。", "Least.")
)
@click.option("--most", type=click.IntRange(0), default=0, metavar="N", help=say("最多。", "Most."))
@rehearsable
@pass_desk
def allot(
    desk: Desk, campaign_id: str, total: int, each: int, least: int, most: int, rehearse: bool
) -> None:
    do(
        desk,
        campaign_id,
        rehearse,
        lambda found, request_id: desk.fund.allot_seats(
            found.id,
            found.etag,
            total=total,
            each=each,
            least=least,
            most=most,
            request_id=request_id,
            rehearse=rehearse,
        ),
    )


@verb(
    campaign,
    "nominate",
    "支部把一件申请列入慰问名单。",
    "A branch puts an application on one of its places.",
    ["campaign nominate d-… 2026-0017"],
)
@CAMPAIGN
@CASE
@rehearsable
@pass_desk
def nominate(desk: Desk, campaign_id: str, case: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.nominate(
            found.id, found.etag, campaign_id, request_id=request_id, rehearse=rehearse
        ),
    )


@verb(
    campaign,
    "release",
    "把一件申请移出名单，作为一般申请办理。",
    "Take an application off the list.",
    ["campaign release 2026-0017 --because 重复享受"],
)
@CASE
@BECAUSE
@rehearsable
@pass_desk
def release(desk: Desk, case: str, because: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.release_nominee(
            found.id, found.etag, because, request_id=request_id, rehearse=rehearse
        ),
    )


@verb(campaign, "list", "列出慰问活动。", "List campaigns.", ["campaign list"])
@pass_desk
def list_(desk: Desk) -> None:
    rows = list(desk.fund.campaigns())
    desk.emit({"campaigns": rows}, lambda: campaign_views.table(rows))
    if not rows:
        output.note(say("没有慰问活动。", "No campaigns."))


@verb(
    campaign,
    "show",
    "查看一次活动：日程、名额、名单、疑似重复。",
    "Show a campaign: calendar, places, list, doubles.",
    ["campaign show d-…"],
)
@CAMPAIGN
@pass_desk
def show(desk: Desk, campaign_id: str) -> None:
    found = desk.fund.campaign(campaign_id)
    seats, (listed, seen) = desk.fund.seats(campaign_id), desk.fund.nominees(campaign_id)
    desk.emit(
        {"campaign": found, "seats": seats, "nominees": listed, "list_sha256": seen},
        lambda: campaign_views.everything(found, seats, listed),
    )


@verb(campaign, "report", "活动汇总，按单位。", "What it came to.", ["campaign report d-…"])
@CAMPAIGN
@pass_desk
def report(desk: Desk, campaign_id: str) -> None:
    found = desk.fund.campaign_report(campaign_id)
    desk.emit(found, lambda: campaign_views.report(found.units))


__all__ = ["campaign"]
