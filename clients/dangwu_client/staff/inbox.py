"""`dangwu inbox`: what waits on me (待办)."""

from itertools import islice
from typing import TYPE_CHECKING

from dangwu_client.errors import DangwuError
from dangwu_client.staff import (
    case_details,
    output,
    refusals,
    reminder,
    sessions,
    terms,
    views,
)
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import cut, limited, lone, pass_desk
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.rules.v1.edition_pb2 import Draft
    from dangwu.transfer.v1.transfer_pb2 import Transfer

SHOWN = 10
"""Reminders beneath the inbox; the rest is listed by their own command."""


@lone(
    "inbox",
    "待我办理的转接、给我的提醒和待我公布的规则草稿。",
    "The transfers that wait on me, my reminders, and the drafts of rules I may publish.",
    ["inbox", "inbox --output json"],
)
@limited
@pass_desk
def inbox(desk: Desk, limit: int, everything: bool) -> None:
    cases = cut(desk.client.inbox(), limit, everything)
    desk.emit({"transfers": cases}, lambda: _view(desk, cases))
    _reminded(desk)
    drafts = [] if desk.output == "json" else _drafts(desk)
    if drafts:
        output.note(_to_publish(desk, drafts))
    elif not cases:
        output.note(say("没有待办。", "Nothing waits on you."))


def _reminded(desk: Desk) -> None:
    """What was announced to this person and not noted yet, beneath what waits."""
    if desk.output == "json":
        return
    try:
        found = list(islice(desk.client.reminders(), SHOWN + 1))
    except DangwuError:
        return  # who holds no post that is reminded
    if found:
        reminder.table(found[:SHOWN])
        output.note(
            say(
                "签收：{here} reminder ack {id}；全部：{here} reminder list",
                "Take note: {here} reminder ack {id}; all: {here} reminder list",
                here=desk.spelled,
                id=found[0].id,
            )
        )


def _drafts(desk: Desk) -> "list[Draft]":
    """What others drafted and this person may publish; none where that cannot be learnt."""
    from dangwu.directory.v1 import authority_pb2

    publishing = (authority_pb2.POST_KIND_DIRECTOR, authority_pb2.POST_KIND_OFFICER)
    try:
        waiting = list(desk.client.drafts(state="DRAFT_STATE_PROPOSED"))
        known = sessions.load(desk.profile)
        if not waiting or not known:
            return []
        myself = desk.client.person(known.account).id
        posts = desk.client.posts(person_id=myself, on=output.today().isoformat())
        if not any(post.kind in publishing for post in posts):
            return []
    except DangwuError:
        return []
    return [one for one in waiting if one.made_by_id != myself]


def _to_publish(desk: Desk, drafts: "Sequence[Draft]") -> str:
    named = (f"{one.id} {one.edition.book}" for one in drafts)
    return say(
        "他人提出的规则草稿待公布：{named}。查看：{here} draft {id}；公布：{here} publish {id}",
        "Drafts of others wait to be published: {named}. Look: {here} draft {id};"
        " publish: {here} publish {id}",
        named=say("、", ", ").join(named),
        here=f"{desk.spelled} rules",
        id=drafts[0].id,
    )


def _view(desk: Desk, cases: "Sequence[Transfer]") -> None:
    output.table(
        [
            say("转接编号", "transfer"),
            say("种类", "kind"),
            say("党员", "member"),
            say("待办", "to do"),
            say("转出支部", "from"),
            say("转往", "to"),
            say("现属组织", "belongs to"),
            say("等待自", "waits since"),
            say("期限", "due"),
        ],
        [
            [
                case.id,
                terms.term(case_details.kind_of(case)),
                case.member_name,
                terms.step(_step(case)),
                case.source_name,
                views.receiver(case),
                case.belongs_to_name,
                output.at(case.waits_since),
                views.due(case),
            ]
            for case in cases
        ],
    )
    for case in cases[:1]:
        line = f"{desk.spelled} {_typed(case)}"
        if views.needs_branch(case):
            line += f" --branch {say('编码', 'CODE')}"
        output.note(say("例如：{line}", "For example: {line}", line=line))
        if views.needs_branch(case):
            known = refusals.candidates(desk, case.destination_id)
            output.note(say("可选的支部：{known}", "Branches: {known}", known=known))


ONWARD = ("sign", "accept", "issue", "send", "complete", "clear", "submit")


def _step(case: "Transfer") -> str:
    """The step that brings the case on."""
    return next((step for step in ONWARD if step in case.next_steps), "")


def _typed(case: "Transfer") -> str:
    """The command for it; what was returned is mended by the command that filed it."""
    step, kind = _step(case), case_details.kind_of(case)
    if step == "submit" and kind.startswith("CASE_KIND_OUT_"):
        return f"departure submit {case.id} …"
    if step == "submit" and kind not in case_details.MOVES:
        return f"change submit {case.id} …"
    return refusals.STEP_LINES.get(step, "transfer show {id}").format(id=case.id)
