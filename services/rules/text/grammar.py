"""What a rule book may say, read strictly: anything not understood refuses the whole book.

It reads mappings, not files. Every complaint names the file, the key, and where there is one a
counterexample. Nothing in a book is evaluated; words and numbers of a case are compared, and that
is all. A stored text is read with the same grammar, but may lack what later formats ask for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from services.rules import calendar
from services.rules.book import Book
from services.rules.edition import Citation, Counting, Edition, GoesBy, Layer, Unit
from services.rules.facts import FACT, Asks, Domain, Measure, Span, Words
from services.rules.proofs import coverage, timeline, trials
from services.rules.text import canon, cases, limits
from services.rules.text.page import Page

NAME = re.compile(r"(?!.{81})[a-z_]+/[a-z_]+")
"""How a book is called, in 80 characters at most."""
NUMBER = re.compile(r"[RC]-\d{3}")
STRICTER = {"number": ("less", "more"), "truth": ("yes", "no")}
HEAD = {"book", "question", "unit", "editions"}
SINCE_SECOND_FORMAT = {"layer", "question_en"}
ADDITIONS = {"asks", "answers", "names", "stricter", "within"}


class Reading(Enum):
    """For whom a text is read."""

    PACKAGE = auto()
    """Written by us: everything is asked for, tests and the numbers of the rules too."""
    DRAFT = auto()
    """Sent in: the same, but its day of publication is entered when it is published."""
    STORED = auto()
    """Canonical: without tests; and what an earlier format did not have is not asked for."""


@dataclass(frozen=True)
class Head:
    """What all editions of a book share."""

    page: Page
    reading: Reading
    book: str
    unit: Unit
    asks: Asks
    answers: frozenset[str]
    names: Mapping[str, str]
    published: date | None

    @property
    def first_format(self) -> bool:
        return "layer" not in self.page

    @property
    def stored(self) -> bool:
        return self.reading is Reading.STORED


def read_book(
    file: str,
    content: object,
    reading: Reading = Reading.PACKAGE,
    published: date | None = None,
) -> Book:
    """A book from what its YAML holds, or `BookBroken`.

    `published` is entered where a draft leaves its day of publication open.
    """
    head = _head(_page(file, content, reading), reading, published)
    editions: list[Edition] = []
    for number, item in enumerate(head.page.items("editions")):
        edition = _edition(head, number, item)
        if any((e.starts, e.published) == (edition.starts, edition.published) for e in editions):
            raise head.page.broken(
                f"editions[{number}]", "与另一版本日期全同", "another edition has the same dates"
            )
        editions.append(edition)
    for fact in head.asks:
        if not any(fact in edition.asks for edition in editions):
            raise head.page.broken(f"asks.{fact}", "没有情形用到", "no case turns on this fact")
    covers = head.page.words("covers", NUMBER) if head.page.content.get("covers") else ()
    editions.sort(key=lambda one: (one.starts, one.published))
    book = Book(head.book, tuple(editions), covers)
    if not head.stored:
        limits.require_short(head.page)
    timeline.require_whole(book, file)
    return book


def _page(file: str, content: object, reading: Reading) -> Page:
    required, optional = set(HEAD), set(ADDITIONS)
    match reading:
        case Reading.STORED:
            optional |= SINCE_SECOND_FORMAT
        case Reading.DRAFT:
            required |= SINCE_SECOND_FORMAT
            optional |= {"covers"}
        case Reading.PACKAGE:
            required |= SINCE_SECOND_FORMAT | {"covers"}
    return Page.read(file, "", content, required, optional)


def _head(page: Page, reading: Reading, published: date | None) -> Head:
    book = page.text("book")
    if not NAME.fullmatch(book):
        raise page.broken(
            "book", "应形如 transfer/rung_days", "it must look like transfer/rung_days"
        )
    unit = Unit(page.one_of("unit", tuple(Unit)))
    if (unit in (Unit.WORD, Unit.WORDS)) != ("answers" in page):
        raise page.broken(
            "answers", "仅当答案是词时填写", "given if, and only if, answers are words"
        )
    # An edition that leaves every case to people answers with no word at all.
    silent = page.content.get("answers", []) == []
    answers = frozenset() if silent else frozenset(page.words("answers", cases.WORD))
    asks = _asks(page)
    names = _names(page)
    if reading is not Reading.STORED:
        limits.require_names(page, asks, answers, names)
    return Head(page, reading, book, unit, asks, answers, names, published)


def _asks(page: Page) -> dict[str, Domain]:
    if "asks" not in page:
        return {}
    facts = page.content["asks"]
    names = set(facts) if isinstance(facts, Mapping) else set()
    asks = page.inner("asks", set(), names)
    for fact in names:
        if not isinstance(fact, str) or not FACT.fullmatch(fact):
            raise asks.broken(str(fact), "不是合规的条件名", "this is not a name for a fact")
    return {fact: _domain(asks, fact) for fact in sorted(names)}


def _domain(asks: Page, fact: str) -> Domain:
    if not isinstance(asks.content[fact], Mapping):
        words = asks.words(fact, FACT)
        if len(words) < 2:
            raise asks.broken(fact, "至少应有两个取值", "a fact needs two values at least")
        return Words(words)
    page = asks.inner(fact, {"unit", "from", "to"}, set())
    measure = Measure(page.one_of("unit", tuple(Measure)))
    least, most = page.number("from", measure), page.number("to", measure)
    if least >= most:
        raise page.broken("to", "应大于 from", "it must be more than `from`")
    return Span(measure, least, most)


def _names(page: Page) -> dict[str, str]:
    if "names" not in page:
        return {}
    content = page.content["names"]
    keys = set(content) if isinstance(content, Mapping) else set()
    names = page.inner("names", set(), keys)
    return {str(word): names.text(word) for word in sorted(keys, key=str)}


def _edition(head: Head, number: int, content: object) -> Edition:
    page = _edition_page(head, number, content)
    if not head.stored:
        limits.require_few(page)
    sample = _sample(head, page)
    found = cases.read(page, head.unit, head.asks, head.answers)
    asks = {f: d for f, d in head.asks.items() if any(case.uses(f) for case in found)}
    if not head.stored:
        limits.require_triable(page, asks, found)
    if found and (fault := coverage.first_fault(asks, found)):
        index, problem, problem_en = fault
        raise page.broken(f"cases[{index}]", problem, problem_en)
    edition = Edition(
        book=head.book,
        question=head.page.text("question"),
        question_en=head.page.text("question_en"),
        layer=Layer(head.page.one_of("layer", tuple(Layer), Layer.SCHOOL)),
        unit=head.unit,
        stricter=_stricter(head),
        within=_within(head),
        names=head.names,
        asks=asks,
        starts=page.day("from"),
        until=_until(page),
        published=page.day("published") if "published" in page else _entered(head, page),
        goes_by=GoesBy(page.one_of("goes_by", tuple(GoesBy), GoesBy.DECISION)),
        counting=_counting(page, head.unit),
        cites=_cites(head, page),
        sample=sample,
        note=page.text("note"),
        cases=found,
        holidays=calendar.read_holidays(page) if head.unit is Unit.CALENDAR else (),
        first_format=head.first_format,
    )
    if not head.stored and head.unit is not Unit.CALENDAR:
        trials.run(edition, page, lambda test: cases.answer(test, head.unit, asks, head.answers))
    return replace(edition, text=canon.text_of(edition))


def _sample(head: Head, page: Page) -> bool:
    """Whether it is a sample; what is none cites its document, and what is one says why."""
    sample = page.content.get("sample", False)
    if "sample" in page and sample is not True:
        raise page.broken("sample", "只能为 true，否则不写", "it is true or left out")
    if not sample and "cites" not in page:
        raise page.broken(
            "cites", "非样例版本必须注明依据", "only a sample may go without a citation"
        )
    if sample and not head.stored and "note" not in page:
        raise page.broken("note", "样例须说明其来由", "a sample says what it rests on")
    return bool(sample)


def _edition_page(head: Head, number: int, content: object) -> Page:
    required, optional = {"from", "published", "goes_by"}, {"until", "cites", "sample", "note"}
    if head.unit is Unit.CALENDAR:
        required |= {"holidays", "until"}
    else:
        required |= {"cases", "tests"}
        optional |= {"counting"}
    if head.stored:
        required -= {"tests", "goes_by"}
        optional |= {"goes_by"}
    if head.reading is Reading.DRAFT:
        required -= {"published"}
        optional |= {"published"}
    path = head.page.below("editions", number)
    return Page.read(head.page.file, path, content, required, optional)


def _entered(head: Head, page: Page) -> date:
    if head.published is None:
        raise page.broken("published", "缺少此项", "this is missing")
    return head.published


def _until(page: Page) -> date | None:
    if "until" not in page:
        return None
    if page.day("until") < page.day("from"):
        raise page.broken(
            "until",
            f"施行止日 {page.day('until')} 早于施行日 {page.day('from')}",
            f"it ends on {page.day('until')}, before it is in force on {page.day('from')}",
        )
    return page.day("until")


def _cites(head: Head, page: Page) -> Citation:
    if head.first_format or "cites" not in page:
        return Citation(page.text("cites"))
    cites = page.inner("cites", {"document"}, {"article"})
    return Citation(cites.text("document"), cites.text("article"))


def _counting(page: Page, unit: Unit) -> Counting | None:
    if "counting" not in page:
        return None
    keys = page.inner("counting", {"days", "first", "last"}, set())
    working = keys.one_of("days", ("calendar", "working")) == "working"
    if not unit.is_period or (working and unit is not Unit.DAYS):
        raise page.broken(
            "counting",
            "只有以日、月、年为单位的答案可以计算期限，工作日只用于日",
            "only days, months and years are counted, and only days as working days",
        )
    rolls = keys.one_of("last", ("as_it_falls", "next_working_day")) == "next_working_day"
    return Counting(working, keys.one_of("first", ("same_day", "next_day")) == "same_day", rolls)


def _stricter(head: Head) -> str:
    if "stricter" not in head.page:
        return ""
    if not head.unit.is_number and head.unit is not Unit.TRUTH:
        raise head.page.broken(
            "stricter", "只用于数值和是非", "only numbers and truths are stricter or looser"
        )
    return head.page.one_of("stricter", STRICTER["number" if head.unit.is_number else "truth"])


def _within(head: Head) -> tuple[str, ...]:
    return head.page.words("within", NAME) if "within" in head.page else ()
