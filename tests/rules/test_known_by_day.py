"""What is published for a later day hides nothing until then: books are proved as known."""

from datetime import date
from typing import Any

import pytest

from services.rules.book import Book
from services.rules.proofs import layers, timeline
from services.rules.text import grammar
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from tests.rules.layered import ALWAYS, CEILING, SCHOOL, content, edition

SOON, LATE = date(2026, 9, 1), date(2027, 1, 1)
WORKING = {"days": "working", "first": "next_day", "last": "as_it_falls"}


def book(head: dict[str, Any], *editions: dict[str, Any], **more: Any) -> Book:
    """As it stands in a store."""
    made = content(head, *editions, **more)
    return grammar.read_book(f"{head['book']}.yaml", made, Reading.STORED)


def merged(*books: Book) -> Book:
    """Editions of one book that were written apart."""
    whole = books[0]
    for one in books[1:]:
        for added in one.editions:
            whole = whole.with_edition(added)
    return whole


def days(number: int, starts: date = ALWAYS, **more: Any) -> dict[str, Any]:
    return edition([{"then": number}], starts, **more)


def require_within(*books: Book, since: date | None = None) -> None:
    layers.require_within({one.name: one for one in books}, since=since)


def looser(*books: Book, since: date | None = None) -> str:
    with pytest.raises(BookBroken) as refused:
        require_within(*books, since=since)
    assert refused.value.details["key"] == "within"
    return refused.value.sentence_en


def test_a_strict_edition_of_tomorrow_does_not_hide_a_loose_one_of_today() -> None:
    """Both are in force from one day, and until the second is published the first answers."""
    loose, strict = days(100, SOON, published=SOON), days(30, SOON, published=LATE)
    school = book(SCHOOL, days(30), loose, strict)
    said = looser(book(CEILING, days(90)), school)
    assert "answers 100 where 90 stands" in said
    assert "as published by 2026-09-01" in said


def test_what_nobody_can_be_answered_any_more_is_left_alone() -> None:
    loose, strict = days(100, SOON, published=SOON), days(30, SOON, published=LATE)
    books = book(CEILING, days(90)), book(SCHOOL, days(30), loose, strict)
    assert looser(*books, since=SOON)
    require_within(*books, since=LATE)


def test_a_gap_is_not_filled_by_what_is_published_later() -> None:
    until, early = {"until": date(2026, 8, 31)}, date(2026, 5, 1)
    first, then = days(90, **until), days(30, LATE, published=early)
    between = days(60, SOON, published=date(2026, 6, 1))
    parts = [book(SCHOOL, one) for one in (first, then, between)]
    whole = merged(*parts)
    with pytest.raises(BookBroken) as refused:
        timeline.require_whole(whole, "a/school.yaml")
    assert "submission 2026-09-01" in refused.value.sentence_en
    assert "of those published by 2026-05-01" in refused.value.sentence_en
    assert "截至 2026-05-01" in refused.value.sentence_zh
    timeline.require_whole(whole, "a/school.yaml", since=date(2026, 5, 2))


def test_a_case_may_have_begun_before_any_edition_did() -> None:
    """By its event it falls before the second edition, which hides the first from all others."""
    first = days(100, goes_by="decision")
    then = days(30, published=SOON, goes_by="event")
    ceiling = days(90, goes_by="decision")
    assert "answers 100 where 90 stands" in looser(
        book(CEILING, ceiling), merged(book(SCHOOL, then), book(SCHOOL, first)), since=SOON
    )


@pytest.mark.parametrize(
    ("changed", "key", "said"),
    [
        ({"layer": "national"}, "layer", "school there, national here"),
        ({"stricter": "more"}, "stricter", "less there, more here"),
        ({"stricter": None}, "stricter", "less there, nothing here"),
        ({}, "", ""),
    ],
)
def test_a_book_stays_where_it_stands(changed: dict[str, Any], key: str, said: str) -> None:
    head = {**SCHOOL, "stricter": "less"}
    later = {name: value for name, value in (head | changed).items() if value}
    draft = book(later, days(30, SOON)).editions[0]
    if not key:
        layers.require_same_standing(draft, book(head, days(90)), "a/school.yaml")
        return
    with pytest.raises(BookBroken) as refused:
        layers.require_same_standing(draft, book(head, days(90)), "a/school.yaml")
    assert (refused.value.details["file"], refused.value.details["key"]) == ("a/school.yaml", key)
    assert said in refused.value.sentence_en
    assert "in force from 2019-05-21, published on 2019-05-21" in refused.value.sentence_en


def test_an_edition_of_the_first_format_was_a_school_s() -> None:
    first = {key: value for key, value in content(SCHOOL, days(90)).items() if key != "layer"}
    first = {key: value for key, value in first.items() if key != "question_en"}
    old = grammar.read_book("a/school.yaml", first, Reading.STORED)
    assert old.latest.first_format
    layers.require_same_standing(book(SCHOOL, days(30, SOON)).latest, old, "a/school.yaml")
    national = book({**SCHOOL, "layer": "national"}, days(30, SOON)).latest
    with pytest.raises(BookBroken):
        layers.require_same_standing(national, old, "a/school.yaml")


PROVINCE = {"book": "a/province", "layer": "provincial", "within": ["a/ceiling"]}


def test_a_book_between_does_not_shield_from_the_one_above_it() -> None:
    """The province had no rule yet when the school's began; the nation had."""
    province = book({**PROVINCE, "stricter": "less"}, days(60, SOON))
    school = book({**SCHOOL, "within": ["a/province"]}, days(100, until=date(2026, 8, 31)))
    assert "looser than a/ceiling: () answers 100 where 90 stands" in looser(
        book(CEILING, days(90)), province, school
    )


def test_a_chain_is_looked_at_again_when_its_middle_changes() -> None:
    free = {key: value for key, value in PROVINCE.items() if key != "within"} | {"stricter": "less"}
    school = book({**SCHOOL, "within": ["a/province"]}, days(100, until=date(2026, 8, 31)))
    province = merged(
        book(free, days(60, SOON)), book({**free, "within": ["a/ceiling"]}, days(50, LATE))
    )
    books = {one.name: one for one in (book(CEILING, days(90)), province, school)}
    with pytest.raises(BookBroken):
        layers.require_within(books, only=["a/province"])


def test_a_period_that_only_one_of_them_counts_cannot_be_compared() -> None:
    plain, counted = days(30), days(30, counting=WORKING)
    for below, above in ((plain, counted), (counted, plain)):
        with pytest.raises(BookBroken) as refused:
            require_within(book(CEILING, above), book(SCHOOL, below))
        assert refused.value.details["key"] == "counting"
    require_within(book(CEILING, counted), book(SCHOOL, counted))


def test_two_books_too_wide_to_be_held_against_each_other_are_refused() -> None:
    """Each is small enough alone; together their questions are not put to all their cases."""

    def wide(head: dict[str, Any], fact: str) -> Book:
        span = {fact: {"unit": "count", "from": 0, "to": 59}}
        listed = [{"when": {fact: {"from": n, "to": n}}, "then": 9} for n in range(60)]
        return book(head, edition(listed), asks=span)

    assert "too many combinations of facts" in looser(wide(CEILING, "m"), wide(SCHOOL, "n"))
    require_within(wide(CEILING, "n"), wide(SCHOOL, "n"))
