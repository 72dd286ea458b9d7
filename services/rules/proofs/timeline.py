"""Whether the editions of a book leave no case between them.

Transition clauses make that easy to get wrong: an edition that ends in August and one that begins
in September by the day of submission leave a case that was submitted in August and is decided in
September without any rule.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations_with_replacement

from services.rules.book import Book
from services.rules.choosing import Dates, chosen
from services.rules.edition import Edition
from services.rules.text.page import Page

ONE_DAY = timedelta(days=1)
EVER = date.max


def turning_points(*books: Book) -> list[date]:
    """The days on which any edition of these books begins, and those after any has ended."""
    days: set[date] = set()
    for edition in (edition for book in books for edition in book.editions):
        days.add(edition.starts)
        if edition.until is not None:
            days.add(edition.until + ONE_DAY)
    return sorted(days)


def lives(*books: Book) -> Iterator[Dates]:
    """Every kind of case there can be: its event, then its submission, then its decision."""
    for event, submission, decision in combinations_with_replacement(turning_points(*books), 3):
        yield Dates(event, submission, decision)


def require_whole(book: Book, file: str) -> None:
    """Refuses with `BookBroken`, naming the dates of a case that no edition is for."""
    if len(book.editions) == 1:
        return
    first = min(edition.starts for edition in book.editions)
    last = max(edition.until or EVER for edition in book.editions)
    for dates in lives(book):
        if first <= dates.event and dates.decision <= last and not _answered(book, dates):
            shown = f"event {dates.event}, submission {dates.submission}, decision {dates.decision}"
            raise Page(file, "", {}).broken(
                "editions",
                f"有事项落在各版本之间（事由 {dates.event}，提交 {dates.submission}，"
                f"决定 {dates.decision}），没有适用的版本",
                f"a case falls between the editions ({shown}): none applies",
            )


def _answered(book: Book, dates: Dates) -> Edition | None:
    return chosen(book.editions, dates, EVER)
