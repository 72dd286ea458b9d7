"""`dangwu hold`: what keeps a member from moving."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, resolve
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import noun, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.hold_pb2 import Hold


@noun("hold", "转接限制：查看、设置、解除。", "Holds on transfers: list, place, release.")
def hold() -> None:
    pass


member_argument = click.argument("member", metavar=say("党员", "MEMBER"))
because_option = click.option(
    "--because",
    required=True,
    metavar=say("原因", "TEXT"),
    help=say("设置或解除的原因，不对外显示。", "Why; it is shown to nobody."),
)


@verb(
    hold,
    "list",
    "什么限制着一名党员，能否放行。",
    "What holds a member, and whether it may be overridden.",
    ["hold list 202211034"],
)
@member_argument
@pass_desk
def list_(desk: Desk, member: str) -> None:
    found = desk.client.holds(resolve.member_id(desk, member))
    desk.emit({"holds": found}, lambda: _table(found))
    if not found:
        output.note(say("没有限制。", "Nothing holds this member."))


@verb(
    hold,
    "place",
    "设置限制：正在接受组织审查，不得转接。",
    "Place a hold: an examination is open.",
    ["hold place 202211034 --document 纪字〔2026〕1号 --because 初步核实"],
)
@member_argument
@click.option(
    "--document",
    required=True,
    metavar=say("文号", "DOCUMENT"),
    help=say("据以设置的文件。", "The document that orders it."),
)
@because_option
@rehearsable
@pass_desk
def place(desk: Desk, member: str, document: str, because: str, rehearse: bool) -> None:
    placed = desk.client.place_hold(
        resolve.member_id(desk, member),
        document,
        because,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(placed, lambda: _table([placed]))
    desk.done(rehearse)


@verb(
    hold,
    "release",
    "解除一名党员的审查限制。",
    "Release the hold by order on a member.",
    ["hold release 202211034 --because 审查结束"],
)
@member_argument
@because_option
@rehearsable
@pass_desk
def release(desk: Desk, member: str, because: str, rehearse: bool) -> None:
    from dangwu_client.errors import Unknown

    found = desk.client.holds(resolve.member_id(desk, member))
    standing = next((one for one in found if one.id), None)
    if standing is None:
        raise Unknown(
            "HOLD_UNKNOWN",
            "该党员没有可以解除的限制；党费、预备期等须先办结。",
            "There is no hold by order on this member; dues and probation are settled instead.",
            code="NOT_FOUND",
        )
    after = desk.client.release_hold(
        standing.id, standing.etag, because, request_id=desk.new_request_id(), rehearse=rehearse
    )
    desk.emit(after, lambda: _table([after]))
    desk.done(rehearse)


def _table(rows: "Sequence[Hold]") -> None:
    output.table(
        [
            say("限制", "hold"), say("代码", "code"), say("能否放行", "override"),
            say("说明", "what"), say("设置", "placed"), say("解除", "released"),
            say("依据", "rule"),
        ],
        [
            [
                one.id or "—",
                one.code,
                say("可说明理由放行", "with a reason") if one.soft else say("不可", "never"),
                say(one.said, one.said_en),
                one.placed_on,
                one.released_on,
                one.cites,
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip
