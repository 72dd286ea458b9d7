"""`dangwu pool` and `dangwu resolution`: money by source, and the decisions behind it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import fund_views, output, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import ON, day, meeting, pool_id
from dangwu_client.staff.money import YUAN, yuan
from dangwu_client.staff.parts import (
    EnumWord,
    cut,
    limited,
    noun,
    pass_desk,
    rehearsable,
    verb,
)
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.pool_pb2 import Pool
    from dangwu.carefund.v1.resolution_pb2 import Resolution

SOURCE, USE, BODY = (
    EnumWord("FUND_SOURCE_"),
    EnumWord("CARE_CATEGORY_"),
    EnumWord("DECIDING_BODY_"),
)
POOL = click.argument("pool_typed", metavar=say("资金池", "POOL"))
YEAR = click.argument("year", type=click.IntRange(2000, 2199), metavar=say("年度", "YEAR"))


@noun(
    "pool", "资金池：设立、预算、余额、承诺、结账。", "Pools: open, budget, balances, close a year."
)
def pool() -> None:
    pass


@verb(
    pool,
    "open",
    "为一种来源设立资金池。",
    "Open a pool for one source.",
    ["pool open 留存党费 retained-dues", "pool open 助学专款 donation-restricted --use student"],
)
@click.argument("name", metavar=say("名称", "NAME"))
@click.argument("source", type=SOURCE, metavar=say("来源", "SOURCE"))
@click.option(
    "--use",
    "uses",
    type=USE,
    multiple=True,
    metavar=say("类别", "CATEGORY"),
    help=say("限定捐赠的用途。", "What a restricted gift is for."),
)
@rehearsable
@pass_desk
def open_(desk: Desk, name: str, source: str, uses: Sequence[str], rehearse: bool) -> None:
    made = desk.fund.open_pool(
        source, name, uses, request_id=desk.new_request_id(), rehearse=rehearse
    )
    desk.emit(made, lambda: _table([made]))
    desk.done(rehearse)


@verb(pool, "list", "列出资金池及可用余额。", "List the pools, and what is free.", ["pool list"])
@pass_desk
def list_(desk: Desk) -> None:
    rows = desk.fund.pools()
    desk.emit({"pools": rows}, lambda: _table(rows))
    if not rows:
        output.note(say("没有资金池。", "No pools."))


@verb(
    pool,
    "budget",
    "按决议设定资金池的年度预算。",
    "Set a pool's budget of a year, by a resolution.",
    ["pool budget 留存党费 2026 60000 --resolution g-…"],
)
@POOL
@YEAR
@click.argument("amount", type=YUAN, metavar=say("金额（元）", "YUAN"))
@click.option(
    "--resolution",
    required=True,
    metavar=say("决议", "RESOLUTION"),
    help=say("决议编号。", "Its id."),
)
@rehearsable
@pass_desk
def budget(
    desk: Desk, pool_typed: str, year: int, amount: int, resolution: str, rehearse: bool
) -> None:
    found = desk.fund.pool(pool_id(desk, pool_typed), year)
    done = desk.fund.set_budget(
        found.id,
        found.etag,
        year,
        amount,
        resolution,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(done, lambda: _table([done]))
    desk.done(rehearse)


@verb(
    pool,
    "promises",
    "列出资金池的承诺：批准而未付的占用资金。",
    "List what a pool has promised.",
    ["pool promises 留存党费 --standing"],
)
@POOL
@click.option("--standing", is_flag=True, help=say("只列未了结的。", "Only those that stand."))
@limited
@pass_desk
def promises(desk: Desk, pool_typed: str, standing: bool, limit: int, everything: bool) -> None:
    from dangwu.carefund.v1.pool_pb2 import CommitmentEnd

    rows = cut(desk.fund.commitments(pool_id(desk, pool_typed), standing), limit, everything)
    desk.emit(
        {"commitments": rows},
        lambda: output.table(
            [say("申请", "case"), say("金额（元）", "yuan"), say("批准", "made"),
             say("有效至", "until"), say("了结", "ended")],
            [
                [
                    one.application_id, yuan(one.amount_fen), one.made_on, one.until,
                    terms.term(CommitmentEnd.Name(one.ended_as)) if one.ended_as else "",
                ]
                for one in rows
            ],
            drop_empty=True,
        ),
    )  # fmt: skip


@verb(
    pool,
    "close-year",
    "会计：年度结账，未付承诺结转下年。",
    "The accountant closes a year; promises go on.",
    ["pool close-year 2026 --rehearse", "pool close-year 2026"],
)
@YEAR
@rehearsable
@pass_desk
def close_year(desk: Desk, year: int, rehearse: bool) -> None:
    if not rehearse:
        desk.confirm(say("结账后该年度不能再记账。确定？", "Nothing is booked there after. Sure?"))
    done = desk.fund.close_year(year, request_id=desk.new_request_id(), rehearse=rehearse)
    desk.emit(
        done,
        lambda: output.line(
            say(
                "{year}年已结账，结转未付 {sum} 元。",
                "{year} is closed; {sum} yuan are promised and go on.",
                year=done.year,
                sum=yuan(done.carried_over_fen),
            )
        ),
    )
    desk.done(rehearse)


@noun("resolution", "决议：登记、列出。", "Resolutions: record, list.")
def resolution() -> None:
    pass


@verb(
    resolution,
    "record",
    "登记会议决议：年度计划，或列名的申请。",
    "Record a resolution: the plan of a year, or cases by name.",
    [
        "resolution record 党委纪要〔2026〕3号 --plan 2026 --entitled 9 --present 8 --for 8",
        "resolution record 党委纪要〔2026〕9号 2026-0017 --entitled 9 --present 8 --for 8",
    ],
)
@click.argument("number", metavar=say("文号", "NUMBER"))
@click.argument("cases", nargs=-1, metavar=say("申请…", "CASE…"))
@click.option(
    "--plan",
    "plan_year",
    type=click.IntRange(2000, 2199),
    default=0,
    metavar=say("年度", "YEAR"),
    help=say("通过哪年的计划。", "The plan of which year."),
)
@click.option(
    "--body",
    type=BODY,
    default="standing-committee",
    metavar=say("机构", "BODY"),
    help=say("机构：", "Body: ") + BODY.listed(),
)
@ON
@meeting
@rehearsable
@pass_desk
def record(
    desk: Desk,
    number: str,
    cases: Sequence[str],
    plan_year: int,
    body: str,
    on: str | None,
    entitled: int,
    present: int,
    in_favour: int,
    rehearse: bool,
) -> None:
    made = desk.fund.record_resolution(
        number,
        body,
        held_on=day(on),
        entitled=entitled,
        present=present,
        in_favour=in_favour,
        application_ids=[fund_views.find(desk, one).id for one in cases],
        plan_year=plan_year,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(made, lambda: _resolutions([made]))
    desk.done(rehearse)


@verb(resolution, "list", "列出决议，新的在前。", "List resolutions.", ["resolution list"])
@limited
@pass_desk
def resolutions(desk: Desk, limit: int, everything: bool) -> None:
    rows = cut(desk.fund.resolutions(), limit, everything)
    desk.emit({"resolutions": rows}, lambda: _resolutions(rows))


def _resolutions(rows: "Sequence[Resolution]") -> None:
    from dangwu.carefund.v1.resolution_pb2 import DecidingBody

    output.table(
        [say("决议", "resolution"), say("文号", "number"), say("机构", "body"),
         say("日期", "on"), say("计划年度", "plan"), say("申请", "cases")],
        [
            [
                one.id, one.number, terms.term(DecidingBody.Name(one.body)), one.held_on,
                str(one.plan_year or ""), str(len(one.application_ids) or ""),
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip


def _table(rows: "Sequence[Pool]") -> None:
    from dangwu.carefund.v1.fund_pb2 import FundSource

    output.table(
        [
            say("资金池", "pool"), say("名称", "name"), say("来源", "source"),
            say("资金（元）", "cash"), say("已承诺", "promised"), say("预算", "budget"),
            say("下限", "floor"), say("可用", "free"),
        ],
        [
            [
                one.id, one.name, terms.term(FundSource.Name(one.source)), yuan(one.cash_fen),
                yuan(one.reserved_fen), yuan(one.budget_fen) if one.budget_fen else "",
                yuan(one.floor_fen) if one.floor_fen else "", yuan(one.available_fen),
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip
