"""Kept decisions on letters, and the book of letters with drafts in it, to replay them against."""

from collections.abc import Mapping
from datetime import date

from services.chassis.workdays import Calendar
from services.rules.book import Book
from services.rules.changing.impact import Instead, Kept, Replay
from services.rules.choosing import Dates
from services.rules.text import shelf
from services.rules.text.grammar import Reading
from tests.rules.office import CITY, LETTERS

SECOND, TODAY = date(2026, 6, 2), date(2026, 6, 10)


def book_with(*drafts: str) -> Replay:
    """The package's book of letters with drafts in it; the last is replayed against."""
    book = shelf.parse("x", (shelf.BOOKS / f"{LETTERS}.yaml").read_text(encoding="utf-8"))
    for draft in drafts:
        edition = shelf.parse("x", draft, Reading.DRAFT, TODAY).editions[0]
        book = Book(book.name, book.with_edition(edition).editions)
    return Replay(book, edition, TODAY, Calendar({}))


def decided(
    submitted: str,
    *,
    is_open: bool = True,
    facts: Mapping[str, str] = CITY,
    runs_from: date | None = None,
) -> Kept:
    day = date.fromisoformat(submitted)
    dates = Dates(day, day, max(day, SECOND))
    return Kept(LETTERS, facts, dates, SECOND, is_open, runs_from=runs_from)


def days_of(outcome: object) -> object:
    return outcome.ruling.answer if isinstance(outcome, Instead) else outcome
