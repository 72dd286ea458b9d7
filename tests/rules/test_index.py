"""Every number of the two rule lists is accounted for: by a book, or by why there is none."""

from collections import Counter
from typing import Any

import pytest
from ruamel.yaml import YAML

from services.rules.text import shelf
from tests.rules.test_books import CHINESE, LATIN

NUMBERS = [*(f"R-{n:03}" for n in range(1, 121)), *(f"C-{n:03}" for n in range(1, 99))]
FOLDER = shelf.BOOKS / shelf.INDEX
PAGES = {
    path.name: YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.iterdir())
}
INDEX: dict[str, dict[str, Any]] = {
    number: entry for page in PAGES.values() for number, entry in page.items()
}
COVERS = {book.name: book.covers for book in shelf.seeds()}


def books_of(number: str) -> list[str]:
    book = INDEX[number].get("book", [])
    return [book] if isinstance(book, str) else book


def test_every_number_stands_in_the_index_exactly_once() -> None:
    found = Counter(number for page in PAGES.values() for number in page)
    assert sorted(found) == sorted(NUMBERS)
    assert set(found.values()) == {1}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_names_its_books_or_says_why_there_is_none(number: str) -> None:
    entry = INDEX[number]
    assert CHINESE.search(entry["phrase"])
    assert LATIN.search(entry["phrase_en"])
    if "book" in entry:
        assert set(entry) == {"phrase", "phrase_en", "book"}
        assert books_of(number)
        assert len(set(books_of(number))) == len(books_of(number))
    else:
        assert set(entry) == {"phrase", "phrase_en", "why", "why_en"}
        assert CHINESE.search(entry["why"])
        assert LATIN.search(entry["why_en"])


def test_index_and_books_name_each_other() -> None:
    """A number names a book that is there if, and only if, that book covers the number."""
    indexed = {(number, name) for number in INDEX for name in books_of(number)}
    covered = {(number, name) for name, numbers in COVERS.items() for number in numbers}
    assert not indexed - covered
    assert not covered - indexed


def test_most_numbers_are_held_by_books() -> None:
    held = [number for number in NUMBERS if books_of(number)]
    assert len(held) > 180
