"""`dangwu member`: who is on the roll (名册), where each belongs, and what the branch keeps."""

import sys
from typing import TYPE_CHECKING

import click

from dangwu_client.errors import DangwuError
from dangwu_client.staff import output, resolve, terms, views
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import (
    EnumWord,
    cut,
    limited,
    noun,
    pass_desk,
    verb,
)
from dangwu_client.staff.transfer import member_argument
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.transfer.v1.member_pb2 import Member

KIND = EnumWord("MEMBER_KIND_")


@noun("member", "党员名册：查看、查找、更正、历史。", "The roll: show, find, amend, history.")
def member() -> None:
    pass


def _kind(known: "Member") -> str:
    from dangwu.transfer.v1 import member_pb2

    return terms.term(member_pb2.MemberKind.Name(known.kind))


def _category(known: "Member") -> str:
    from dangwu.transfer.v1 import member_pb2

    return terms.term(member_pb2.MemberCategory.Name(known.category))


def show_member(known: "Member") -> None:
    """One member in full; where he belongs comes first."""
    output.pairs(
        [
            (say("所属组织", "belongs to"), known.organization_name),
            (say("自", "since"), output.at(known.since)),
            (say("姓名", "name"), known.name),
            (say("编号", "id"), known.id),
            (say("学号或工号", "campus number"), known.campus_number),
            (say("党员类别", "kind"), _kind(known)),
            (say("人员类别", "category"), _category(known)),
            (say("民族", "ethnic group"), known.ethnicity),
            (say("身份证号", "ID number"), known.id_number_masked),
            (say("电话", "phone"), known.phone_masked),
            (say("入党日期", "joined on"), known.joined_on),
            (say("预备期至", "probation ends"), known.probation_ends_on),
            (say("党费交至", "dues through"), known.dues_through),
            (say("在办转接", "transfer under way"), known.open_transfer_id),
        ]
    )


def _belongs(desk: Desk, known: "Member") -> None:
    """Say, while a transfer is under way, that nothing has moved yet."""
    if not known.open_transfer_id:
        return
    try:
        output.line(views.belongs(desk.client.transfer(known.open_transfer_id)))
    except DangwuError:  # a case this reader may not see; the fact is the member's all the same
        output.line(
            say(
                "在接收支部接收之前，仍属 {here}。",
                "Until the destination accepts, the member still belongs to {here}.",
                here=known.organization_name,
            )
        )


def _rows(known: "Sequence[Member]") -> None:
    output.table(
        [
            say("编号", "id"),
            say("姓名", "name"),
            say("学号或工号", "campus number"),
            say("党员类别", "kind"),
            say("所属组织", "belongs to"),
            say("党费交至", "dues through"),
            say("在办转接", "transfer under way"),
        ],
        [
            [
                one.id,
                one.name,
                one.campus_number,
                _kind(one),
                one.organization_name,
                one.dues_through,
                one.open_transfer_id,
            ]
            for one in known
        ],
    )


@verb(
    member,
    "show",
    "查看一名党员，首先是所属组织。",
    "Show one member; where he belongs comes first.",
    ["member show 202211034"],
)
@member_argument
@pass_desk
def show(desk: Desk, member: str) -> None:
    known = desk.client.member(resolve.member_id(desk, member))

    def view() -> None:
        show_member(known)
        _belongs(desk, known)

    desk.emit(known, view)


@verb(
    member,
    "find",
    "按姓名、学号或工号查找；按身份证号或电话核对须写明用途。",
    "Find by name or campus number; by ID number or phone for a stated purpose.",
    ["member find 王", "member find 202211034", "member find --id-number - --purpose 核对介绍信"],
)
@click.argument(
    "text",
    required=False,
    metavar=say("内容", "TEXT"),
    help=say(
        "姓名的一部分（两字以上），或完整的学号、工号。",
        "A part of the name, or a whole campus number.",
    ),
)
@click.option(
    "--id-number",
    metavar=say("身份证号", "NUMBER"),
    help=say("填 - 则从键盘输入，不留在命令历史里。", "- asks for it, out of the history."),
)
@click.option(
    "--phone",
    metavar=say("电话", "PHONE"),
    help=say("手机号；填 - 则从键盘输入。", "Mobile number; - asks for it."),
)
@click.option(
    "--purpose",
    metavar=say("用途", "TEXT"),
    help=say("按号码核对时必填，记入审计日志。", "Needed with a number; goes to the audit log."),
)
@pass_desk
def find(
    desk: Desk, text: str | None, id_number: str | None, phone: str | None, purpose: str | None
) -> None:
    if sum(given is not None for given in (text, id_number, phone)) != 1:
        raise click.UsageError(
            say(
                "请写明查找内容，或 --id-number，或 --phone，只写一项。",
                "Give one of TEXT, --id-number and --phone.",
            )
        )
    found = (
        _named(desk, text) if text is not None else _matched(desk, id_number, phone, purpose or "")
    )
    desk.emit({"members": found}, lambda: _rows(found))
    if not found:
        output.note(say("没有找到，或您无权查看。", "Nobody, or nobody you may see."))


def _named(desk: Desk, text: str) -> "list[Member]":
    text = resolve.folded(text)
    if len(text) == 18 and text[:17].isdecimal() and text.isascii():
        raise click.UsageError(
            say(
                "按身份证号查找请用 --id-number - 并以 --purpose 写明用途。",
                "To look for an ID number use --id-number - with a --purpose.",
            )
        )
    if text.isascii() and any(map(str.isdecimal, text)):
        return desk.client.find_members(campus_number=text)
    return desk.client.find_members(name=text)


def _matched(desk: Desk, id_number: str | None, phone: str | None, purpose: str) -> "list[Member]":
    if not purpose.strip():
        raise click.UsageError(
            say(
                "按号码核对请以 --purpose 写明用途（至少四个字），例如：--purpose 核对介绍信",
                "Say with --purpose why, in four characters or more.",
            )
        )
    typed = id_number if id_number is not None else phone
    number = resolve.folded(_asked() if typed == "-" else typed or "")
    if not number:
        raise click.UsageError(say("没有填写号码。", "The number is empty."))
    known = desk.client.match_member(
        purpose,
        id_number=number if id_number is not None else "",
        phone=number if id_number is None else "",
        request_id=desk.new_request_id(),
    )
    return [known] if known else []


def _asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    asked: str = click.prompt(say("号码", "Number"), hide_input=True, err=True)
    return asked.strip()


@verb(
    member,
    "list",
    "列出一个组织及其下级的党员。",
    "List the members of an organization and all below it.",
    ["member list --org 0302", "member list --all"],
)
@click.option(
    "--org", metavar=say("组织", "ORG"), help=say("编号、编码或名称。", "Id, code or name.")
)
@limited
@pass_desk
def list_(desk: Desk, org: str | None, limit: int, everything: bool) -> None:
    organization_id = resolve.organization_id(desk, org) if org else ""
    found = cut(desk.client.members(organization_id=organization_id), limit, everything)
    desk.emit({"members": found}, lambda: _rows(found))


@verb(
    member,
    "history",
    "一名党员历来的组织关系。",
    "Every organization relationship a member has had.",
    ["member history 202211034"],
)
@member_argument
@pass_desk
def history(desk: Desk, member: str) -> None:
    stretches = desk.client.relationships(resolve.member_id(desk, member))

    def view() -> None:
        output.table(
            [say("自", "from"), say("至", "until"), say("组织", "organization"), say("转接", "by")],
            [
                [
                    output.at(getattr(one, "from")),
                    output.at(one.until) or say("现在", "now"),
                    one.organization_name,
                    one.transfer_id,
                ]
                for one in stretches
            ],
        )

    desk.emit({"relationships": stretches}, view)
