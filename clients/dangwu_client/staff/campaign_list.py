"""`dangwu campaign`, the acts on the whole list: for everybody on it or for nobody."""

import click

from dangwu_client.staff import output, resolve
from dangwu_client.staff.campaign_parts import CAMPAIGN, campaign, do
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import ON, POOL, RESOLUTION, day, pool_id
from dangwu_client.staff.parts import pass_desk, rehearsable, verb
from dangwu_client.staff.words import say


@verb(
    campaign,
    "propose",
    "组织部：整个名单报批，由一个资金池支付。",
    "Propose the whole list out of one pool.",
    ["campaign propose d-… --pool 学校拨款"],
)
@CAMPAIGN
@POOL
@rehearsable
@pass_desk
def propose(desk: Desk, campaign_id: str, pool: str, rehearse: bool) -> None:
    _, seen = desk.fund.nominees(campaign_id)
    do(
        desk,
        campaign_id,
        rehearse,
        lambda found, request_id: desk.fund.propose_list(
            found.id, found.etag, seen, pool_id(desk, pool),
            request_id=request_id, rehearse=rehearse,
        ),
    )  # fmt: skip


@verb(
    campaign,
    "sign",
    "签批整个名单；最后一级须有列名的决议。",
    "Sign for everybody on the list.",
    ["campaign sign d-… --resolution g-…"],
)
@CAMPAIGN
@RESOLUTION
@rehearsable
@pass_desk
def sign(desk: Desk, campaign_id: str, resolution: str, rehearse: bool) -> None:
    _, seen = desk.fund.nominees(campaign_id)
    do(
        desk,
        campaign_id,
        rehearse,
        lambda found, request_id: desk.fund.sign_list(
            found.id, found.etag, seen, resolution, request_id=request_id, rehearse=rehearse
        ),
    )


@verb(
    campaign,
    "order",
    "会计：为整个名单制付款凭证。",
    "The accountant orders the payments of the whole list.",
    ["campaign order d-… --verified --finance-sheet 财签2026-3"],
)
@CAMPAIGN
@click.option(
    "--verified", is_flag=True, help=say("已逐一核实账户。", "Every account is verified.")
)
@click.option(
    "--finance-sheet",
    default="",
    metavar=say("表号", "SHEET"),
    help=say("大额时财务会签单号。", "The finance side's sheet, for large batches."),
)
@rehearsable
@pass_desk
def order(desk: Desk, campaign_id: str, verified: bool, finance_sheet: str, rehearse: bool) -> None:
    _, seen = desk.fund.nominees(campaign_id)
    do(
        desk,
        campaign_id,
        rehearse,
        lambda found, request_id: desk.fund.order_list(
            found.id, found.etag, seen, accounts_verified=verified, finance_sheet=finance_sheet,
            request_id=request_id, rehearse=rehearse,
        ),
    )  # fmt: skip


@verb(
    campaign,
    "file-return",
    "交回一个单位的签领表。",
    "File a unit's return sheet.",
    ["campaign file-return d-… 01 --sheet 签2026-1 --received 12"],
)
@CAMPAIGN
@click.argument("org", metavar=say("单位", "UNIT"))
@click.option(
    "--sheet", required=True, metavar=say("表号", "SHEET"), help=say("签领表号。", "Its number.")
)
@click.option(
    "--received",
    type=click.IntRange(0),
    required=True,
    metavar="N",
    help=say("签领人数。", "How many signed."),
)
@ON
@rehearsable
@pass_desk
def file_return(
    desk: Desk,
    campaign_id: str,
    org: str,
    sheet: str,
    received: int,
    on: str | None,
    rehearse: bool,
) -> None:
    made = desk.fund.file_return(
        campaign_id,
        resolve.organization_id(desk, org),
        sheet,
        day(on),
        received,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(made, lambda: output.line(f"{made.organization_name}  {made.sheet_number}"))
    desk.done(rehearse)


@verb(campaign, "close", "结束慰问活动。", "End a campaign.", ["campaign close d-…"])
@CAMPAIGN
@rehearsable
@pass_desk
def close(desk: Desk, campaign_id: str, rehearse: bool) -> None:
    do(
        desk,
        campaign_id,
        rehearse,
        lambda found, request_id: desk.fund.close_campaign(
            found.id, found.etag, request_id=request_id, rehearse=rehearse
        ),
    )


__all__ = ["campaign"]
