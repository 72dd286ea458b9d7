"""The rule books and the index of the rules, as rows for docs/rules.md and its tests."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from services.rules.text import shelf
from services.transfer import asked, timetable
from services.transfer.kinds import KINDS
from tests.house.tree import ROOT, text

INDEX = shelf.BOOKS / shelf.INDEX


@cache
def index() -> Mapping[str, Mapping[str, Any]]:
    """Every number of the rules: its phrase, and its book or why it has none."""
    entries: dict[str, Mapping[str, Any]] = {}
    for path in sorted(INDEX.glob("*.yaml")):
        for number, entry in YAML(typ="safe", pure=True).load(path.read_text("utf-8")).items():
            assert number not in entries, f"{number} stands in the index twice"
            entries[number] = entry
    return dict(sorted(entries.items(), key=lambda each: (each[0][0] != "R", each[0])))


def books_of(entry: Mapping[str, Any]) -> list[str]:
    """The books an entry names: none, one or several."""
    book = entry.get("book", [])
    return [book] if isinstance(book, str) else list(book)


def numbers() -> Iterator[tuple[str, ...]]:
    for number, entry in index().items():
        names = ", ".join(f"`{name}`" for name in books_of(entry))
        why = names or f"{entry['why']} {entry['why_en']}"
        yield f"`{number}`", entry["phrase"], entry["phrase_en"], why


BOOK = re.compile(r'"(transfer/[a-z_]+)"')
BY_TABLES = ("asked.py", "timetable.py")


@cache
def in_sources(folder: str) -> set[str]:
    """The books that the code of a folder asks by name; those of ladders it makes from kinds."""
    return {
        name
        for path in (ROOT / folder).rglob("*.py")
        if path.name not in BY_TABLES
        for name in BOOK.findall(text(path))
    }


@cache
def by_steps() -> set[str]:
    """The books that steps of cases ask."""
    return {
        name for kind in KINDS.values() for step in kind.steps for name in asked.of(kind, step).all
    }


@cache
def by_days() -> set[str]:
    """The books that give deadlines their length, and say when they are announced."""
    return {name for one in timetable.LIMITS for name in (one.book, one.marks)}


def asked_by(name: str, bounds: set[str]) -> str:
    """What asks a book at run time; what nothing asks answers people, and is theirs to keep."""
    askers = {
        "steps": name in by_steps(),
        "deadlines": name in by_days(),
        "other acts": name in in_sources("services") - by_steps() - by_days(),
        "the desk": name in in_sources("clients/dangwu_client"),
        "publishing": name in bounds,
    }
    return ", ".join(asker for asker, asks in askers.items() if asks) or "people only"


def books() -> Iterator[tuple[str, ...]]:
    bounds = {name for book in shelf.seeds() for name in book.latest.within}
    for book in shelf.seeds():
        latest = book.latest
        yield (
            f"`{book.name}`",
            latest.question,
            latest.question_en,
            latest.layer,
            latest.unit,
            ", ".join(f"`{name}`" for name in latest.within) or "–",
            "yes" if latest.sample else "no",
            asked_by(book.name, bounds),
        )
