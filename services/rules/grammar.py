"""What a rule book may say, read strictly: anything not understood refuses the whole book.

It reads mappings, not files. Every complaint names the file, the key, and where there is one a
counterexample. Nothing in a book is evaluated; the words of a case are compared, and that is all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from services.chassis.errors import Malformed
from services.rules import canon, coverage
from services.rules.book import FACT, Answer, Book, Case, Edition, Unit

NAME = re.compile(r"[a-z_]+/[a-z_]+")
WORD = re.compile(r"[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*)?")
MOST_DAYS = 36_500
MOST_FEN = 10**15


class BookBroken(Malformed):
    zh = "规则书 {file} 未被采用：{key} 处{problem}。"
    en = "The rule book {file} is refused: at {key}, {problem_en}."


@dataclass(frozen=True)
class Page:
    """One mapping of a book, and where it stands in which file."""

    file: str
    path: str
    content: Mapping[str, Any]

    @classmethod
    def read(
        cls, file: str, path: str, content: object, required: set[str], optional: set[str]
    ) -> Self:
        """A mapping with all required keys, perhaps the optional ones, and no others."""
        page = cls(file, path, content if isinstance(content, Mapping) else {})
        if not isinstance(content, Mapping):
            raise page.broken("", "应为键值表", "a mapping is expected")
        for key in content:
            if key not in required | optional:
                raise page.broken(str(key), "是不认识的键", "this key is not known")
        for key in sorted(required):
            if key not in content:
                raise page.broken(key, "缺少此项", "this is missing")
        return page

    def broken(self, key: str, problem: str, problem_en: str) -> BookBroken:
        where = ".".join(part for part in (self.path, key) if part) or "/"
        return BookBroken(file=self.file, key=where, problem=problem, problem_en=problem_en)

    def below(self, key: str, number: int | None = None) -> str:
        path = f"{self.path}.{key}" if self.path else key
        return path if number is None else f"{path}[{number}]"

    def text(self, key: str) -> str:
        """One line for people, or nothing where the key is left out."""
        if key not in self.content:
            return ""
        value = self.content[key]
        if not isinstance(value, str) or not value.strip():
            raise self.broken(key, "应为文字", "a text is expected")
        if value != value.strip() or not value.isprintable():
            raise self.broken(key, "应为一行文字", "the text must be one line, and trimmed")
        return value

    def day(self, key: str) -> date:
        value = self.content[key]
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.broken(key, "应为日期，如 2026-06-20", "a date is expected: 2026-06-20")
        return value

    def items(self, key: str) -> list[object]:
        value = self.content[key]
        if not isinstance(value, list) or not value:
            raise self.broken(
                key, "应为列表，且不能为空", "a list is expected, and not an empty one"
            )
        return value

    def words(self, key: str, form: re.Pattern[str]) -> tuple[str, ...]:
        """Different words, in the order given."""
        found: list[str] = []
        for item in self.items(key):
            if not isinstance(item, str) or not form.fullmatch(item):
                raise self.broken(key, f"{item!r} 不是合规的词", f"{item!r} is not a word")
            if item in found:
                raise self.broken(key, f"{item} 重复", f"{item} stands there twice")
            found.append(item)
        return tuple(found)


@dataclass(frozen=True)
class Vocabulary:
    """What all editions of a book share: the facts it may ask and the words it may answer."""

    book: str
    question: str
    unit: Unit
    asks: Mapping[str, tuple[str, ...]]
    answers: frozenset[str]


def read_book(file: str, content: object) -> Book:
    """A book from what its YAML holds, or `BookBroken`."""
    required, optional = {"book", "question", "unit", "editions"}, {"asks", "answers"}
    page = Page.read(file, "", content, required, optional)
    vocabulary = _vocabulary(page)
    editions: list[Edition] = []
    for number, item in enumerate(page.items("editions")):
        edition = _edition(file, page.below("editions", number), item, vocabulary)
        if any((e.starts, e.published) == (edition.starts, edition.published) for e in editions):
            raise page.broken(
                f"editions[{number}]", "与另一版本日期全同", "another edition has the same dates"
            )
        editions.append(edition)
    for fact in vocabulary.asks:
        if not any(fact in edition.asks for edition in editions):
            raise page.broken(f"asks.{fact}", "没有情形用到", "no case turns on this fact")
    return Book(vocabulary.book, tuple(sorted(editions, key=lambda e: (e.starts, e.published))))


def _vocabulary(page: Page) -> Vocabulary:
    book = page.text("book")
    if not NAME.fullmatch(book):
        raise page.broken(
            "book", "应形如 transfer/rung_days", "it must look like transfer/rung_days"
        )
    if page.content["unit"] not in list(Unit):
        choices = ", ".join(Unit)
        raise page.broken("unit", f"应为 {choices} 之一", f"it must be one of {choices}")
    unit = Unit(page.content["unit"])
    in_words = unit in (Unit.WORD, Unit.WORDS)
    if in_words != ("answers" in page.content):
        raise page.broken(
            "answers", "仅当答案是词时填写", "given if, and only if, answers are words"
        )
    # An edition that leaves every case to people answers with no word at all.
    silent = page.content.get("answers", []) == []
    answers = frozenset() if silent else frozenset(page.words("answers", WORD))
    return Vocabulary(book, page.text("question"), unit, _asks(page), answers)


def _asks(page: Page) -> dict[str, tuple[str, ...]]:
    if "asks" not in page.content:
        return {}
    facts = page.content["asks"]
    names = set(facts) if isinstance(facts, Mapping) else set()
    asks = Page.read(page.file, page.below("asks"), facts, set(), names)
    for fact in names:
        if not isinstance(fact, str) or not FACT.fullmatch(fact):
            raise asks.broken(str(fact), "不是合规的条件名", "this is not a name for a fact")
        if len(asks.words(fact, FACT)) < 2:
            raise asks.broken(fact, "至少应有两个取值", "a fact needs two values at least")
    return {fact: asks.words(fact, FACT) for fact in sorted(names)}


def _edition(file: str, path: str, content: object, vocabulary: Vocabulary) -> Edition:
    page = Page.read(file, path, content, {"from", "published", "cases"}, {"cites", "sample"})
    sample = page.content.get("sample", False)
    if "sample" in page.content and sample is not True:
        raise page.broken("sample", "只能为 true，否则不写", "it is true or left out")
    if not sample and "cites" not in page.content:
        raise page.broken(
            "cites", "非样例版本必须注明依据", "only a sample may go without a citation"
        )
    cases = tuple(
        _case(page, number, item, vocabulary) for number, item in enumerate(page.items("cases"))
    )
    asks = {f: v for f, v in vocabulary.asks.items() if any(f in case.when for case in cases)}
    if fault := coverage.first_fault(asks, cases):
        index, problem, problem_en = fault
        raise page.broken(f"cases[{index}]", problem, problem_en)
    edition = Edition(
        book=vocabulary.book,
        question=vocabulary.question,
        unit=vocabulary.unit,
        asks=asks,
        starts=page.day("from"),
        published=page.day("published"),
        cites=page.text("cites"),
        sample=bool(sample),
        cases=cases,
        text="",
    )
    return replace(edition, text=canon.text_of(edition))


def _case(edition: Page, number: int, content: object, vocabulary: Vocabulary) -> Case:
    required, optional = {"because", "because_en"}, {"when", "then", "needs_human"}
    path = edition.below("cases", number)
    page = Page.read(edition.file, path, content, required, optional)
    if ("then" in page.content) == ("needs_human" in page.content):
        raise page.broken(
            "then", "then 与 needs_human 须且只能写一项", "either then or needs_human, and not both"
        )
    return Case(
        number=number + 1,
        when=_when(page, vocabulary.asks),
        then=_answer(page, vocabulary) if "then" in page.content else None,
        needs_human=page.text("needs_human"),
        because=page.text("because"),
        because_en=page.text("because_en"),
    )


def _when(case: Page, asks: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """The values a case takes, written as one word or as a list of words."""
    if "when" not in case.content:
        return {}
    content = case.content["when"]
    page = Page.read(case.file, case.below("when"), content, set(), set(asks))
    if not content:
        raise case.broken("when", "没有条件时不写此项", "leave it out where there is no condition")
    taken: dict[str, frozenset[str]] = {}
    for fact, value in content.items():
        listed = Page(page.file, page.path, {fact: value if isinstance(value, list) else [value]})
        words = listed.words(fact, FACT)
        for word in words:
            if word not in asks[fact]:
                choices = ", ".join(asks[fact])
                raise page.broken(
                    fact, f"{word} 不在 {choices} 之中", f"{word} is not in {choices}"
                )
        taken[fact] = frozenset(words)
    return taken


def _answer(page: Page, vocabulary: Vocabulary) -> Answer:
    value = page.content["then"]
    match vocabulary.unit, value:
        case (Unit.TRUTH, bool()):
            return value
        case (Unit.DAYS | Unit.FEN, int()) if not isinstance(value, bool):
            if 0 <= value <= (MOST_DAYS if vocabulary.unit is Unit.DAYS else MOST_FEN):
                return value
        case (Unit.WORD, str()) if value in vocabulary.answers:
            return value
        case (Unit.WORDS, list()) if set(page.words("then", WORD)) <= vocabulary.answers:
            return tuple(value)
    unit = vocabulary.unit
    raise page.broken("then", f"{value!r} 不是 {unit} 类答案", f"{value!r} is no answer in {unit}")
