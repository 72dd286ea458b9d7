"""The stored editions: append-only, and the truth. The package only seeds them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any, ClassVar

from sqlalchemy import Row, String, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from services.chassis import journal
from services.chassis.database import Instant
from services.chassis.errors import NotNow, Unknown
from services.rules.book import Book
from services.rules.edition import Edition
from services.rules.proofs import layers, timeline
from services.rules.text import shelf
from services.rules.text.page import BookBroken


class BookUnknown(Unknown):
    zh = "没有规则书 {book}，或没有所指的版本。"
    en = "There is no book {book}, or no such edition of it."


class EditionAltered(NotNow):
    zh = (
        "规则书 {book} 自 {starts} 起施行的版本与当初公布的内容不一致。"
        "公布后不得修改，更正须另出新版。"
    )
    en = (
        "The edition of {book} in force from {starts} differs from what was published. "
        "A published edition is never edited; a correction is a later edition."
    )


class Base(DeclarativeBase):
    """The tables of the rules."""

    type_annotation_map: ClassVar = {datetime: Instant}


journal.attach(Base.metadata)


class StoredEdition(Base):
    """An edition as it was published: its canonical text, under the hash of that text."""

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("book", "in_force_from", "published_on", name="edition_dates"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    book: Mapped[str] = mapped_column(String(80))
    in_force_from: Mapped[date]
    published_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)


COLUMNS = StoredEdition.__table__.c
ALL_BOOKS = select(COLUMNS.id, COLUMNS.book, COLUMNS.text, COLUMNS.in_force_from).order_by(
    COLUMNS.book, COLUMNS.in_force_from, COLUMNS.published_on
)
OF_ONE_BOOK = ALL_BOOKS.where(COLUMNS.book == bindparam("book"))
"""Asked for every decision, so it is built once."""


def read_book(session: Session, name: str) -> Book:
    """A book with all its stored editions; refuses with `BookUnknown` or `EditionAltered`.

    The store is read each time, so no process can answer from an edition that another has
    superseded; a text once read is remembered in its parsed form for good.
    """
    rows = session.execute(OF_ONE_BOOK, {"book": name}).all()
    if not rows:
        raise BookUnknown(book=name)
    return _book(rows)


def find_book(session: Session, name: str) -> Book | None:
    """The same, or None where nothing is stored under the name."""
    rows = session.execute(OF_ONE_BOOK, {"book": name}).all()
    return _book(rows) if rows else None


def all_books(session: Session) -> list[Book]:
    """Every stored book, by name; refuses with `EditionAltered`."""
    rows = session.execute(ALL_BOOKS).all()
    return [_book(list(of_one)) for _, of_one in groupby(rows, key=attrgetter("book"))]


def _book(rows: Sequence[Row[*tuple[Any, ...]]]) -> Book:
    for row in rows:
        if sha256(row.text.encode()).hexdigest() != row.id:
            raise EditionAltered(book=row.book, starts=row.in_force_from)
    return shelf.book_of(tuple(row.text for row in rows))


def get_edition(session: Session, book: str, edition_id: str) -> Edition:
    """One edition by its hash; refuses with `BookUnknown` or `EditionAltered`."""
    for edition in read_book(session, book).editions:
        if edition.id == edition_id:
            return edition
    raise BookUnknown(book=book)


def edition_by_hash(session: Session, edition_id: str) -> Edition:
    """One edition of whatever book; refuses with `BookUnknown` or `EditionAltered`."""
    row = session.execute(ALL_BOOKS.where(COLUMNS.id == edition_id)).one_or_none()
    if row is None:
        raise BookUnknown(book=f"{edition_id[:12]}…")
    return _book([row]).editions[0]


def all_rows(session: Session) -> Sequence[StoredEdition]:
    """The stored rows as they are, trusted by nobody: for seeding and for verification."""
    return session.scalars(
        select(StoredEdition).order_by(
            StoredEdition.book, StoredEdition.in_force_from, StoredEdition.published_on
        )
    ).all()


def seed(session: Session, books: Iterable[Book], today: date) -> tuple[list[Edition], int]:
    """Stores the editions not yet stored; says which were added and how many were known.

    Refuses with `EditionAltered`; or with `BookBroken` when a book changes its unit, or when what
    the package brings does not fit what was published here.
    """
    stored = {(row.book, row.in_force_from, row.published_on): row for row in all_rows(session)}
    units = {row.book: shelf.edition_of(row.text).unit for row in stored.values()}
    added: list[Edition] = []
    known = 0
    for edition in (edition for book in books for edition in book.editions):
        earlier = stored.get((edition.book, edition.starts, edition.published))
        if earlier is None:
            require_unit(edition, units.get(edition.book, edition.unit), edition.book)
            append(session, edition)
            added.append(edition)
        elif earlier.id == edition.id and earlier.text == edition.text:
            known += 1
        else:
            raise EditionAltered(book=edition.book, starts=edition.starts)
    if stored and added:
        session.flush()
        _require_fit(session, {edition.book for edition in added}, today)
    return added, known


def _require_fit(session: Session, names: set[str], today: date) -> None:
    """A package that was revised meets editions that were published here.

    What was known before today cannot be mended any more, and does not stop an upgrade.
    """
    books = {book.name: book for book in all_books(session)}
    for name in sorted(names):
        timeline.require_whole(books[name], f"{name}.yaml", since=today)
    layers.require_within(books, only=names, since=today)


def append(session: Session, edition: Edition) -> None:
    """Publishes an edition: from here on it answers, and is never changed."""
    shelf.edition_of(edition.text)  # what could not be read back would silence the book for good
    session.add(
        StoredEdition(
            id=edition.id,
            book=edition.book,
            in_force_from=edition.starts,
            published_on=edition.published,
            text=edition.text,
        )
    )


def require_unit(edition: Edition, unit: str, file: str) -> None:
    """Whoever asks a book relies on the kind of answer it gives; refuses with `BookBroken`."""
    if edition.unit != unit:
        problem, problem_en = f"已有版本的单位是 {unit}", f"earlier editions answer in {unit}"
        raise BookBroken(file=file, key="unit", problem=problem, problem_en=problem_en)
