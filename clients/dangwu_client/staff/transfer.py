"""`dangwu transfer`: file a transfer (转接), look after it, and ask why it waits."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import (
    explaining,
    output,
    plain,
    receipts,
    resolve,
    terms,
    transfer_steps,
    views,
)
from dangwu_client.staff.completion import open_cases
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.exits import CONFLICT
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
    from dangwu.transfer.v1.case_pb2 import HistoryEvent

REASON = EnumWord("TRANSFER_REASON_")
STATE = EnumWord("TRANSFER_STATE_")


@noun("transfer", "转接组织关系：检查、申请、办理、查询。", "Transfers: check, file, act, ask.")
def transfer() -> None:
    pass


to_option = click.option(
    "--to",
    "destination",
    required=True,
    metavar=say("组织", "ORG"),
    help=say(
        "转往的支部或分党委：编号、编码或名称。", "The branch or committee: id, code or name."
    ),
)
member_argument = click.argument(
    "member",
    metavar=say("党员", "MEMBER"),
    help=say("学号、工号或编号 p-…。", "Campus number, or id p-…."),
)
case_argument = click.argument(
    "case",
    metavar=say("转接", "TRANSFER"),
    shell_complete=open_cases,
    help=say(
        "转接编号 t-…；或党员的学号、工号，指其在办的转接。",
        "The id t-…; or the member, for the one under way.",
    ),
)


@verb(
    transfer,
    "check",
    "办前检查：缺什么、怎么补、要经过哪些环节。",
    "Before filing: what is missing, how to mend it, which signatures it needs.",
    ["transfer check 202211034 --to 0302"],
)
@member_argument
@to_option
@explaining.WHY
@pass_desk
@click.pass_context
def check(ctx: click.Context, desk: Desk, member: str, destination: str, why: bool) -> None:
    readiness = desk.client.readiness(
        resolve.member_id(desk, member), resolve.organization_id(desk, destination)
    )
    desk.emit(readiness, lambda: explaining.readiness(readiness, why))
    if not readiness.ready:
        ctx.exit(CONFLICT)


@verb(
    transfer,
    "request",
    "申请转接，由转出支部或其上级提交。",
    "File a transfer, by the source branch or its superiors.",
    ["transfer request 202211034 --to 0302 --reason 转专业", "transfer request … --rehearse"],
)
@member_argument
@to_option
@click.option(
    "--reason",
    required=True,
    type=REASON,
    metavar=say("原因", "REASON"),
    help=say("转接原因：", "Why: ") + REASON.listed(),
)
@click.option("--note", default="", metavar=say("说明", "TEXT"), help=say("补充说明。", "A note."))
@rehearsable
@pass_desk
def request(
    desk: Desk, member: str, destination: str, reason: str, note: str, rehearse: bool
) -> None:
    member_id = resolve.member_id(desk, member)
    destination_id = resolve.organization_id(desk, destination)
    case = desk.client.request_transfer(
        member_id,
        destination_id,
        reason,
        note=note,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(case, lambda: views.after(case, rehearse))
    desk.done(rehearse)


@verb(transfer, "show", "查看一项转接。", "Show one case.", ["transfer show t-…"])
@case_argument
@pass_desk
def show(desk: Desk, case: str) -> None:
    known = desk.client.transfer(resolve.transfer_id(desk, case))

    def view() -> None:
        views.transfer(known)
        receipts.rules(known.decisions)

    desk.emit(known, view)


@verb(
    transfer,
    "list",
    "列出您能看到的转接，新的在前。",
    "List the cases you may see, newest first.",
    ["transfer list --state 审批中", "transfer list --org 03 --all"],
)
@click.option(
    "--member", metavar=say("党员", "MEMBER"), help=say("只看一名党员。", "Of one member.")
)
@click.option(
    "--state",
    type=STATE,
    metavar=say("状态", "STATE"),
    help=say("只看一种状态：", "In one state: ") + STATE.listed(),
)
@click.option(
    "--org", metavar=say("组织", "ORG"), help=say("只看一个组织的转出转入。", "From or to one.")
)
@limited
@pass_desk
def list_(
    desk: Desk,
    member: str | None,
    state: str | None,
    org: str | None,
    limit: int,
    everything: bool,
) -> None:
    found = desk.client.transfers(
        member_id=resolve.member_id(desk, member) if member is not None else "",
        state=state or "TRANSFER_STATE_UNSPECIFIED",
        organization_id=resolve.organization_id(desk, org) if org is not None else "",
    )
    cases = cut(found, limit, everything)
    desk.emit({"transfers": cases}, lambda: views.transfers(cases))


@verb(
    transfer,
    "why",
    "为什么停在这里：谁在办、从何时起、依据什么、怎样推进。",
    "Why it waits: who holds it, since when, under which rule, what unblocks it.",
    ["transfer why t-…"],
)
@case_argument
@pass_desk
def why(desk: Desk, case: str) -> None:
    told = desk.client.why(resolve.transfer_id(desk, case))
    desk.emit(told, lambda: explaining.explanation(told))


@verb(
    transfer,
    "history",
    "一项转接办过什么：谁、何时、依据什么。",
    "What was done in a case: by whom, when, under which rule.",
    ["transfer history t-…", "transfer history 202211034"],
)
@case_argument
@pass_desk
def history(desk: Desk, case: str) -> None:
    events = desk.client.transfer_history(resolve.last_transfer_id(desk, case))
    names = resolve.Names(desk)

    def view() -> None:
        output.table(
            [
                say("时间", "at"),
                say("事项", "act"),
                say("结果", "outcome"),
                say("经办人", "by"),
                say("依据", "rule"),
            ],
            [
                [
                    output.at(event.at),
                    terms.act(event.rpc),
                    plain.outcome(event.outcome),
                    names(event.actor_id),
                    say("；", "; ").join(_cited(event)),
                ]
                for event in events
            ],
        )

    desk.emit({"events": events}, view)


def _cited(event: "HistoryEvent") -> list[str]:
    return list(dict.fromkeys(one.cites for one in event.decisions if one.cites))


transfer_steps.add_to(transfer, case_argument)
