"""No case falls between two editions of a book, whatever its three dates are."""

from datetime import date, timedelta
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.book import Book
from services.rules.choosing import Dates
from services.rules.edition import Edition, GoesBy, Unit
from services.rules.proofs import timeline
from services.rules.text import shelf
from services.rules.text.page import BookBroken
from tests.rules.sound import LETTERS, refuse_text

FIRST = date(2026, 1, 1)
WINDOW = 6
DAYS = [FIRST + timedelta(days=number) for number in range(-1, 2 * WINDOW + 2)]
SECOND = LETTERS[LETTERS.index("  - from:") :]
UNTIL = "    published: 2025-08-20\n    until: 2026-08-31\n"


def two_editions(first: str, then: str, *, until: str = UNTIL, starts: str = "2026-09-01") -> str:
    """The first goes by one date and ends in August; the second begins by another."""
    earlier = LETTERS.replace("    published: 2025-08-20\n", until)
    later = SECOND.replace("from: 2025-09-01", f"from: {starts}")
    later = later.replace("published: 2025-08-20", f"published: {starts}")
    return earlier.replace("goes_by: submission", f"goes_by: {first}") + later.replace(
        "goes_by: submission", f"goes_by: {then}"
    )


@pytest.mark.parametrize(
    ("first", "then", "case"),
    [
        ("decision", "submission", "submission 2025-09-01, decision 2026-09-01"),
        ("decision", "event", "submission 2025-09-01, decision 2026-09-01"),
        ("submission", "event", "submission 2026-09-01, decision 2026-09-01"),
    ],
)
def test_a_case_between_two_editions_is_shown(first: str, then: str, case: str) -> None:
    text = two_editions(first, then)
    refuse_text(text, "editions", f"falls between the editions (event 2025-09-01, {case})")


@pytest.mark.parametrize("by", list(GoesBy))
def test_editions_that_go_by_the_same_date_follow_without_a_gap(by: str) -> None:
    assert len(shelf.parse("x.yaml", two_editions(by, by)).editions) == 2


@pytest.mark.parametrize(
    ("first", "then"),
    [("submission", "decision"), ("event", "submission"), ("event", "decision")],
)
def test_an_earlier_date_may_hand_over_to_a_later_one(first: str, then: str) -> None:
    assert len(shelf.parse("x.yaml", two_editions(first, then)).editions) == 2


def test_a_month_without_any_edition_is_shown() -> None:
    text = two_editions("submission", "submission", starts="2026-10-01")
    refuse_text(text, "editions", "event 2026-09-01, submission 2026-09-01, decision 2026-09-01")


def test_an_edition_that_does_not_end_stays_for_the_cases_of_its_time() -> None:
    text = two_editions("decision", "submission", until="    published: 2025-08-20\n")
    book = shelf.parse("x.yaml", text)
    submitted, decided = date(2026, 8, 31), date(2026, 9, 1)
    case = Dates(submitted, submitted, decided)
    assert book.choose(case, date.max).edition.starts == date(2025, 9, 1)
    later = Dates(submitted, decided, decided)
    assert book.choose(later, date.max).edition.starts == date(2026, 9, 1)


def editions() -> st.SearchStrategy[list[Edition]]:
    def made(start: int, lasts: int | None, goes_by: GoesBy, number: int) -> Edition:
        starts = FIRST + timedelta(days=start)
        until = None if lasts is None else starts + timedelta(days=lasts)
        return Edition("a/b", "问", Unit.DAYS, {}, starts, starts + timedelta(days=number), (),
                       until=until, goes_by=goes_by)  # fmt: skip

    one = st.builds(
        made,
        st.integers(0, WINDOW),
        st.none() | st.integers(0, WINDOW),
        st.sampled_from(GoesBy),
        st.integers(-3, 3),
    )
    return st.lists(one, min_size=2, max_size=4)


def naively_whole(book: list[Edition]) -> bool:
    """As it is known on each day on which more of it is."""
    return all(
        _whole([other for other in book if other.published <= one.published]) for one in book
    )


def _whole(book: list[Edition]) -> bool:
    """Every case of every three days from the first day of the book to its last has an edition."""
    first = min(one.starts for one in book)
    last = max(one.until or date.max for one in book)
    for event, submission, decision in combinations_with_replacement(DAYS, 3):
        if not first <= event <= submission <= decision <= last:
            continue
        on = {"event": event, "submission": submission, "decision": decision}
        if not any(
            one.starts <= on[one.goes_by] and (one.until is None or on[one.goes_by] <= one.until)
            for one in book
        ):
            return False
    return True


@given(book=editions())
def test_the_check_and_a_calendar_turned_day_by_day_agree(book: list[Edition]) -> None:
    try:
        timeline.require_whole(Book("a/b", tuple(book)), "x.yaml")
    except BookBroken:
        assert not naively_whole(book)
    else:
        assert naively_whole(book)
