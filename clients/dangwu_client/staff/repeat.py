"""`dangwu request`: what this desk has sent, and sending it again as the same request."""

import re
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from dangwu_client.errors import Unknown
from dangwu_client.staff import exits, output, plain, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import cut, limited, noun, pass_desk, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from google.protobuf.message import Message

    from dangwu_client.staff.requests import Saved


@noun("request", "发出过的请求：列出、重发。", "Requests sent: list, send again.")
def request() -> None:
    pass


@verb(
    request,
    "list",
    "列出发出过的请求，新的在前。",
    "List the requests sent, newest first.",
    ["request list", "request list --open"],
)
@click.option(
    "--open", "only_open", is_flag=True, help=say("只列没有答复的。", "Only those unanswered.")
)
@limited
@pass_desk
def list_(desk: Desk, only_open: bool, limit: int, everything: bool) -> None:
    from dangwu_client.staff.requests import OPEN, saved_requests

    known = [one for one in saved_requests() if one.outcome == OPEN or not only_open]
    shown = cut(iter(known), limit, everything)
    desk.emit({"requests": [_for_programs(one) for one in shown]}, lambda: _rows(shown))


def _for_programs(saved: "Saved") -> dict[str, object]:
    return {**asdict(saved), "at": output.utc(saved.at)}


def _rows(shown: "Sequence[Saved]") -> None:
    output.table(
        [
            say("请求编号", "request id"),
            say("时间", "at"),
            say("身份", "profile"),
            say("事项", "act"),
            say("结果", "outcome"),
            say("命令", "command"),
        ],
        [
            [
                one.request_id,
                _at(one),
                one.profile,
                terms.act(one.rpc),
                plain.outcome(one.outcome),
                _line(one),
            ]
            for one in shown
        ],
    )


@verb(
    request,
    "again",
    "重发一个请求：同一编号、同一内容，只生效一次。",
    "Send a request again: same id, same content, takes effect once.",
    ["request again 0f8fad5b-d9cb-469f-a165-70867728950e"],
)
@click.argument("request_id", metavar=say("请求编号", "UUID"))
@pass_desk
@click.pass_context
def again(ctx: click.Context, desk: Desk, request_id: str) -> None:
    from dangwu_client.staff.requests import find

    known = find(request_id)
    if known is None:
        raise Unknown(
            "REQUEST_UNKNOWN",
            f"本机没有保存请求 {request_id}。",
            f"This machine has no request {request_id}.",
            code="NOT_FOUND",
        )
    if known.profile != desk.profile:
        output.note(
            say("此请求由身份 {p} 发出，请运行：", "Profile {p} sent it; run:", p=known.profile)
        )
        output.note(f"dangwu --as {known.profile} request again {request_id}")
        ctx.exit(exits.USAGE)
    if known.left_out:
        output.note(
            say(
                "敏感内容没有保存在本机，请补全 *** 后重新运行：",
                "Sensitive fields are not kept here; fill in the *** and run again:",
            )
        )
        output.note(_line(known))
        ctx.exit(exits.USAGE)
    desk.request_id = request_id
    reply = desk.connection.send(known.message())
    desk.emit(reply, lambda: _view(desk, reply))
    desk.done(rehearse=False)


def _view(desk: Desk, reply: "Message") -> None:
    from dangwu.rules.v1.edition_pb2 import Draft
    from dangwu.rules.v1.ruling_pb2 import Ruling
    from dangwu.transfer.v1.member_pb2 import Member
    from dangwu.transfer.v1.transfer_pb2 import Transfer
    from dangwu_client.staff import views
    from dangwu_client.staff.member import show_member
    from dangwu_client.staff.rules_drafts import show_draft
    from dangwu_client.staff.rules_rulings import show_ruling

    if isinstance(reply, Transfer):
        views.transfer(reply)
    elif isinstance(reply, Member):
        show_member(reply)
    elif isinstance(reply, Draft):
        show_draft(desk, reply)
    elif isinstance(reply, Ruling):
        show_ruling(desk, reply)
    else:
        output.as_json(reply)


def _at(saved: "Saved") -> str:
    return datetime.fromtimestamp(saved.at, output.SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _line(saved: "Saved") -> str:
    """What was typed, with the id that makes it the same request."""
    typed = list(saved.typed)
    if "--request-id" not in typed:
        typed += ["--request-id", saved.request_id]
    return " ".join(["dangwu", *map(_quoted, typed)])


def _quoted(word: str) -> str:
    """A word as every shell takes it, those of Windows too."""
    if re.fullmatch(r"[\w@%+=:,./…*-]+", word):
        return word
    return '"' + word.replace('"', '\\"') + '"'
