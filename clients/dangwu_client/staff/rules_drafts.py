"""`dangwu rules drafts` and `draft`: editions that wait for a second person."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, resolve, rule_finding, rule_words, terms
from dangwu_client.staff.completion import drafts as known_drafts
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import EnumWord, cut, limited, pass_desk, verb
from dangwu_client.staff.rule_words import SHORT
from dangwu_client.staff.rules_books import book_option, rules
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.rules.v1.edition_pb2 import Draft

STATE = EnumWord("DRAFT_STATE_")
PROPOSED = "DRAFT_STATE_PROPOSED"

draft_argument = click.argument(
    "draft",
    metavar=say("草稿", "DRAFT"),
    shell_complete=known_drafts,
    help=say("草稿编号 d-…。", "The id d-…."),
)


def state_of(draft: "Draft") -> str:
    """The state of a draft, by the proto's name."""
    from dangwu.rules.v1 import edition_pb2

    return edition_pb2.DraftState.Name(draft.state)


def summary(draft: "Draft") -> str:
    """A draft in one line."""
    return say(
        "{id} {book}，{days}施行（{state}）",
        "{id} {book}, in force {days} ({state})",
        id=draft.id,
        book=draft.edition.book,
        days=rule_words.in_force(draft.edition),
        state=terms.term(state_of(draft)),
    )


@verb(
    rules,
    "drafts",
    "列出规则草稿，新的在前。",
    "List the drafts, newest first.",
    ["rules drafts", "rules drafts --state 待公布", "rules drafts --book 介绍信"],
)
@click.option(
    "--state",
    type=STATE,
    metavar=say("状态", "STATE"),
    help=say("只看一种状态：", "In one state: ") + STATE.listed(),
)
@book_option
@limited
@pass_desk
def drafts(desk: Desk, state: str | None, book: str | None, limit: int, everything: bool) -> None:
    found = desk.client.drafts(state=state or "DRAFT_STATE_UNSPECIFIED")
    if book:
        fits = rule_finding.about(desk.client.books(), book)
        found = (one for one in found if fits(one.edition.book))
    known = cut(found, limit, everything)
    desk.emit({"drafts": known}, lambda: _rows(desk, known))
    if not known:
        output.note(say("没有草稿。", "There are no drafts."))


def _rows(desk: Desk, known: "Sequence[Draft]") -> None:
    names = resolve.Names(desk)
    output.table(
        [
            say("草稿", "draft"),
            say("规则", "book"),
            say("状态", "state"),
            say("施行", "in force"),
            say("提出人", "made by"),
            say("提出时间", "made at"),
            say("版本", "edition"),
            say("办结人", "closed by"),
        ],
        [
            [
                one.id,
                one.edition.book,
                terms.term(state_of(one)),
                rule_words.in_force(one.edition),
                names(one.made_by_id),
                output.at(one.made_at),
                one.edition.id[:SHORT],
                names(one.closed_by_id) if one.closed_by_id else "",
            ]
            for one in known
        ],
        drop_empty=True,
    )


@verb(rules, "draft", "查看一份草稿。", "Show one draft.", ["rules draft d-…"])
@draft_argument
@pass_desk
def draft_(desk: Desk, draft: str) -> None:
    known = desk.client.draft(rule_finding.draft_id(draft))
    desk.emit(known, lambda: show_draft(desk, known, with_text=True))
    warn(new_book(desk, known))
    next_steps(desk, known)


def show_draft(desk: Desk, draft: "Draft", with_text: bool = False) -> None:
    """A draft: the edition it would be, who made it, how it ended."""
    edition, names = draft.edition, resolve.Names(desk)
    output.pairs(
        [
            (say("草稿", "draft"), draft.id),
            (say("状态", "state"), terms.term(state_of(draft))),
            (say("规则", "book"), edition.book),
            (say("版本", "edition"), edition.id[:SHORT]),
            (say("施行", "in force"), rule_words.in_force(edition)),
            (say("公布", "published"), edition.published_on or _on_approval(draft)),
            (say("适用依据", "goes by"), rule_words.goes_by(edition.goes_by)),
            (say("出处", "source"), edition.cites),
            (say("示例", "sample"), (edition.note or "✓") if edition.sample else ""),
            (say("说明", "note"), "" if edition.sample else edition.note),
            (say("提出人", "made by"), names(draft.made_by_id)),
            (say("提出时间", "made at"), output.at(draft.made_at)),
            (say("办结人", "closed by"), names(draft.closed_by_id) if draft.closed_by_id else ""),
            (say("办结时间", "closed at"), output.at(draft.closed_at)),
            (say("不采用的原因", "why not"), draft.note),
        ]
    )
    if with_text:
        output.line(draft.text.rstrip())


def _on_approval(draft: "Draft") -> str:
    """A draft without a day is published on the day somebody approves it."""
    return say("公布当天", "the day of approval") if state_of(draft) == PROPOSED else ""


def new_book(desk: Desk, draft: "Draft") -> str:
    """That a draft that waits would begin a book, with those that may have been meant instead."""
    books, name = desk.client.books(), draft.edition.book
    if state_of(draft) != PROPOSED or name in (one.name for one in books):
        return ""
    near = say("、", ", ").join(rule_finding.near(books, name))
    said = say("新规则书（原来没有）：{name}。", "A new book, not there before: {name}.", name=name)
    meant = say("是否指 {near}？", " Did you mean {near}?", near=near) if near else ""
    return said + meant


def warn(text: str) -> None:
    """A word that is not to be overlooked; none where there is nothing to say."""
    if text:
        output.note(f"! {text}")


def next_steps(desk: Desk, draft: "Draft") -> None:
    """What can be done with a draft that waits, as lines to be copied."""
    if state_of(draft) == PROPOSED:
        line = f"{desk.spelled} rules impact {draft.id}"
        output.note(say("查看影响：{line}", "Its impact: {line}", line=line))
        output.note(
            say(
                "公布（须由提出人以外的人）：dangwu --as ‹组织部另一人› rules publish {id}",
                "To publish it (not its maker): dangwu --as ‹another officer› rules publish {id}",
                id=draft.id,
            )
        )
