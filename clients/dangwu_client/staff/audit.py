"""`dangwu audit`: what was done, by whom, under which post and rule (审计日志)."""

from collections import deque
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, plain, receipts, resolve, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import cut, limited, noun, pass_desk, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.audit.v1.audit_pb2 import Entry, Source


@noun("audit", "审计日志：列出、查看、来源。", "The audit log: list, show, sources.")
def audit() -> None:
    pass


@verb(
    audit,
    "list",
    "列出审计记录，旧的在前；--newest 则新的在前。",
    "List entries, oldest first; with --newest the newest.",
    ["audit list --subject t-…", "audit list --actor w0112 --newest"],
)
@click.option(
    "--subject",
    default="",
    metavar=say("编号", "ID"),
    help=say("只看一个对象：党员、转接或组织的编号。", "About one thing: member, transfer, …"),
)
@click.option(
    "--actor",
    metavar=say("人员", "PERSON"),
    help=say("只看一个人（账号或编号）或 service:…。", "By one person (account, id) or service:…."),
)
@click.option(
    "--source",
    default="",
    metavar=say("来源", "SOURCE"),
    help=say("只看一个服务：directory、transfer、rules。", "Of one service."),
)
@click.option("--newest", is_flag=True, help=say("新的在前。", "Newest first."))
@limited
@pass_desk
def list_(
    desk: Desk,
    subject: str,
    actor: str | None,
    source: str,
    newest: bool,
    limit: int,
    everything: bool,
) -> None:
    actor_id = resolve.person_id(desk, actor) if actor else ""
    found = desk.client.audit_entries(subject_id=subject, actor_id=actor_id, source=source)
    if newest:  # the log is read in its own order; only its last part is kept
        found = reversed(deque(found, maxlen=None if everything else limit + 1))
    entries = cut(found, limit, everything)
    desk.emit({"entries": entries}, lambda: _rows(desk, entries))
    if not entries:
        output.note(say("没有记录。", "There are no entries."))


def _rows(desk: Desk, entries: "Sequence[Entry]") -> None:
    names = resolve.Names(desk)
    output.table(
        [
            say("记录", "entry"),
            say("时间", "at"),
            say("经办人", "by"),
            say("事项", "act"),
            say("对象", "subject"),
            say("结果", "outcome"),
        ],
        [
            [
                f"{one.source} {one.sequence}",
                output.at(one.at),
                names(one.actor_id),
                _act(one),
                one.subject_id,
                plain.outcome(one.outcome),
            ]
            for one in entries
        ],
    )


@verb(
    audit,
    "show",
    "查看一条审计记录和它的依据。",
    "Show one entry and the rules it rests on.",
    ["audit show transfer 12"],
)
@click.argument("source", metavar=say("来源", "SOURCE"))
@click.argument("sequence", type=click.IntRange(min=1), metavar=say("序号", "NUMBER"))
@pass_desk
def show(desk: Desk, source: str, sequence: int) -> None:
    entry = desk.client.audit_entry(source, sequence)
    desk.emit(entry, lambda: _entry(desk, entry))


def _act(one: "Entry") -> str:
    """What was done, in words and by the RPC's own name."""
    return f"{terms.act(one.rpc)} {one.rpc.rpartition('/')[2]}"


def _entry(desk: Desk, one: "Entry") -> None:
    output.pairs(
        [
            (say("记录", "entry"), f"{one.source} {one.sequence}"),
            (say("时间", "at"), output.at(one.at)),
            (say("事项", "act"), _act(one)),
            ("RPC", one.rpc),
            (say("结果", "outcome"), plain.outcome(one.outcome)),
            (say("经办人", "by"), f"{resolve.Names(desk)(one.actor_id)}  {one.actor_id}"),
            (say("所任职务", "post"), one.post_id),
            (say("组织库版本", "directory revision"), str(one.directory_revision or "")),
            (say("对象", "subject"), one.subject_id),
            (say("请求编号", "request id"), one.request_id),
            (say("请求", "request"), one.request),
            (say("摘要", "digest"), one.digest),
            (say("前一哈希", "previous hash"), one.previous_hash),
            (say("哈希", "hash"), one.hash),
        ]
    )
    receipts.rules(one.decisions)


@verb(
    audit,
    "sources",
    "各服务的日志收到哪里，有没有缺口。",
    "How far each service's journal has come, and any gap.",
    ["audit sources"],
)
@pass_desk
def sources(desk: Desk) -> None:
    known = desk.client.audit_sources()
    desk.emit({"sources": known}, lambda: _sources(known))


def _sources(known: "Sequence[Source]") -> None:
    output.table(
        [
            say("来源", "source"),
            say("收到第几条", "last entry"),
            say("时间", "at"),
            say("缺口", "gap"),
            say("哈希", "hash"),
        ],
        [
            [
                one.id,
                str(one.last_sequence),
                output.at(one.last_at),
                str(one.missing_sequence or say("无", "none")),
                one.last_hash,
            ]
            for one in known
        ],
    )
