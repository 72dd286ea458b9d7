"""What people type for a rule: a book by name or by a word, an edition by its first characters."""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click

from dangwu_client.errors import FieldProblem, Unknown
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.resolve import folded
from dangwu_client.staff.rule_words import SHORT
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from dangwu.rules.v1.rules_pb2 import Book, Edition

DRAFT = re.compile(r"d-[0-9a-hjkmnp-tv-z]{12}")
RULING = re.compile(r"r-[0-9a-hjkmnp-tv-z]{12}")
_AN_ID = re.compile(r"[a-z]-")
SHOWN = 8
"""As many choices are named where what was typed fits several things."""

ALIKE = 0.75
"""As like, of 1, is a name to another that it may be a slip of the hand."""


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
            raise unknown(
                "BOOK_UNCLEAR",
                f"“{typed}”指 {len(fits)} 部规则书，请写全名，例如：",
                f"“{typed}” fits {len(fits)} books; write the whole name, for example:",
                [(f"{one.name} {one.question}", f"{one.name} {question(one)}") for one in fits],
            )
    raise unknown(
        "BOOK_UNKNOWN",
        f"没有规则书“{typed}”。查找：dangwu rules list 词语",
        f"There is no book “{typed}”. Look with: dangwu rules list WORD",
    )


def near(books: "Iterable[Book]", name: str) -> list[str]:
    """Names of books that may have been meant by a name that is none, the nearest first."""

    def likeness(other: str) -> float:
        pairs = ((name, other), (name.rpartition("/")[2], other.rpartition("/")[2]))
        return max(SequenceMatcher(None, *pair).ratio() for pair in pairs)

    known = {one.name: likeness(one.name) for one in books}
    alike = (one for one in known if known[one] >= ALIKE)
    return sorted(alike, key=lambda one: -known[one])[:3]


def about(books: "Iterable[Book]", typed: str) -> Callable[[str], bool]:
    """Whether a book of this name is meant: by its whole name, or by a word as `list` has it."""
    word = folded(typed).lower()
    asked = {one.name: f"{one.question} {one.question_en}" for one in books}

    def fits(name: str) -> bool:
        if "/" in word:
            return name == word
        return word in folded(f"{name} {asked.get(name, '')}").lower()

    return fits


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
        raise unknown(
            "EDITION_UNCLEAR",
            f"“{typed}”指 {len(fits)} 个版本，请多写几位：",
            f"“{typed}” fits {len(fits)} editions; write more of one:",
            some,
        )
    raise unknown(
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


def draft_id(typed: str) -> str:
    """The id of a draft."""
    return _id(typed, DRAFT, say("草稿", "draft"), "d-…")


def ruling_id(typed: str) -> str:
    """The id of a ruling."""
    return _id(typed, RULING, say("判定", "ruling"), "r-…")


def ruling_named(desk: Desk, typed: str) -> str:
    """The id of a ruling, typed as id, or as the number of the only case that is called so."""
    word = folded(typed)
    if not word or _AN_ID.match(word.lower()):
        return ruling_id(typed)
    some = [one for one in desk.client.rulings() if holds(one.reference, word)]
    exact = [one for one in some if folded(one.reference).lower() == word.lower()]
    if len(exact) == 1:
        return exact[0].id
    if not some:
        raise unknown(
            "RULING_UNKNOWN",
            f"没有案卷编号为“{typed}”的判定。查看：dangwu rules rulings",
            f"There is no ruling for a case “{typed}”. Look with: dangwu rules rulings",
        )
    lines = [f"{one.id} {one.reference} {one.decision.book}" for one in exact or some]
    raise unknown(
        "RULING_UNCLEAR",
        f"请写判定编号；案卷编号与“{typed}”相符的有 {len(lines)} 项：",
        f"Write the id of the ruling; cases like “{typed}”: {len(lines)}.",
        [(line, line) for line in lines],
    )


def holds(reference: str, typed: str) -> bool:
    """Whether the number of a case has this in it, in whatever width and case."""
    return folded(typed).lower() in folded(reference).lower()


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


def unknown(reason: str, zh: str, en: str, choices: Sequence[tuple[str, str]] = ()) -> Unknown:
    """A refusal with what could have been meant."""
    named = [FieldProblem("", *choice) for choice in choices[:SHOWN]]
    return Unknown(reason, zh, en, code="NOT_FOUND", fields=named)
