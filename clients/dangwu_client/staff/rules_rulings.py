"""`dangwu rules keep`, `rulings`, `ruling`, `close`: receipts kept for cases worked on paper."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, receipts, resolve, rule_facts, rule_finding, rule_words
from dangwu_client.staff.completion import rulings as known_rulings
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import cut, limited, pass_desk, rehearsable, verb
from dangwu_client.staff.rule_origins import Origins
from dangwu_client.staff.rule_words import Names
from dangwu_client.staff.rules_asking import case_days, facts_argument
from dangwu_client.staff.rules_books import book_argument, book_option, rules
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.rules.v1.ruling_pb2 import Ruling

ruling_argument = click.argument(
    "ruling",
    metavar=say("判定", "RULING"),
    shell_complete=known_rulings,
    help=say("判定编号 r-…。", "The id r-…."),
)


@verb(
    rules,
    "keep",
    "判定：为一件线下办理的事项询问规则，并留存依据。",
    "Decide for a case worked elsewhere, and keep the receipt.",
    ["rules keep transfer/rung_days act=attest --case 介字2026-015"],
)
@book_argument
@facts_argument
@click.option(
    "--case",
    "reference",
    required=True,
    metavar=say("案卷编号", "REFERENCE"),
    help=say("该事项的文号或案卷号；不写个人信息。", "The case's own number; no personal data."),
)
@case_days
@rehearsable
@pass_desk
def keep(
    desk: Desk,
    book: str,
    facts: tuple[str, ...],
    reference: str,
    submitted_on: str,
    event_on: str,
    runs_from: str,
    rehearse: bool,
) -> None:
    known = rule_finding.book(desk, book)
    ruling = desk.client.keep_ruling(
        reference,
        known.name,
        rule_facts.facts(known, facts),
        submitted_on=submitted_on,
        event_on=event_on,
        runs_from=runs_from,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(ruling, lambda: show_ruling(desk, ruling))
    if ruling.decision.counts and not ruling.decision.HasField("period"):
        output.note(
            say(
                "没有计算期限：没有给出起算日（--from）。",
                "The period was not counted: no day was given that it runs from (--from).",
            )
        )
    desk.done(rehearse)


@verb(
    rules,
    "rulings",
    "列出判定，新的在前。",
    "List the rulings, newest first.",
    ["rules rulings", "rules rulings --open", "rules rulings --case 介字2026 --book 介绍信"],
)
@click.option("--open", "open_only", is_flag=True, help=say("只列在办的。", "Only open ones."))
@click.option(
    "--case",
    "reference",
    metavar=say("案卷编号", "REFERENCE"),
    help=say("案卷编号，或其中几个字。", "The case's number, or a part of it."),
)
@book_option
@limited
@pass_desk
def rulings(
    desk: Desk,
    open_only: bool,
    reference: str | None,
    book: str | None,
    limit: int,
    everything: bool,
) -> None:
    found = desk.client.rulings(open_only=open_only)
    if reference:
        found = (one for one in found if rule_finding.holds(one.reference, reference))
    if book:
        fits = rule_finding.about(desk.client.books(), book)
        found = (one for one in found if fits(one.decision.book))
    known = cut(found, limit, everything)
    desk.emit({"rulings": known}, lambda: _rows(known))
    if not known:
        output.note(say("没有判定。", "There are no rulings."))


def _rows(known: "Sequence[Ruling]") -> None:
    output.table(
        [
            say("判定", "ruling"),
            say("案卷编号", "case"),
            say("状态", "state"),
            say("规则", "book"),
            say("答案", "answer"),
            say("期限", "until"),
            say("时间", "at"),
        ],
        [
            [
                one.id,
                one.reference,
                _state(one),
                one.decision.book,
                rule_words.answer(one.decision.answer, Names(), one.decision.counts),
                one.decision.period.ends_on,
                output.at(one.kept_at),
            ]
            for one in known
        ],
        drop_empty=True,
    )


def _state(one: "Ruling") -> str:
    return say("在办", "open") if one.open else say("已办结", "closed")


@verb(
    rules,
    "ruling",
    "查看一项判定和它的依据。",
    "Show one ruling with its receipt.",
    ["rules ruling r-…", "rules ruling 介字2026-015"],
)
@click.argument(
    "ruling",
    metavar=say("判定或案卷编号", "RULING|REFERENCE"),
    shell_complete=known_rulings,
    help=say("判定编号 r-…，或案卷编号。", "The id r-…, or the case's own number."),
)
@pass_desk
def ruling_(desk: Desk, ruling: str) -> None:
    known = desk.client.ruling(rule_finding.ruling_named(desk, ruling))
    desk.emit(known, lambda: show_ruling(desk, known))


def show_ruling(desk: Desk, known: "Ruling") -> None:
    """A ruling, and the whole receipt that was kept."""
    output.pairs(
        [
            (say("判定", "ruling"), known.id),
            (say("案卷编号", "case"), known.reference),
            (say("状态", "state"), _state(known)),
            (say("判定人", "kept by"), resolve.Names(desk)(known.kept_by_id)),
            (say("判定时间", "kept at"), output.at(known.kept_at)),
            (say("办结时间", "closed at"), output.at(known.closed_at)),
        ]
    )
    books = (one for one in desk.client.books() if one.name == known.decision.book)
    receipts.whole(known.decision, Names(next(books, None)))
    if whose := Origins(desk).sentence(known.decision.edition):
        output.line(whose)


@verb(
    rules,
    "close",
    "判定的事项已办结；依据照旧留存。",
    "Say that a ruling's case is done; its receipt stays.",
    ["rules close r-…"],
)
@ruling_argument
@rehearsable
@pass_desk
def close(desk: Desk, ruling: str, rehearse: bool) -> None:
    known = desk.client.ruling(rule_finding.ruling_id(ruling))
    output.note(f"{known.id} {known.reference} {known.decision.book}")
    after = desk.client.close_ruling(
        known.id, known.etag, request_id=desk.new_request_id(), rehearse=rehearse
    )
    desk.emit(after, lambda: show_ruling(desk, after))
    desk.done(rehearse)
