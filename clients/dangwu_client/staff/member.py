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
    "按姓名、学号、工号、身份证号或电话查找。",
    "Find by name, campus number, ID number or phone.",
    ["member find 王", "member find 202211034", "member find -"],
)
@click.argument(
    "text",
    metavar=say("内容", "TEXT"),
    help=say(
        "姓名的一部分（两字以上），或完整的号码。填 - 则从键盘输入，不留在命令历史里。",
        "A part of the name, or a whole number; - asks for it, out of the shell's history.",
    ),
)
@pass_desk
def find(desk: Desk, text: str) -> None:
    if text == "-":
        text = _asked()
    found = desk.client.find_members(**{_what(text): text})
    if not found and _what(text) == "phone":
        found = desk.client.find_members(campus_number=text)
    desk.emit({"members": found}, lambda: _rows(found))
    if not found:
        output.note(say("没有找到，或您无权查看。", "Nobody, or nobody you may see."))


def _asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    asked: str = click.prompt(say("查找内容", "Text"), hide_input=True, err=True)
    return asked.strip()


def _what(text: str) -> str:
    """Which kind of number a text is, or else a name."""
    if len(text) == 18 and text[:17].isdecimal() and text.isascii():
        return "id_number"
    if len(text) == 11 and text.isdecimal() and text.startswith("1"):
        return "phone"
    return "campus_number" if text.isascii() and any(map(str.isdecimal, text)) else "name"


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
