"""What people type for a rule: a book by name or by a word, an edition by its first characters."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.errors import FieldProblem, Unknown
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.resolve import folded
from dangwu_client.staff.rule_words import SHORT, TRUTHS
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from dangwu.rules.v1.rules_pb2 import Book, Edition, Fact

DRAFT = re.compile(r"d-[0-9a-hjkmnp-tv-z]{12}")
RULING = re.compile(r"r-[0-9a-hjkmnp-tv-z]{12}")
SHOWN = 8
"""As many choices are named where what was typed fits several things."""

_UNIT = re.compile(r"\s*(?:元|日|天|个月|年|人|yuan|days?|months?|years?)$")


def book(desk: Desk, typed: str) -> "Book":
    """The book of a name, of the last part of a name, or the only one with this in its question."""
    return pick_book(desk.client.books(), typed)


def pick_book(books: "Sequence[Book]", typed: str) -> "Book":
    """The one book that is meant."""
    word = folded(typed).lower()
    for fits in (
        [one for one in books if one.name == word],
        [one for one in books if one.name.partition("/")[2] == word],
        [one for one in books if word and word in folded(f"{one.name} {one.question}").lower()],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise _unknown(
                "BOOK_UNCLEAR",
                f"“{typed}”指 {len(fits)} 部规则书，请写全名，例如：",
                f"“{typed}” fits {len(fits)} books; write the whole name, for example:",
                [(f"{one.name} {one.question}", f"{one.name} {question(one)}") for one in fits],
            )
    raise _unknown(
        "BOOK_UNKNOWN",
        f"没有规则书“{typed}”。查找：dangwu rules list 词语",
        f"There is no book “{typed}”. Look with: dangwu rules list WORD",
    )


def question(known: "Book") -> str:
    """What a book asks, in the language spoken."""
    return (spoken() == "en" and known.question_en) or known.question


def edition(books: "Iterable[Book]", typed: str) -> "Edition":
    """The edition whose hash begins so, or which is in force from this day."""
    word = folded(typed).lower()
    known = [one for each in books for one in each.editions]
    fits = [one for one in known if word and word in (one.id[: len(word)], one.in_force_from)]
    if len(fits) == 1:
        return fits[0]
    length = max(SHORT, len(word) + 4)
    some = [_both(one, length) for one in fits or known]
    if fits:
        raise _unknown(
            "EDITION_UNCLEAR",
            f"“{typed}”指 {len(fits)} 个版本，请多写几位：",
            f"“{typed}” fits {len(fits)} editions; write more of one:",
            some,
        )
    raise _unknown(
        "EDITION_UNKNOWN",
        f"没有版本“{typed}”。例如：",
        f"There is no edition “{typed}”. For example:",
        some,
    )


def _both(one: "Edition", length: int) -> tuple[str, str]:
    """An edition as a choice, in both languages."""
    short = one.id[:length]
    return (
        f"{short} {one.book}，{one.in_force_from} 起施行，{one.published_on} 公布",
        f"{short} {one.book}, in force from {one.in_force_from}, published on {one.published_on}",
    )


def facts(known: "Book", typed: Sequence[str]) -> dict[str, str]:
    """Facts as the server takes them, from `fact=value` in the names of the book or its labels."""
    given: dict[str, str] = {}
    for pair in typed:
        left, sign, right = folded(pair).partition("=")
        if not sign or not left.strip() or not right.strip():
            raise click.UsageError(
                say(
                    "“{pair}”应写成 条件=值，例如 {example}。",
                    "“{pair}” must be fact=value, for example {example}.",
                    pair=pair,
                    example=_example(known),
                )
            )
        fact = _fact(known, left.strip())
        name = fact.name if fact else left.strip()
        if name in given:
            raise click.UsageError(
                say("条件 {name} 写了两次。", "The fact {name} is given twice.", name=left.strip())
            )
        given[name] = _value(fact, right.strip()) if fact else right.strip()
    return given


def _fact(known: "Book", typed: str) -> "Fact | None":
    """The fact that is meant; none where the server is to say what the book asks."""
    word = typed.lower()
    return next((one for one in known.facts if word in (one.name, *_labels(one.label))), None)


def _labels(label: str) -> tuple[str, str]:
    """A label whole, and without what it says in brackets."""
    whole = folded(label).lower()
    return whole, whole.partition("(")[0].strip()


def _value(fact: "Fact", typed: str) -> str:
    for choice in fact.choices:
        truth = TRUTHS.get(choice.value, ("", ""))
        if typed.lower() in (choice.value, *_labels(choice.label), *truth):
            return choice.value
    if fact.unit == "date":
        return DAY.read(typed) or typed
    if fact.unit:
        return _UNIT.sub("", typed).replace(",", "").removeprefix("¥")
    return typed


def _example(known: "Book") -> str:
    fact = next(iter(known.facts), None)
    if fact is None:
        return say("去向=同城", "distance=same_city")
    if not fact.choices:
        return f"{fact.name}={fact.least}"
    return f"{fact.name}={fact.choices[0].value}"


def draft_id(typed: str) -> str:
    """The id of a draft."""
    return _id(typed, DRAFT, say("草稿", "draft"), "d-…")


def ruling_id(typed: str) -> str:
    """The id of a ruling."""
    return _id(typed, RULING, say("判定", "ruling"), "r-…")


def _id(typed: str, form: "re.Pattern[str]", what: str, example: str) -> str:
    word = folded(typed).lower()
    if form.fullmatch(word):
        return word
    raise click.UsageError(
        say(
            "“{typed}”不是{what}编号，编号形如 {example}。",
            "“{typed}” is not the id of a {what}; one looks like {example}.",
            typed=typed,
            what=what,
            example=example,
        )
    )


def _unknown(reason: str, zh: str, en: str, choices: Sequence[tuple[str, str]] = ()) -> Unknown:
    """A refusal with what could have been meant."""
    named = [FieldProblem("", *choice) for choice in choices[:SHOWN]]
    return Unknown(reason, zh, en, code="NOT_FOUND", fields=named)
