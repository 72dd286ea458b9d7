"""`dangwu member amend` and `reveal`: what the branch mends, and numbers in clear for a purpose."""

import click

from dangwu_client.staff import output, resolve
from dangwu_client.staff.dates import DAY, MONTH
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.member import KIND, member, show_member
from dangwu_client.staff.parts import pass_desk, rehearsable, verb
from dangwu_client.staff.transfer import member_argument
from dangwu_client.staff.words import say

__all__ = ["member"]


@verb(
    member,
    "amend",
    "更正支部掌握的信息；没有填的不变。",
    "Mend what the branch keeps; what is left out stays.",
    ["member amend 202211034 --dues-through 2026-06", "member amend 202211034 --phone -"],
)
@member_argument
@click.option(
    "--dues-through",
    "--dues",
    type=MONTH,
    metavar="YYYY-MM",
    help=say("党费交至哪个月。", "The last month dues are paid for."),
)
@click.option(
    "--phone",
    metavar=say("电话", "PHONE"),
    help=say("手机号；填 - 则从键盘输入。", "Mobile number; - asks for it."),
)
@click.option(
    "--kind",
    type=KIND,
    metavar=say("类别", "KIND"),
    help=say("党员类别：", "Full or probationary: ") + KIND.listed(),
)
@click.option(
    "--probation-ends-on",
    type=DAY,
    metavar="YYYY-MM-DD",
    help=say("预备期满日期。", "The last day of probation."),
)
@click.option(
    "--campus-number",
    metavar=say("号码", "NUMBER"),
    help=say("新的学号或工号。", "The new campus number."),
)
@click.option(
    "--ethnicity",
    metavar=say("民族", "NAME"),
    help=say("民族，例如 汉族、土家族；介绍信上要写。", "Ethnic group; a letter names it."),
)
@rehearsable
@pass_desk
def amend(
    desk: Desk,
    member: str,
    dues_through: str | None,
    phone: str | None,
    kind: str | None,
    probation_ends_on: str | None,
    campus_number: str | None,
    ethnicity: str | None,
    rehearse: bool,
) -> None:
    given = (dues_through, phone, kind, probation_ends_on, campus_number, ethnicity)
    if all(value is None for value in given):
        raise click.UsageError(say("请至少填写一项要更正的内容。", "Say what to mend."))
    if phone == "-":
        phone = click.prompt(say("手机号", "Phone"), hide_input=True, err=True)
    known = desk.client.member(resolve.member_id(desk, member))
    output.note(f"{known.name} {known.id} {known.organization_name}")
    amended = desk.client.amend_member(
        known.id,
        known.etag,
        phone=phone,
        dues_through=dues_through,
        kind=kind,
        probation_ends_on=probation_ends_on,
        campus_number=campus_number,
        ethnicity=ethnicity,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(amended, lambda: show_member(amended))
    desk.done(rehearse)


@verb(
    member,
    "reveal",
    "查看完整的身份证号和电话；用途记入审计日志。",
    "Show ID number and phone in clear; the purpose goes to the audit log.",
    ["member reveal 202211034 --purpose 核对介绍信"],
)
@member_argument
@click.option(
    "--purpose",
    required=True,
    metavar=say("用途", "TEXT"),
    help=say("为什么需要，至少四个字。", "Why they are needed, four characters or more."),
)
@pass_desk
def reveal(desk: Desk, member: str, purpose: str) -> None:
    revealed = desk.client.reveal_member(
        resolve.member_id(desk, member),
        purpose,
        request_id=desk.new_request_id(),
    )

    def view() -> None:
        output.pairs(
            [
                (say("编号", "id"), revealed.id),
                (say("身份证号", "ID number"), revealed.id_number),
                (say("电话", "phone"), revealed.phone),
            ]
        )

    desk.emit(revealed, view)
    desk.done(rehearse=False)
