"""What a new edition must pass before it may be published: alone, in its book, and within others.

It is asked for when a draft is proposed, and again on the books as they are by then when it is
reported on and when it is published. To read a long draft and to prove that it fits takes seconds,
so what was read and proved before the pen is taken is remembered until it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from services.chassis.errors import NotNow, Taken
from services.rules import store
from services.rules.book import Book
from services.rules.edition import Edition
from services.rules.proofs import layers, timeline
from services.rules.store.drafts import Draft
from services.rules.text import grammar, shelf
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken, Page

REMEMBERED = 128
"""Drafts, and shelves they were found to fit into."""


class EditionKnown(Taken):
    zh = (
        "规则书 {book} 已有自 {starts} 起施行、{published} 公布的版本，已公布的不得改动。"
        "如需更正，请在草稿中写明次日公布（published: {tomorrow}），或改施行日（from）。"
    )
    en = (
        "{book} has an edition in force from {starts}, published on {published}, and that one is "
        "never changed. To correct it, let the draft say published: {tomorrow}, or another `from`."
    )


class DatePassed(NotNow):
    zh = "草稿写的公布日 {published} 已过（今天是 {today}）。请删去 published：公布当天自动填入。"
    en = (
        "The draft says it is published on {published}, which has passed (today is {today}). "
        "Leave `published` out: the day of approval is entered."
    )


@dataclass(frozen=True)
class Proposal:
    """An edition that could be published today, and its book as it would then be."""

    edition: Edition
    book: Book
    dated: bool
    """Whether its text says itself when it is published."""


@dataclass(frozen=True)
class _Neighbours:
    """A book with those it has to do with, known by the editions there are of them."""

    ids: tuple[str, ...]
    books: Mapping[str, Book] = field(compare=False)

    @classmethod
    def of(cls, books: Mapping[str, Book], name: str) -> "_Neighbours":
        """The books that stay within it, those it stays within, and so on."""
        above = {book: {w for one in books[book].editions for w in one.within} for book in books}
        found, todo = {name}, [name]
        while todo:
            one = todo.pop()
            near = above[one].intersection(books) | {b for b in books if one in above[b]}
            todo += near - found
            found |= near
        near_by = {book: books[book] for book in sorted(found)}
        ids = tuple(one.id for book in near_by.values() for one in book.editions)
        return cls(ids, near_by)


def examine(session: Session, text: str, today: date) -> Proposal:
    """Every check there is; refuses with `BookBroken`, `EditionKnown`, `DatePassed` or
    `EditionAltered`."""
    edition, dated, file = read(text, today)
    if edition.published < today:
        raise DatePassed(published=edition.published, today=today)
    books = {book.name: book for book in store.all_books(session)}
    known = books.get(edition.book)
    if known:
        _require_place(edition, known, file)
    book = known.with_edition(edition) if known else Book(edition.book, (edition,))
    neighbours = _Neighbours.of(books | {book.name: book}, book.name)
    _require_fit(neighbours, book.name, file, today)
    shelf.edition_of(edition.text)  # as it will be stored and shown
    return Proposal(edition, book, dated)


@lru_cache(maxsize=REMEMBERED)
def _require_fit(neighbours: _Neighbours, name: str, file: str, today: date) -> None:
    """No case falls between the editions, and nothing is looser than what stands above it."""
    timeline.require_whole(neighbours.books[name], file, since=today)
    layers.require_within(neighbours.books, only=[name], since=today)


@lru_cache(maxsize=REMEMBERED)
def read(text: str, published: date) -> tuple[Edition, bool, str]:
    """The one edition of a draft, whether it is dated, and what complaints call its text.

    Refuses with `BookBroken`.
    """
    content = shelf.read_yaml("draft", text)
    file = _called(content)
    editions = grammar.read_book(file, content, Reading.DRAFT, published).editions
    if len(editions) != 1:
        raise Page(file, "", {}).broken(
            "editions",
            f"草稿只写要公布的一个版本，这里有 {len(editions)} 个",
            f"a draft is the one edition to be published, and these are {len(editions)}",
        )
    return editions[0], "published" in content["editions"][0], file


def _called(content: Any) -> str:
    name = content.get("book") if isinstance(content, dict) else None
    return f"{name}.yaml" if isinstance(name, str) and grammar.NAME.fullmatch(name) else "draft"


def _require_place(edition: Edition, book: Book, file: str) -> None:
    store.require_unit(edition, book.latest.unit, file)
    layers.require_same_standing(edition, book, file)
    for one in book.editions:
        if (one.starts, one.published) == (edition.starts, edition.published):
            raise EditionKnown(
                book=book.name,
                starts=one.starts,
                published=one.published,
                tomorrow=one.published + timedelta(days=1),
            )


def is_as_published(draft: Draft, edition_ids: set[str]) -> bool:
    """Whether a published draft still leads to the edition that was published from it."""
    edition_id = sha256(draft.canonical.encode()).hexdigest()
    if edition_id not in edition_ids or draft.closed_by_id == draft.maker_id:
        return False
    try:
        edition, _, _ = read(draft.text, draft.edition.published)
    except BookBroken:
        return True  # by what is asked of drafts today; whether it was altered, the journal knows
    return edition.id == edition_id
