"""Books above and below, made for a test: a ceiling, and a school book that stays within it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from services.rules.book import Book
from services.rules.text import grammar, shelf
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from tests.rules.made_books import yaml_of

CEILING = {"book": "a/ceiling", "layer": "national", "stricter": "less"}
SCHOOL = {"book": "a/school", "layer": "school", "within": ["a/ceiling"]}
ALWAYS = date(2019, 5, 21)
WHY = {"because": "因", "because_en": "why"}


def edition(
    cases: Sequence[Mapping[str, Any]], starts: date = ALWAYS, **more: Any
) -> dict[str, Any]:
    return {
        "from": starts,
        "published": starts,
        "goes_by": "submission",
        "sample": True,
        "note": "样例",
        "cases": [{**case, **WHY} for case in cases],
        **more,
    }


def content(head: dict[str, Any], *editions: dict[str, Any], **more: Any) -> dict[str, Any]:
    asked = {"question": "问？", "question_en": "What?", "unit": "days", "editions": list(editions)}
    return {**head, **asked, **more}


def with_tests(book: dict[str, Any], *tests: dict[str, Any]) -> dict[str, Any]:
    """As it would stand in the package: with its tests, in every edition."""
    whole = [{**one, "tests": list(tests)} for one in book["editions"]]
    return {**book, "covers": [], "editions": whole}


def shelve(folder: Path, *books: dict[str, Any]) -> list[Book]:
    for book in books:
        path = folder / f"{book['book']}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml_of(book), encoding="utf-8")
    return shelf.package_books(folder)


def refusal(folder: Path, *books: dict[str, Any]) -> BookBroken:
    with pytest.raises(BookBroken) as refused:
        shelve(folder, *books)
    assert refused.value.details["file"] == "a/school.yaml"
    assert "a/school.yaml" in refused.value.sentence_zh
    return refused.value


def flat(head: dict[str, Any], then: Any, **more: Any) -> dict[str, Any]:
    """A book that always answers the same."""
    return with_tests(content(head, edition([{"then": then}]), **more), {"given": {}, "then": then})


BY_AMOUNT = {
    "asks": {"amount": {"unit": "yuan", "from": "0.00", "to": "9,999.99"}},
    "names": {"amount": "金额"},
}


def by_amount(head: dict[str, Any], to: str, beyond: str, few: int, many: int) -> dict[str, Any]:
    """So many days up to an amount, and others from the next fen on."""
    cases: list[dict[str, Any]] = [
        {"when": {"amount": {"to": to}}, "then": few},
        {"then": many},
    ]
    tests = [{"given": {"amount": to}, "then": few}, {"given": {"amount": beyond}, "then": many}]
    return with_tests(content(head, edition(cases), **BY_AMOUNT), *tests)


FIRST = date(2026, 1, 1)
ASKS = {"n": {"unit": "count", "from": 0, "to": 4}, "w": ["x", "y"]}
FACTS = [{"n": str(n), "w": w} for n, w in product(range(5), "xy")]


def by_chance(chance: Random, head: dict[str, Any]) -> Book:
    """A small book of one or two editions: three answers, cut at a number and by a word."""
    editions = []
    for number in range(chance.randint(1, 2)):
        cut = chance.randint(1, 4)
        few, some, many = (chance.choice([5, 5, 6, 7]) for _ in range(3))
        cases: list[dict[str, Any]] = [
            {"when": {"n": {"under": cut}}, "then": few},
            {"when": {"n": {"from": cut}, "w": "x"}, "then": some},
            {"then": many},
        ]
        starts = FIRST + timedelta(days=chance.randint(0, 5) * number)
        by = {"goes_by": chance.choice(["event", "submission", "decision"]),
              "published": FIRST + timedelta(days=number)}  # fmt: skip
        editions.append(edition(cases, starts, **by))
    made = content(head, *editions, asks=ASKS)
    return grammar.read_book(f"{head['book']}.yaml", made, Reading.STORED)
