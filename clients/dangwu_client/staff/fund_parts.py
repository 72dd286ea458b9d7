"""Options that the care fund's commands share, and what is said after an act."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dangwu_client.staff import fund_views, output
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.application_pb2 import Application

Function = TypeVar("Function", bound=Callable[..., Any])

CASE = click.argument("case", metavar=say("申请", "CASE"))
BECAUSE = click.option(
    "--because",
    required=True,
    metavar=say("原因", "TEXT"),
    help=say("为什么。", "Why."),
)
WHY = click.option(
    "--because",
    default="",
    metavar=say("理由", "TEXT"),
    help=say("超过标准或改变金额的，写明理由。", "Needed over the standard, or for another sum."),
)
PURPOSE = click.option(
    "--purpose",
    required=True,
    metavar=say("用途", "TEXT"),
    help=say("用途，记入审计。", "What for; it is audited."),
)
FLOW = click.option(
    "--flow",
    required=True,
    metavar=say("流水号", "REFERENCE"),
    help=say("银行流水号。", "The bank's reference."),
)
NOTE = click.option(
    "--note",
    required=True,
    metavar=say("摘要", "TEXT"),
    help=say("凭证摘要。", "What it is about."),
)
POOL = click.option(
    "--pool",
    required=True,
    metavar=say("资金池", "POOL"),
    help=say("资金池编号或名称。", "Its id or name."),
)
RESOLUTION = click.option(
    "--resolution",
    default="",
    metavar=say("决议", "RESOLUTION"),
    help=say("决议编号 g-…（最后一级必填）。", "The resolution g-…; needed by the last one."),
)
ON = click.option(
    "--on",
    type=DAY,
    metavar=say("日期", "DAY"),
    help=say("哪一天，默认今天。", "Which day; today by default."),
)


def meeting(function: Function) -> Function:
    """Adds who met, how many were there and how many were in favour."""
    for name, zh, en in (
        ("--for", "赞成人数。", "How many were in favour."),
        ("--present", "到会人数。", "How many were there."),
        ("--entitled", "应到人数。", "How many were entitled."),
    ):
        parameter = {"--for": "in_favour"}.get(name, name[2:])
        option = click.option(
            name, parameter, type=click.IntRange(1), required=True, metavar="N", help=say(zh, en)
        )
        function = option(function)
    return function


def pool_id(desk: Desk, typed: str) -> str:
    """A pool by its id, or by its name."""
    if typed.startswith("b-"):
        return typed
    named = [one.id for one in desk.fund.pools() if one.name == typed.strip()]
    if len(named) == 1:
        return named[0]
    raise click.UsageError(
        say(
            "没有名为“{name}”的资金池。请用 dangwu pool list 查看。",
            "There is no pool called “{name}”; see: dangwu pool list",
            name=typed,
        )
    )


def after(desk: Desk, case: "Application", rehearse: bool) -> None:
    """What is said after an act on an application."""
    desk.emit(case, lambda: fund_views.one_line(case))
    desk.done(rehearse)


def act(
    desk: Desk, typed: str, rehearse: bool, do: "Callable[[Application, str], Application]"
) -> None:
    """Finds an application, acts on it as it stands, and says what came of it."""
    case = fund_views.find(desk, typed)
    after(desk, do(case, desk.new_request_id()), rehearse)


def day(typed: str | None) -> str:
    """The day typed, or today."""
    return typed or output.today().isoformat()
