"""The rule books and the index of the rules, as rows for docs/rules.md and its tests."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from services.rules.text import shelf

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


def books() -> Iterator[tuple[str, ...]]:
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
        )
