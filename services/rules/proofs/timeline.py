"""Whether the editions of a book leave no case between them.

Transition clauses make that easy to get wrong: an edition that ends in August and one that begins
in September by the day of submission leave a case that was submitted in August and is decided in
September without any rule. An edition that is published on a later day does not hide what is known
until then: so a book is tried as it is known on each day that one of its editions is published.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations_with_replacement

from services.rules.book import Book
from services.rules.choosing import Dates, chosen
from services.rules.edition import GoesBy
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
    """Every kind of case there can be: its event, then its submission, then its decision.

    It may have begun before any of these editions did. A date that none of them goes by tells no
    cases apart, and stands beside one that does.
    """
    days = turning_points(*books)
    used = {edition.goes_by for book in books for edition in book.editions}
    by = [one for one in GoesBy if one in used]
    for chosen_days in combinations_with_replacement([days[0] - ONE_DAY, *days], len(by)):
        on = dict(zip(by, chosen_days, strict=True))
        event = on.get(GoesBy.EVENT, chosen_days[0])
        submission = on.get(GoesBy.SUBMISSION, event)
        yield Dates(event, submission, on.get(GoesBy.DECISION, submission))


def knowledge(*books: Book, since: date | None = None) -> list[date]:
    """The days on which more becomes known of these books; the last of them knows everything."""
    days = {edition.published for book in books for edition in book.editions}
    return sorted(day for day in days if since is None or day >= since) or [EVER]


def as_known(book: Book, known: date) -> Book | None:
    """The book as far as it was published by a day; None where it was not begun."""
    editions = tuple(edition for edition in book.editions if edition.published <= known)
    return Book(book.name, editions) if editions else None


def require_whole(book: Book, file: str, *, since: date | None = None) -> None:
    """Refuses with `BookBroken`, naming the dates of a case that no edition is for.

    With `since`, only what is known from that day on matters: what was known before is past.
    """
    if len(book.editions) == 1:
        return
    for known in knowledge(book, since=since):
        if (then := as_known(book, known)) and (dates := _unanswered(then)):
            shown = f"event {dates.event}, submission {dates.submission}, decision {dates.decision}"
            partly = len(then.editions) < len(book.editions)
            raise Page(file, "", {}).broken(
                "editions",
                f"有事项落在各版本之间（事由 {dates.event}，提交 {dates.submission}，"
                f"决定 {dates.decision}），没有适用的版本"
                + (f"（截至 {known} 已公布的版本）" if partly else ""),
                f"a case falls between the editions ({shown}): none applies"
                + (f" of those published by {known}" if partly else ""),
            )


def _unanswered(book: Book) -> Dates | None:
    """The first case between the first day of the book and its last that no edition is for."""
    first = min(edition.starts for edition in book.editions)
    last = max(edition.until or EVER for edition in book.editions)
    for dates in lives(book):
        inside = first <= dates.event and dates.decision <= last
        if inside and chosen(book.editions, dates, EVER) is None:
            return dates
    return None
