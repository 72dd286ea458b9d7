"""`dangwu rules compare` and `impact`: where editions differ, what a draft would change."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, rule_finding, rule_words
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import pass_desk, verb
from dangwu_client.staff.resolve import folded
from dangwu_client.staff.rule_words import Names
from dangwu_client.staff.rules_books import rules
from dangwu_client.staff.rules_drafts import draft_argument
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.rules.v1.edition_pb2 import (
        AnswerDifference,
        Change,
        Comparison,
        HeadDifference,
        Impact,
    )
    from dangwu.rules.v1.rules_pb2 import Book
    from dangwu.v1.values_pb2 import Answer, DecidedCase


@verb(
    rules,
    "compare",
    "比较两个版本：日期、出处和每一处不同的答案；可与草稿比较。",
    "Compare two editions, or an edition and a draft: dates, source, each other answer.",
    ["rules compare 1f3a 9c02", "rules compare 2026-09-01 d-… --book transfer/rung_days"],
)
@click.argument("earlier", metavar=say("原版本", "EARLIER"))
@click.argument("later", metavar=say("新版本", "LATER"))
@click.option(
    "--book",
    metavar=say("规则", "BOOK"),
    help=say("只在这部规则书中找版本。", "Look for the editions in this book."),
)
@pass_desk
def compare(desk: Desk, earlier: str, later: str, book: str | None) -> None:
    books = desk.client.books()
    among = books if book is None else [rule_finding.pick_book(books, book)]
    told = desk.client.compare_editions(_side(among, earlier), _side(among, later))
    known = next((one for one in books if one.name == told.book), None)
    desk.emit(told, lambda: _comparison(told, known))


def _side(books: "Sequence[Book]", typed: str) -> str:
    word = folded(typed).lower()
    return word if rule_finding.DRAFT.fullmatch(word) else rule_finding.edition(books, typed).id


def _comparison(told: "Comparison", known: "Book | None") -> None:
    names = Names(known)
    output.line(f"{told.book} {rule_finding.question(known) if known else ''}".rstrip())
    output.table(
        [say("项目", "item"), say("原版本", "earlier"), say("新版本", "later")],
        [_head(one, names) for one in told.head],
    )
    output.table(
        [say("条件", "facts"), say("原答案", "earlier"), say("新答案", "later")],
        [
            [_where(one, names), _told(one, "earlier", names), _told(one, "later", names)]
            for one in told.answers
        ],
    )
    output.line(
        say(
            "共问 {asked} 次，{differ} 处答案不同。",
            "{asked} questions were put to both; answers that differ: {differ}.",
            asked=told.asked,
            differ=told.differ,
        )
    )
    _cut(len(told.answers), told.differ)


HEAD = {
    "question": "问题",
    "question_en": "英文问题",
    "stricter": "从严方向",
    "names": "名称",
    "because": "理由",
    "layer": "层级",
    "from": "施行",
    "until": "施行至",
    "published": "公布",
    "goes_by": "适用依据",
    "cites": "出处",
    "sample": "示例",
    "note": "说明",
    "within": "不得宽于",
    "counting.days": "按什么日计算",
    "counting.first": "第一日",
    "counting.last": "末日遇休息日",
    "asks": "条件",
    "holidays": "节假日",
}
VALUES = {
    **{name: zh for name, (zh, _) in (*rule_words.LAYERS.items(), *rule_words.GOES_BY.items())},
    "true": "是",
    "working": "工作日",
    "calendar": "自然日",
    "same_day": "当日",
    "next_day": "次日",
    "as_it_falls": "不顺延",
    "next_working_day": "顺延至下一工作日",
}


def _head(one: "HeadDifference", names: Names) -> list[str]:
    return [
        say(HEAD.get(one.key, one.key), one.key),
        *(_property(one.key, text, names) for text in (one.earlier, one.later)),
    ]


def _property(key: str, text: str, names: Names) -> str:
    if key == "within":
        return say("、", ", ").join(names.fact(one) for one in text.split(", ")) or "-"
    return say(VALUES.get(text, text), text) or "-"


def _where(one: "AnswerDifference", names: Names) -> str:
    if one.span and spoken() == "zh":
        return one.span
    return names.facts(dict(one.facts)) or say("任何情形", "any")


def _told(one: "AnswerDifference", side: str, names: Names) -> str:
    given: Answer = getattr(one, side)
    if given.WhichOneof("value") is None:
        return say("不能回答", "cannot answer")
    return rule_words.answer(given, names)


@verb(
    rules,
    "impact",
    "评估草稿的影响：哪些在办和已办的事项会有不同结果。",
    "Which open and past cases a draft would decide otherwise.",
    ["rules impact d-…"],
)
@draft_argument
@pass_desk
def impact(desk: Desk, draft: str) -> None:
    told = desk.client.impact(rule_finding.draft_id(draft))
    desk.emit(told, lambda: _impact(told, _books(desk, told)))


def _books(desk: Desk, told: "Impact") -> "dict[str, Book]":
    return {one.name: one for one in desk.client.books()} if told.changes else {}


def _impact(told: "Impact", books: "dict[str, Book]") -> None:
    output.table(
        [
            say("事项", "case"),
            say("状态", "state"),
            say("条件", "facts"),
            say("原答案", "now"),
            say("草稿的答案", "with the draft"),
        ],
        [_change(one, Names(books.get(one.case.decision.book))) for one in told.changes],
    )
    output.line(
        say(
            "共重算 {n} 项决定：在办 {open} 项、已办结 {past} 项会有不同结果。",
            "{n} decisions replayed: {open} of open and {past} of past cases would differ.",
            n=told.examined,
            open=told.open_changed,
            past=told.past_changed,
        )
    )
    _cut(len(told.changes), told.open_changed + told.past_changed)


def _cut(listed: int, there_are: int) -> None:
    """Says that the server did not list everything it counted."""
    if listed < there_are:
        output.note(
            say(
                "只列出 {listed} 项，共 {all} 项。",
                "{listed} of {all} are listed.",
                listed=listed,
                all=there_are,
            )
        )


def _change(one: "Change", names: Names) -> list[str]:
    kept = one.case.decision
    problem = one.problem_en if spoken() == "en" else one.problem
    return [
        _case(one.case),
        say("在办", "open") if one.case.open else say("已办结", "past"),
        names.facts(dict(kept.facts)),
        rule_words.answer(kept.answer, names, kept.counts),
        rule_words.answer(one.instead.answer, names, one.instead.counts)
        if one.HasField("instead")
        else problem,
    ]


def _case(case: "DecidedCase") -> str:
    return case.subject or f"{case.source} {case.sequence}"
