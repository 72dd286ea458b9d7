"""`dangwu rules list` and `show`: which books there are, what each asks, and its editions."""

from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, rule_finding, rule_words
from dangwu_client.staff.completion import books as known_books
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import noun, pass_desk, verb
from dangwu_client.staff.resolve import folded
from dangwu_client.staff.rule_origins import Origins, headings
from dangwu_client.staff.rule_words import LAYERS, SHORT
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.rules.v1.rules_pb2 import Book, CaseLine, Edition, Fact

LAYER = {typed: name for name, (zh, _) in LAYERS.items() for typed in (name, zh)}


@noun(
    "rules", "规则书：查询、解释、比较、提出、公布。", "Rule books: ask, explain, compare, publish."
)
def rules() -> None:
    pass


book_argument = click.argument(
    "book",
    metavar=say("规则", "BOOK"),
    shell_complete=known_books,
    help=say("规则书的名称，或问题中的词语。", "A book's name, or a word of its question."),
)


book_option = click.option(
    "--book",
    metavar=say("规则", "BOOK"),
    shell_complete=known_books,
    help=say("只列这部规则书，或含这个词语的。", "Of one book, or of those with this word."),
)


@verb(
    rules,
    "list",
    "列出规则书；可按层级和词语（名称、问题、条件、答案）筛选。",
    "List the books; of one layer, or with words of name, question, facts or answers.",
    ["rules list", "rules list 介绍信 --layer 学校"],
)
@click.argument("words", nargs=-1, metavar=say("[词语]...", "[WORD]..."))
@click.option(
    "--layer",
    type=click.Choice(list(LAYER)),
    metavar=say("层级", "LAYER"),
    help=say("只列一个层级：", "Of one layer: ") + say("、", ", ").join(LAYER),
)
@pass_desk
def list_(desk: Desk, words: tuple[str, ...], layer: str | None) -> None:
    meant = folded(" ".join(words)).lower().split()
    found = [
        one
        for one in desk.client.books()
        if all(word in _said(one) for word in meant)
        and (layer is None or one.layer == LAYER[layer])
    ]
    desk.emit({"books": found}, lambda: _rows(found))
    if not found:
        output.note(
            say(
                "没有这样的规则书。查看全部：{here} rules list（不加词语）",
                "There is no such book. For all of them: {here} rules list, without words",
                here=desk.spelled,
            )
        )


def _said(one: "Book") -> str:
    """Everything a book can be found by: what it is called, asks, wants to know and answers."""
    choices = [choice for fact in one.facts for choice in fact.choices] + list(one.answers)
    words = [one.name, one.question, one.question_en]
    words += [word for fact in one.facts for word in (fact.name, fact.label)]
    words += [word for choice in choices for word in (choice.value, choice.label)]
    return folded("\n".join(words)).lower()


def _rows(found: "Sequence[Book]") -> None:
    output.table(
        [
            say("规则", "book"),
            say("问题", "question"),
            say("层级", "layer"),
            say("答案", "answer"),
            say("版本", "editions"),
            say("备注", "remark"),
        ],
        [
            [
                one.name,
                rule_finding.question(one),
                rule_words.layer(one.layer),
                rule_words.unit(one.unit),
                str(len(one.editions)),
                say("示例", "sample") if any(each.sample for each in one.editions[-1:]) else "",
            ]
            for one in found
        ],
    )


@verb(
    rules,
    "show",
    "查看一部规则书：条件、各种情形、版本和由谁公布；--edition 显示全文，--draft 输出草稿。",
    "Show a book: facts, cases, editions and who published them; --edition prints a text.",
    ["rules show transfer/rung_days", "rules show transfer/rung_days --draft > 草稿.yaml"],
)
@book_argument
@click.option(
    "--edition",
    metavar=say("版本", "EDITION"),
    help=say(
        "版本号的开头几位，或施行日期。", "The first characters of its hash, or its first day."
    ),
)
@click.option(
    "--draft",
    is_flag=True,
    help=say(
        "输出可供修改、提出的草稿文本（默认取最新版本）。",
        "Print it as a draft to change and propose; of the latest edition unless one is named.",
    ),
)
@pass_desk
def show(desk: Desk, book: str, edition: str | None, draft: bool) -> None:
    known = rule_finding.book(desk, book)
    if edition is None and not draft:
        desk.emit(known, lambda: show_book(desk, known))
        return
    meant = rule_finding.edition([known], edition) if edition else known.editions[-1]
    whole = desk.client.edition(meant.book, meant.id)
    desk.emit(whole, lambda: output.line((whole.draft if draft else whole.text).rstrip()))
    if not draft and desk.output != "json" and (whose := Origins(desk).sentence(meant.id)):
        output.note(whose)


def show_book(desk: Desk, known: "Book") -> None:
    """A book: its question, its facts, what it answers now, its editions and whose they are."""
    output.pairs(
        [
            (say("规则", "book"), known.name),
            (say("问题", "question"), rule_finding.question(known)),
            (say("层级", "layer"), rule_words.layer(known.layer)),
            (say("答案", "answer"), rule_words.unit(known.unit)),
            (say("可答", "answers"), rule_words.labelled(known.answers)),
            (say("不得宽于", "stays within"), say("、", ", ").join(known.within)),
        ]
    )
    output.table(
        [say("条件", "fact"), say("写作", "written"), say("可填", "may be")],
        [[fact.label or fact.name, fact.name, _domain(fact)] for fact in known.facts],
    )
    for latest in known.editions[-1:]:
        _cases(latest.id, desk.client.edition(known.name, latest.id).cases)
    show_editions(known.editions, Origins(desk))


def _cases(edition_id: str, known: "Sequence[CaseLine]") -> None:
    """The cases of an edition, one a row."""
    english = spoken() == "en"
    if known:
        output.line(
            say(
                "最新版本 {id} 的各种情形：",
                "The cases of the latest edition, {id}:",
                id=edition_id[:SHORT],
            )
        )
    output.table(
        [say("情形", "case"), say("条件", "facts"), say("答案", "answer"), say("理由", "why")],
        [
            [
                str(one.number),
                one.condition_en if english else one.condition,
                one.answer_en if english else one.answer,
                one.because_en if english else one.because,
            ]
            for one in known
        ],
    )


def _domain(fact: "Fact") -> str:
    if fact.choices:
        return rule_words.labelled(fact.choices)
    return say(
        "{least} 至 {most}",
        "{least} to {most}",
        least=rule_words.measured(fact, fact.least),
        most=rule_words.measured(fact, fact.most),
    )


def show_editions(known: "Sequence[Edition]", origins: Origins) -> None:
    """Editions, one a row, with whose they are, and what samples rest on."""
    output.table(
        [
            say("版本", "edition"),
            say("施行", "in force"),
            say("公布", "published"),
            say("适用依据", "goes by"),
            say("出处", "source"),
            say("备注", "remark"),
            *headings(),
        ],
        [
            [
                one.id[:SHORT],
                rule_words.in_force(one),
                one.published_on,
                rule_words.goes_by(one.goes_by),
                one.cites,
                say("示例", "sample") if one.sample else "",
                *origins.cells(one.id),
            ]
            for one in known
        ],
        drop_empty=True,
    )
    for one in known:
        if one.note:
            kind = say("示例", "Sample") if one.sample else say("说明", "Note")
            told = {"kind": kind, "id": one.id[:SHORT], "note": one.note}
            output.line(say("{kind} {id}：{note}", "{kind} {id}: {note}", **told))
