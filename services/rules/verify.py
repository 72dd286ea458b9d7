"""What the store of rules promises, checked over all of it."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.rules import shelf, store
from services.rules.book import Book, Edition
from services.rules.grammar import BookBroken
from services.rules.store import StoredEdition

MOST_EXAMPLES = 20

Kept = TypeVar("Kept", StoredEdition, Edition)


def checks(session: Session, package: Iterable[Book]) -> list[values_pb2.Check]:
    """Every promise, and the editions that break it.

    A tampered text that is no rule book at all breaks two of them; that it is found is what counts.
    """
    rows = store.all_rows(session)
    ids = {row.id for row in rows}
    seeds = [edition for book in package for edition in book.editions]
    return [
        _check("edition_text_as_published", rows, _is_as_published),
        _check("edition_agrees_with_its_text", rows, _agrees_with_its_text),
        _check("package_editions_stored", seeds, lambda edition: edition.id in ids),
    ]


def _is_as_published(row: StoredEdition) -> bool:
    return sha256(row.text.encode()).hexdigest() == row.id


def _agrees_with_its_text(row: StoredEdition) -> bool:
    try:
        edition = shelf.edition_of(row.text)
    except BookBroken:
        return False
    found = (edition.book, edition.starts, edition.published)
    return found == (row.book, row.in_force_from, row.published_on)


def _check(name: str, things: Iterable[Kept], keeps: Callable[[Kept], bool]) -> values_pb2.Check:
    ids = [(thing.id, keeps(thing)) for thing in things]
    broken = [thing_id for thing_id, kept in ids if not kept]
    return values_pb2.Check(
        name=name, examined=len(ids), broken=len(broken), examples=broken[:MOST_EXAMPLES]
    )
