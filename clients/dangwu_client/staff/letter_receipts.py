"""`dangwu letter receipt` and `refused`: what came back from the other side."""

from pathlib import Path

import click

from dangwu_client.staff import letter_views, output, resolve, views
from dangwu_client.staff.completion import open_cases
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import EnumWord, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

CHANNEL = EnumWord("RECEIPT_CHANNEL_")
REASON = EnumWord("REFUSAL_REASON_")

CASE = click.argument("case", metavar=say("转接", "TRANSFER"), shell_complete=open_cases)


@click.option(
    "--receiver",
    required=True,
    metavar=say("校外组织", "OUTSIDE"),
    help=say("最终接收的党委。", "The final receiving committee."),
)
@click.option(
    "--branch",
    required=True,
    metavar=say("支部", "BRANCH"),
    help=say("对方编入的支部。", "The branch it placed the member in."),
)
@click.option(
    "--on",
    "accepted_on",
    required=True,
    type=DAY,
    metavar=say("日期", "DAY"),
    help=say("对方接收的日期。", "The day it received the member."),
)
@click.option(
    "--channel",
    required=True,
    type=CHANNEL,
    metavar=say("方式", "CHANNEL"),
    help=say("回执怎样来的：", "How it came: ") + CHANNEL.listed(),
)
@click.option(
    "--number",
    default="",
    metavar=say("编号", "NUMBER"),
    help=say("回执上的介绍信编号；网上转接不填。", "The letter's number; none when online."),
)
@click.option(
    "--image",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=say("文件", "FILE"),
    help=say("回执的图片或 PDF，至多 1 MiB。", "A picture or PDF of it, 1 MiB at most."),
)
@click.option(
    "--handoff",
    "by_handoff",
    is_flag=True,
    help=say("询问交接码，代替图片。", "Ask for the hand-off code, in place of a picture."),
)
@CASE
@rehearsable
@pass_desk
def _receipt(
    desk: Desk,
    case: str,
    receiver: str,
    branch: str,
    accepted_on: str,
    channel: str,
    number: str,
    image: Path | None,
    by_handoff: bool,
    rehearse: bool,
) -> None:
    known = desk.client.transfer(resolve.transfer_id(desk, case))
    receiver_id = resolve.outside_id(desk, receiver)
    code = click.prompt(say("交接码", "Hand-off code"), err=True) if by_handoff else ""
    output.note(views.summary(known))
    if not rehearse:
        desk.confirm(
            say(
                "登记回执后，组织关系即转出，本件办结，不能撤销。继续？",
                "The member then belongs there; this cannot be undone. Record the receipt?",
            )
        )
    receipt = desk.client.record_receipt(
        known.id,
        known.etag,
        receiver_id,
        branch,
        accepted_on,
        channel,
        letter_number=number,
        image=image.read_bytes() if image else b"",
        handoff_code=code,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(receipt, lambda: letter_views.receipt(receipt))
    desk.done(rehearse)


@click.option(
    "--reason",
    required=True,
    type=REASON,
    metavar=say("原因", "REASON"),
    help=say("对方退回的原因：", "Why: ") + REASON.listed(),
)
@click.option("--note", default="", metavar=say("说明", "TEXT"), help=say("补充说明。", "A note."))
@CASE
@rehearsable
@pass_desk
def _refused(desk: Desk, case: str, reason: str, note: str, rehearse: bool) -> None:
    known = desk.client.transfer(resolve.transfer_id(desk, case))
    output.note(views.summary(known))
    after = desk.client.record_refusal(
        known.id,
        known.etag,
        reason,
        note=note,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(after, lambda: views.after(after, rehearse))
    desk.done(rehearse)


def add_to(group: click.Group) -> None:
    """Give `letter` what ends a departure."""
    verb(
        group,
        "receipt",
        "登记回执：只有这一步使组织关系转出，并办结本件。",
        "Record the receipt: the one step that moves the member and ends the case.",
        ["letter receipt t-… --receiver 海港区委组织部 --branch 某支部 --on 2026-07-20 …"],
    )(_receipt)
    verb(
        group,
        "refused",
        "登记对方退回：介绍信作废，本件退回转出支部更正。",
        "Note that the other side sent it back: the letter is void, the case returned.",
        ["letter refused t-… --reason 介绍信抬头有误"],
    )(_refused)
