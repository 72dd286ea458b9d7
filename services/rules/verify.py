"""What the store of rules promises, checked over all of it."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from itertools import groupby
from typing import TypeVar

from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.chassis.proof import Promise
from services.chassis.sealing import Sealer
from services.rules import store
from services.rules.book import Book
from services.rules.changing import publishing, records
from services.rules.edition import Edition
from services.rules.proofs import layers, timeline
from services.rules.store import StoredEdition, drafts, history, rulings
from services.rules.store.drafts import Draft, State
from services.rules.store.history import History
from services.rules.text import shelf
from services.rules.text.page import BookBroken

MOST_EXAMPLES = 20

Kept = TypeVar("Kept", StoredEdition, Edition, Book, Draft)


def checks(session: Session, sealer: Sealer, package: Iterable[Book]) -> list[values_pb2.Check]:
    """Every promise, and the editions that break it.

    A tampered text that is no rule book at all breaks two of them; that it is found is what counts.
    """
    rows = store.all_rows(session)
    ids = {row.id for row in rows}
    seeds = [edition for book in package for edition in book.editions]
    seen = history.read(session, sealer)
    lawful = seen.editions | ({one.id for one in seeds} if seen.seeded_unnamed else set())
    return [
        _check("edition_text_as_published", rows, _is_as_published),
        _check("edition_agrees_with_its_text", rows, _agrees_with_its_text),
        _check("package_editions_stored", seeds, lambda edition: edition.id in ids),
        _check(
            "editions_brought_in_by_a_call",
            rows,
            lambda row: row.id in lawful or (seen.seeded_unnamed and _is_of_first_format(row)),
        ),
        *_together([row for row in rows if _agrees_with_its_text(row)]),
        *_on_the_way(session, ids, seen),
    ]


def _on_the_way(session: Session, ids: set[str], seen: History) -> list[values_pb2.Check]:
    """What drafts and rulings became, held against what the journal saw."""
    sent = drafts.all_drafts(session)
    published = [draft for draft in sent if draft.state is State.PUBLISHED]
    receipts, kept = Promise("ruling_receipts_journaled"), Promise("rulings_as_journaled")
    missing = set(seen.rulings)
    for one in rulings.all_rulings(session):
        missing.discard(one.id)
        receipts.look(one.id, kept=rulings.is_as_journaled(session, one))
        kept.look(one.id, kept=records.is_ruling_as_seen(one, seen))
    _miss(kept, missing)
    moved = Promise("drafts_as_journaled")
    for draft in sent:
        moved.look(draft.id, kept=records.is_draft_as_seen(draft, seen))
    _miss(moved, set(seen.drafts) - {draft.id for draft in sent})
    return [
        _check("draft_text_as_proposed", sent, lambda one: records.is_text_as_seen(one, seen)),
        _check(
            "drafts_published_by_another",
            published,
            lambda one: publishing.is_as_published(one, ids),
        ),
        moved.to_proto(),
        receipts.to_proto(),
        kept.to_proto(),
    ]


def _miss(promise: Promise, gone: Iterable[str]) -> None:
    """What the journal saw come in, and the table no longer has."""
    for one in sorted(gone):
        promise.look(one, kept=False)


def _together(rows: list[StoredEdition]) -> list[values_pb2.Check]:
    """What only all editions of all books together can keep; altered ones are told of above."""
    by_name = sorted(rows, key=lambda row: row.book)
    books = {
        name: shelf.book_of(tuple(row.text for row in of_one))
        for name, of_one in groupby(by_name, key=lambda row: row.book)
    }
    return [
        _check("no_case_between_editions", books.values(), _is_whole),
        _check("books_within_those_above", books.values(), lambda book: _is_within(books, book)),
    ]


def _is_whole(book: Book) -> bool:
    try:
        timeline.require_whole(book, book.name)
    except BookBroken:
        return False
    return True


def _is_within(books: Mapping[str, Book], book: Book) -> bool:
    try:
        layers.require_book_within(books, book)
    except BookBroken:
        return False
    return True


def _is_as_published(row: StoredEdition) -> bool:
    return sha256(row.text.encode()).hexdigest() == row.id


def _agrees_with_its_text(row: StoredEdition) -> bool:
    try:
        edition = shelf.edition_of(row.text)
    except BookBroken:
        return False
    found = (edition.book, edition.starts, edition.published)
    return found == (row.book, row.in_force_from, row.published_on)


def _is_of_first_format(row: StoredEdition) -> bool:
    try:
        return shelf.edition_of(row.text).first_format
    except BookBroken:
        return False


def _check(name: str, things: Iterable[Kept], keeps: Callable[[Kept], bool]) -> values_pb2.Check:
    ids = [(_id(thing), keeps(thing)) for thing in things]
    broken = [thing_id for thing_id, kept in ids if not kept]
    return values_pb2.Check(
        name=name, examined=len(ids), broken=len(broken), examples=broken[:MOST_EXAMPLES]
    )


def _id(thing: StoredEdition | Edition | Book | Draft) -> str:
    return thing.name if isinstance(thing, Book) else thing.id
