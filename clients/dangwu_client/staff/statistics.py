"""`dangwu statistics`: the roll on a day, movements, what is open, and that nobody is lost."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import dates, exits, output, resolve
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import noun, pass_desk, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.statistics_pb2 import (
        Conservation,
        CountMovementsResponse,
        CountOpenResponse,
        CountRollResponse,
        OpenCount,
        RollCount,
    )


@noun(
    "statistics",
    "统计：某日名册、增减变动、未办结、党员总数守恒。",
    "Statistics: the roll on a day, movements, what is open, conservation of membership.",
)
def statistics() -> None:
    pass


below_option = click.option(
    "--org",
    "organization",
    metavar=say("组织", "ORG"),
    help=say("只统计该组织及其下级。", "Only this organization and those below it."),
)
from_option = click.option(
    "--from",
    "from_on",
    type=dates.DAY,
    required=True,
    metavar=say("日期", "DAY"),
    help=say("起始日。", "The first day."),
)
until_option = click.option(
    "--until",
    "until_on",
    type=dates.DAY,
    help=say("截止日，默认今天。", "The last day; today by default."),
)


def _organization(desk: Desk, typed: str | None) -> str:
    return resolve.organization_id(desk, typed) if typed else ""


@verb(
    statistics,
    "roll",
    "某日终了时的名册人数。",
    "How many are on the roll at the end of a day.",
    ["statistics roll", "statistics roll --on 2026-06-30 --org 0301"],
)
@click.option("--on", type=dates.DAY, help=say("哪一天，默认今天。", "The day; today by default."))
@below_option
@pass_desk
def roll(desk: Desk, on: str | None, organization: str | None) -> None:
    counted = desk.client.count_roll(on or "", _organization(desk, organization))
    desk.emit(counted, lambda: _roll(counted))


def _roll(counted: "CountRollResponse") -> None:
    rows = [(one.organization_name, one) for one in counted.counts]
    output.table(
        [
            say("组织", "organization"),
            say("正式", "full"),
            say("预备", "probationary"),
            say("出国保留", "abroad"),
            say("毕业生保留", "retained"),
            say("流动", "floating"),
            say("停止党籍", "suspended"),
        ],
        [_roll_row(name, one) for name, one in [*rows, (say("合计", "total"), counted.total)]],
    )


def _roll_row(name: str, one: "RollCount") -> list[str]:
    numbers = (
        one.full, one.probationary, one.abroad, one.retained, one.floating, one.suspended,
    )  # fmt: skip
    return [name, *map(str, numbers)]


@verb(
    statistics,
    "movements",
    "一段时间内的增减变动，按种类和代码。",
    "Movements of a period, by kind and statistics code.",
    ["statistics movements --from 2026-06-01 --until 2026-06-30"],
)
@from_option
@until_option
@below_option
@pass_desk
def movements(desk: Desk, from_on: str, until_on: str | None, organization: str | None) -> None:
    counted = desk.client.count_movements(
        from_on, until_on or "", _organization(desk, organization)
    )
    desk.emit(counted, lambda: _movements(counted))
    if not counted.counts:
        output.note(say("这段时间没有变动。", "Nobody moved in this period."))


def _movements(counted: "CountMovementsResponse") -> None:
    output.table(
        [
            say("种类", "kind"),
            say("代码", "code"),
            say("转入", "came"),
            say("转出", "went"),
            say("内部", "within"),
        ],
        [
            [one.called, one.code, str(one.came), str(one.went), str(one.within)]
            for one in counted.counts
        ],
    )


@verb(
    statistics,
    "open",
    "各组织未办结、超期、在途和缺回执的件数。",
    "By organization: what waits, is overdue, is on the way, lacks its receipt.",
    ["statistics open", "statistics open --org 03"],
)
@below_option
@pass_desk
def opened(desk: Desk, organization: str | None) -> None:
    counted = desk.client.count_open(_organization(desk, organization))
    desk.emit(counted, lambda: _open(counted))


def _open(counted: "CountOpenResponse") -> None:
    rows = [(one.organization_name, one) for one in counted.counts]
    output.table(
        [
            say("组织", "organization"),
            say("待办", "waiting"),
            say("超期", "overdue"),
            say("在途", "in transit"),
            say("介绍信过期", "lapsed"),
            say("缺回执", "no receipt"),
            say("临时登记", "provisional"),
        ],
        [_open_row(name, one) for name, one in [*rows, (say("合计", "total"), counted.total)]],
    )


def _open_row(name: str, one: "OpenCount") -> list[str]:
    numbers = (
        one.waiting, one.overdue, one.in_transit, one.lapsed, one.receipts_missing,
        one.provisional,
    )  # fmt: skip
    return [name, *map(str, numbers)]


@verb(
    statistics,
    "conservation",
    "两日之间党员总数守恒的声明，带签名；不平以代码 8 退出。",
    "The signed statement that nobody was lost between two days; exits with 8 if it fails.",
    ["statistics conservation --from 2026-01-01 --until 2026-06-30"],
)
@from_option
@until_option
@pass_desk
@click.pass_context
def conservation(ctx: click.Context, desk: Desk, from_on: str, until_on: str | None) -> None:
    stated = desk.client.state_conservation(from_on, until_on or "")
    desk.emit(stated, lambda: _conservation(stated))
    if not stated.holds:
        output.note(say("总数不平，请运行：dangwu fsck", "It does not add up; run: dangwu fsck"))
        ctx.exit(exits.BROKEN)


def _conservation(stated: "Conservation") -> None:
    output.pairs(
        [
            (say("{day} 终了在册", "on the roll at the end of {day}", day=stated.from_on),
             str(stated.members_before)),
            (say("＋ 转入", "+ came"), str(stated.came)),
            (say("＋ 登记入册", "+ admitted"), str(stated.admitted)),
            (say("－ 转出", "- went"), str(stated.went)),
            (say("－ 出党及去世", "- ended"), str(stated.ended)),
            (say("{day} 终了在册", "on the roll at the end of {day}", day=stated.until_on),
             str(stated.members_after)),
            (say("是否守恒", "it adds up"), say("是", "yes") if stated.holds else say("否", "no")),
            (say("记于日志", "counted at journal row"), str(stated.journal_sequence)),
            (say("签名密钥", "signed with key"), stated.key_id),
        ]
    )  # fmt: skip
