"""`dangwu fund publicity` and `fund object`: notices, and objections to them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import fund_views, output, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import CASE, PURPOSE
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
    from dangwu.carefund.v1.objection_pb2 import Objection

KIND = EnumWord("OBJECTION_KIND_")
NOTICE = click.argument("notice_id", metavar=say("公示", "NOTICE"))
OBJECTION = click.argument("objection_id", metavar=say("异议", "OBJECTION"))


def add_to(group: click.Group) -> None:
    """Give `fund` its notices and objections."""
    group.add_command(publicity)
    group.add_command(objection)
    group.add_command(objection_raise)


@noun("publicity", "公示：张贴、查看、办结。", "Notices: put up, read, conclude.")
def publicity() -> None:
    pass


@verb(
    publicity,
    "post",
    "为同一分党委的申请张贴公示。",
    "Put up one notice for applications of one committee.",
    ["fund publicity post 2026-0017 2026-0018 --contact 组织部0335-0000000"],
)
@click.argument("cases", nargs=-1, required=True, metavar=say("申请…", "CASE…"))
@click.option(
    "--contact",
    required=True,
    metavar=say("受理", "CONTACT"),
    help=say("异议找谁。", "Who is told."),
)
@rehearsable
@pass_desk
def post(desk: Desk, cases: Sequence[str], contact: str, rehearse: bool) -> None:
    ids = [fund_views.find(desk, one).id for one in cases]
    made = desk.fund.post_notice(ids, contact, request_id=desk.new_request_id(), rehearse=rehearse)
    desk.emit(made, lambda: fund_views.notice(made))
    desk.done(rehearse)


@verb(
    publicity,
    "show",
    "按公众所见查看一份公示；期满即已撤下。",
    "Read a notice as the public does.",
    ["fund publicity show j-…"],
)
@NOTICE
@pass_desk
def show(desk: Desk, notice_id: str) -> None:
    found = desk.fund.notice(notice_id)
    desk.emit(found, lambda: fund_views.notice(found))


@verb(
    publicity,
    "list",
    "列出公示，新的在前。",
    "List notices, newest first.",
    ["fund publicity list", "fund publicity list --standing"],
)
@click.option("--standing", is_flag=True, help=say("只列正在公示的。", "Only those that stand."))
@limited
@pass_desk
def list_(desk: Desk, standing: bool, limit: int, everything: bool) -> None:
    rows = cut(desk.fund.notices(standing), limit, everything)
    desk.emit({"notices": rows}, lambda: fund_views.notices(rows))
    if not rows:
        output.note(say("没有公示。", "No notices."))


@verb(
    publicity,
    "conclude",
    "公示期满且无未办结异议，办结。",
    "End a notice that is over and undisputed.",
    ["fund publicity conclude j-…"],
)
@NOTICE
@rehearsable
@pass_desk
def conclude(desk: Desk, notice_id: str, rehearse: bool) -> None:
    found = desk.fund.notice(notice_id)
    done = desk.fund.conclude_notice(
        found.id, found.etag, request_id=desk.new_request_id(), rehearse=rehearse
    )
    desk.emit(done, lambda: fund_views.notices([done]))
    desk.done(rehearse)


@click.group(hidden=True)
def _loose() -> None:
    """Where a verb is made that stands in another group."""


@verb(
    _loose,
    "object",
    "登记对公示的异议，可匿名；办结之前该件不得继续。",
    "Record an objection, named or not; the case waits for its outcome.",
    ["fund object 2026-0017 untrue --notice j-… --said 家庭并不困难"],
)
@CASE
@click.argument("kind", type=KIND, metavar=say("种类", "KIND"))
@click.option(
    "--notice", required=True, metavar=say("公示", "NOTICE"), help=say("哪份公示。", "Which.")
)
@click.option("--said", required=True, metavar=say("内容", "TEXT"), help=say("异议内容。", "What."))
@click.option(
    "--by",
    default="",
    metavar=say("姓名", "NAME"),
    help=say("谁提出；不填为匿名。", "Who; or nobody."),
)
@rehearsable
@pass_desk
def objection_raise(
    desk: Desk, case: str, kind: str, notice: str, said: str, by: str, rehearse: bool
) -> None:
    made = desk.fund.raise_objection(
        notice,
        fund_views.find(desk, case).id,
        kind,
        said,
        by,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(made, lambda: _table([made]))
    desk.done(rehearse)


@noun("objection", "异议：列出、查看、办结。", "Objections: list, read, settle.")
def objection() -> None:
    pass


@verb(
    objection,
    "list",
    "列出异议；不显示提出人和内容。",
    "List objections, without who and what.",
    ["fund objection list --open"],
)
@click.option("--open", "only_open", is_flag=True, help=say("只列未办结的。", "Only open ones."))
@limited
@pass_desk
def objections(desk: Desk, only_open: bool, limit: int, everything: bool) -> None:
    rows = cut(desk.fund.objections(only_open), limit, everything)
    desk.emit({"objections": rows}, lambda: _table(rows))
    if not rows:
        output.note(say("没有异议。", "No objections."))


@verb(
    objection,
    "settle",
    "办结异议：属实的退回支部，不属实的写明理由。",
    "Settle an objection: upheld, the case goes back to the branch.",
    ["fund objection settle w-… --upheld --finding 经核实属实"],
)
@OBJECTION
@click.option("--upheld/--unfounded", required=True, help=say("属实／不属实。", "Upheld or not."))
@click.option(
    "--finding",
    required=True,
    metavar=say("结论", "TEXT"),
    help=say("核实结果和理由。", "What was found."),
)
@rehearsable
@pass_desk
def settle(desk: Desk, objection_id: str, upheld: bool, finding: str, rehearse: bool) -> None:
    found = next((one for one in desk.fund.objections() if one.id == objection_id), None)
    done = desk.fund.settle_objection(
        objection_id,
        found.etag if found else "1",
        upheld,
        finding,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(done, lambda: _table([done]))
    desk.done(rehearse)


@verb(
    objection,
    "disclose",
    "查看异议全文：须说明用途，记入审计。",
    "Show an objection in clear; for a purpose, audited.",
    ["fund objection disclose w-… --purpose 核查"],
)
@OBJECTION
@PURPOSE
@pass_desk
def disclose(desk: Desk, objection_id: str, purpose: str) -> None:
    told = desk.fund.disclose_objection(objection_id, purpose, request_id=desk.new_request_id())
    desk.emit(
        told,
        lambda: output.pairs(
            [
                (say("提出人", "raised by"), told.raised_by or say("匿名", "anonymous")),
                (say("内容", "what"), told.said),
                (say("结论", "finding"), told.finding),
            ]
        ),
    )
    desk.done(False)


def _table(rows: "Sequence[Objection]") -> None:
    from dangwu.carefund.v1.objection_pb2 import ObjectionKind

    output.table(
        [
            say("异议", "objection"), say("编号", "number"), say("申请", "case"),
            say("种类", "kind"), say("登记", "raised"), say("期限", "due"),
            say("办结", "settled"), say("结果", "outcome"),
        ],
        [
            [
                one.id, one.number, one.application_id,
                terms.term(ObjectionKind.Name(one.kind)), one.raised_on, one.due_on,
                one.settled_on, _outcome(one),
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip


def _outcome(one: "Objection") -> str:
    if not one.settled_on:
        return ""
    return say("属实", "upheld") if one.upheld else say("不属实", "unfounded")
