"""`dangwu reminder`: what is due, what I was reminded of, and taking note of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, resolve
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import cut, limited, noun, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.reminder_pb2 import Deadline, Reminder


@noun("reminder", "工作提醒：期限、提醒、签收。", "Reminders: deadlines, what was announced.")
def reminder() -> None:
    pass


@verb(
    reminder,
    "list",
    "给我的提醒，新的在前；签收后不再列出。",
    "What I was reminded of, newest first; without what I noted.",
    ["reminder list", "reminder list --noted"],
)
@click.option("--noted", is_flag=True, help=say("也列出已签收的。", "Those noted too."))
@limited
@pass_desk
def list_(desk: Desk, noted: bool, limit: int, everything: bool) -> None:
    found = cut(desk.client.reminders(acknowledged=noted), limit, everything)
    desk.emit({"reminders": found}, lambda: table(found))
    if not found:
        output.note(say("没有提醒。", "There are no reminders."))


def table(found: "Sequence[Reminder]") -> None:
    """Reminders, one a line."""
    output.table(
        [
            say("编号", "id"),
            say("事项", "what"),
            say("党员", "member"),
            say("已过", "passed"),
            say("为何给我", "why me"),
            say("下一步", "next"),
            say("已投递", "delivered"),
        ],
        [
            [
                one.id,
                say(one.deadline.said, one.deadline.said_en),
                one.deadline.member_name,
                f"{one.mark}%",
                say(one.because, one.because_en),
                one.deadline.next_step,
                say("；", "; ").join(f"{way} {how}" for way, how in sorted(one.deliveries.items())),
            ]
            for one in found
        ],
    )


@verb(
    reminder,
    "ack",
    "签收一条提醒：此后只在到期时再提醒。",
    "Take note of a reminder: only the end is announced then.",
    ["reminder ack n-…"],
)
@click.argument("reminder_id", metavar=say("编号", "REMINDER"))
@rehearsable
@pass_desk
def ack(desk: Desk, reminder_id: str, rehearse: bool) -> None:
    noted = desk.client.acknowledge(
        reminder_id, request_id=desk.new_request_id(), rehearse=rehearse
    )
    desk.emit(noted, lambda: table([noted]))
    desk.done(rehearse)


@verb(
    reminder,
    "deadlines",
    "在算的期限，近的在前：由谁办、依据什么、下一步。",
    "The deadlines that run, nearest first: whose, under which rule, what next.",
    ["reminder deadlines", "reminder deadlines --org 03 --overdue"],
)
@click.option(
    "--org", metavar=say("组织", "ORG"), help=say("只看一个组织及下属。", "Of one and below.")
)
@click.option("--overdue", is_flag=True, help=say("只看逾期的。", "Only those overdue."))
@limited
@pass_desk
def deadlines(desk: Desk, org: str | None, overdue: bool, limit: int, everything: bool) -> None:
    running = desk.client.deadlines(
        organization_id=resolve.organization_id(desk, org) if org is not None else "",
        overdue=overdue,
    )
    found = cut(running, limit, everything)
    desk.emit({"deadlines": found}, lambda: _deadlines(found))


def _deadlines(found: "Sequence[Deadline]") -> None:
    output.table(
        [
            say("事项", "what"),
            say("编号", "of"),
            say("党员", "member"),
            say("由谁办", "whose"),
            say("已过", "passed"),
            say("依据", "rule"),
            say("下一步", "next"),
        ],
        [
            [
                say(one.said, one.said_en),
                one.subject_id,
                one.member_name,
                one.organization_name,
                f"{one.share}%" if one.due_on else "",
                one.cites or one.book,
                one.next_step,
            ]
            for one in found
        ],
    )


@verb(
    reminder,
    "sweep",
    "现在发出到点的提醒；不改动任何事项，重复执行不会重复提醒。",
    "Announce now what is due; changes no case, and says nothing twice.",
    ["reminder sweep", "reminder sweep --rehearse"],
)
@rehearsable
@pass_desk
def sweep(desk: Desk, rehearse: bool) -> None:
    swept = desk.client.announce_due(request_id=desk.new_request_id(), rehearse=rehearse)
    desk.emit(
        swept,
        lambda: output.note(
            say(
                "{on}：查看 {looked} 项期限，发出 {made} 条提醒。",
                "{on}: looked at {looked} deadlines, made {made} reminders.",
                on=swept.on,
                looked=swept.looked_at,
                made=swept.announced,
            )
        ),
    )
    desk.done(rehearse)
