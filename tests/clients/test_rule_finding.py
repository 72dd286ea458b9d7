"""Books, editions and facts are found by what people type, and never guessed."""

import click
import pytest

from dangwu_client.errors import Unknown
from dangwu_client.staff import rule_finding
from tests.clients import letters


def choices(refused: Unknown) -> str:
    return "\n".join(problem.message_zh for problem in refused.fields)


@pytest.mark.parametrize(
    "typed",
    ["transfer/letter_days", "letter_days", "ＬＥＴＴＥＲ_days", "介绍信有效期", " letter_days "],
)
def test_a_book_by_its_name_or_by_a_word_of_its_question(typed: str) -> None:
    assert rule_finding.pick_book(letters.BOOKS, typed) == letters.LETTERS


def test_a_word_that_fits_several_books_names_them() -> None:
    with pytest.raises(Unknown) as refused:
        rule_finding.pick_book(letters.BOOKS, "介绍信")
    assert refused.value.reason == "BOOK_UNCLEAR"
    for book in (letters.LETTERS, letters.CEILING):
        assert f"{book.name} {book.question}" in choices(refused.value)


@pytest.mark.parametrize("typed", ["nothing", ""])
def test_a_book_that_is_none_says_how_to_look(typed: str) -> None:
    with pytest.raises(Unknown) as refused:
        rule_finding.pick_book(letters.BOOKS, typed)
    assert refused.value.reason == "BOOK_UNKNOWN"
    assert "dangwu rules list" in refused.value.message_zh


@pytest.mark.parametrize("typed", ["1f9c", "1F9C", letters.NEW, "2026-09-01"])
def test_an_edition_by_its_first_characters_or_first_day(typed: str) -> None:
    assert rule_finding.edition(letters.BOOKS, typed).id == letters.NEW


def test_a_beginning_of_two_editions_is_refused_with_both() -> None:
    with pytest.raises(Unknown) as refused:
        rule_finding.edition(letters.BOOKS, "1f")
    assert refused.value.reason == "EDITION_UNCLEAR"
    assert "指 2 个" in refused.value.message_zh
    for known in (letters.OLD, letters.NEW):
        assert known[:12] in choices(refused.value)


@pytest.mark.parametrize("typed", ["ff", "", "没有"])
def test_a_beginning_of_no_edition_names_those_there_are(typed: str) -> None:
    with pytest.raises(Unknown) as refused:
        rule_finding.edition([letters.LETTERS], typed)
    assert refused.value.reason == "EDITION_UNKNOWN"
    assert letters.OLD[:12] in choices(refused.value)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("distance=same_city", ("distance", "same_city")),
        ("去向=同城", ("distance", "same_city")),
        ("去向＝ｓａｍｅ_city", ("distance", "same_city")),
        ("cost=2,000.00", ("cost", "2000.00")),
        ("费用=２０００元", ("cost", "2000")),
        ("入党时间=2001年7月1日", ("joined_on", "2001-07-01")),
        ("joined_on=2001-07-01", ("joined_on", "2001-07-01")),
        ("已签字=是", ("signed", "yes")),
        ("signed=No", ("signed", "no")),
    ],
)
def test_a_fact_in_the_books_words_or_in_the_clerks(typed: str, sent: tuple[str, str]) -> None:
    assert rule_finding.facts(letters.LETTERS, [typed]) == dict([sent])


@pytest.mark.parametrize(
    "pair", [("weather", "rainy"), ("distance", "moon"), ("cost", "much"), ("joined_on", "once")]
)
def test_what_the_book_does_not_know_is_left_to_the_server(pair: tuple[str, str]) -> None:
    assert rule_finding.facts(letters.LETTERS, ["=".join(pair)]) == dict([pair])


@pytest.mark.parametrize("typed", [["distance"], ["=x"], ["distance="]])
def test_a_fact_without_its_value_is_shown_an_example(typed: list[str]) -> None:
    with pytest.raises(click.UsageError, match="distance=same_city"):
        rule_finding.facts(letters.LETTERS, typed)


def test_a_fact_given_twice_is_refused_in_whatever_words() -> None:
    with pytest.raises(click.UsageError, match="写了两次"):
        rule_finding.facts(letters.LETTERS, ["去向=同城", "distance=elsewhere"])
