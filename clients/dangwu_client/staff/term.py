"""`dangwu term`: what runs for a time, what is due in it, and whom one has reached."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, resolve, terms
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
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
    from dangwu.transfer.v1.term_pb2 import Contact, Term

KIND = EnumWord("TERM_KIND_")


@noun(
    "term",
    "保留、证明、流动、查找、停止党籍：列出、联系、结束。",
    "Arrangements: list, log contacts, end, search.",
)
def term() -> None:
    pass


because_option = click.option(
    "--because",
    required=True,
    metavar=say("原因", "TEXT"),
    help=say("为何结束或查找。", "Why it ends, or begins."),
)
term_argument = click.argument("term_id", metavar=say("编号", "TERM"))
on_option = click.option(
    "--on", type=DAY, metavar=say("日期", "DAY"),
    help=say("哪一天，默认今天。", "Which day; today by default."),
)  # fmt: skip


@verb(
    term,
    "list",
    "列出在进行的；下一步是什么、何时到期。",
    "List what runs, what is due next, and when.",
    ["term list", "term list 202211034", "term list --org 03 --kind search --ended"],
)
@click.argument("member", required=False, metavar=say("党员", "MEMBER"))
@click.option("--org", metavar=say("组织", "ORG"), help=say("只看一个组织及下属。", "Of one."))
@click.option(
    "--kind", type=KIND, metavar=say("种类", "KIND"), help=say("种类：", "Kind: ") + KIND.listed()
)
@click.option("--ended", is_flag=True, help=say("也列出已结束的。", "Those that are over too."))
@limited
@pass_desk
def list_(
    desk: Desk,
    member: str | None,
    org: str | None,
    kind: str | None,
    ended: bool,
    limit: int,
    everything: bool,
) -> None:
    found = desk.client.terms(
        member_id=resolve.member_id(desk, member) if member is not None else "",
        organization_id=resolve.organization_id(desk, org) if org is not None else "",
        kind=kind or "TERM_KIND_UNSPECIFIED",
        ended=ended,
    )
    rows = cut(found, limit, everything)
    desk.emit({"terms": rows}, lambda: _table(rows))


@verb(term, "contacts", "查看联系记录。", "Show the contacts.", ["term contacts c-…"])
@term_argument
@pass_desk
def contacts(desk: Desk, term_id: str) -> None:
    known = desk.client.contacts(resolve.folded(term_id).lower())
    desk.emit({"contacts": known}, lambda: _contacts(known))


@verb(
    term,
    "contact",
    "登记一次联系；没有联系上的也要登记。",
    "Log a contact, or an attempt that reached nobody.",
    ["term contact c-… --how 电话", "term contact c-… --how 走访 --not-reached"],
)
@term_argument
@on_option
@click.option(
    "--how",
    required=True,
    metavar=say("方式", "HOW"),
    help=say("电话、邮件、走访、亲属等。", "By telephone, e-mail, visit, relatives …"),
)
@click.option(
    "--not-reached", "missed", is_flag=True, help=say("没有联系上。", "Nobody was reached.")
)
@click.option("--note", default="", metavar=say("说明", "TEXT"), help=say("补充说明。", "A note."))
@rehearsable
@pass_desk
def contact(
    desk: Desk, term_id: str, on: str | None, how: str, missed: bool, note: str, rehearse: bool
) -> None:
    known = _one(desk, term_id)
    after = desk.client.record_contact(
        known.id,
        known.etag,
        on or output.today().isoformat(),
        how,
        reached=not missed,
        note=note,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _answer(desk, after, rehearse)


@verb(
    term,
    "end",
    "登记已回国、已找到、已落实、已交回。",
    "Note that he is back, was found, has a place, or handed it in.",
    ["term end c-… --because 已回国"],
)
@term_argument
@on_option
@because_option
@rehearsable
@pass_desk
def end(desk: Desk, term_id: str, on: str | None, because: str, rehearse: bool) -> None:
    known = _one(desk, term_id)
    after = desk.client.end_term(
        known.id,
        known.etag,
        on or output.today().isoformat(),
        because,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _answer(desk, after, rehearse)


@verb(
    term,
    "search",
    "开始查找失去联系的党员。",
    "Begin the search for a member nobody can reach.",
    ["term search 202211034 --last 2026-01-31 --because 电话停机"],
)
@click.argument("member", metavar=say("党员", "MEMBER"))
@click.option(
    "--last", "last_contact_on", required=True, type=DAY, metavar=say("日期", "DAY"),
    help=say("最近一次参加组织生活、交党费或联系之日。", "The last activity, dues or contact."),
)  # fmt: skip
@because_option
@rehearsable
@pass_desk
def search(desk: Desk, member: str, last_contact_on: str, because: str, rehearse: bool) -> None:
    begun = desk.client.begin_search(
        resolve.member_id(desk, member),
        last_contact_on,
        because,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _answer(desk, begun, rehearse)


def _one(desk: Desk, typed: str) -> "Term":
    """The arrangement as it stands, running or over."""
    from dangwu_client.errors import Unknown

    wanted = resolve.folded(typed).lower()
    if wanted.startswith("c-"):
        for one in desk.client.terms(term_id=wanted, ended=True):
            return one
    raise Unknown(
        "TERM_UNKNOWN",
        f"没有您能看到的 {wanted}。请用 dangwu term list 查看。",
        f"You see no arrangement {wanted}; look with: dangwu term list",
        code="NOT_FOUND",
    )


def _answer(desk: Desk, after: "Term", rehearse: bool) -> None:
    desk.emit(after, lambda: _table([after]))
    desk.done(rehearse)


def _table(rows: "Sequence[Term]") -> None:
    from dangwu.transfer.v1 import term_pb2

    output.table(
        [
            say("编号", "term"), say("种类", "kind"), say("党员", "member"),
            say("组织", "organization"), say("起始", "from"), say("至", "until"),
            say("返回", "back"), say("最近联系", "last contact"), say("结束", "ended"),
            say("到期", "due"), say("事项", "what"),
        ],
        [
            [
                one.id,
                terms.term(term_pb2.TermKind.Name(one.kind)),
                one.member_name,
                one.organization_name,
                one.from_on,
                one.until_on,
                one.back_on,
                one.last_contact_on,
                one.ended_on,
                one.due_on + (say("（已逾期）", " (overdue)") if one.overdue else ""),
                say(one.due_problem or one.due_what, one.due_problem_en or one.due_what_en),
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip


def _contacts(rows: "Sequence[Contact]") -> None:
    output.table(
        [
            say("日期", "on"), say("结果", "outcome"), say("方式", "how"), say("说明", "note"),
            say("登记时间", "entered"),
        ],
        [
            [
                one.on,
                say("已联系上", "reached") if one.reached else say("未联系上", "not reached"),
                one.how,
                one.note,
                output.at(one.entered_at),
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip
