"""Books and editions are found by what people type, and never guessed."""

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
    ("typed", "near"),
    [
        ("transfer/letter_day", [letters.NAME]),
        ("transfer/leter_days", [letters.NAME]),
        ("carefund/letter_days", [letters.NAME]),
        ("organization/probations", [letters.PROBATION.name]),
        ("dues/rounding", []),
    ],
)
def test_a_name_that_is_none_has_near_ones(typed: str, near: list[str]) -> None:
    assert rule_finding.near(letters.BOOKS, typed)[:1] == near


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        (letters.NAME, True),
        ("transfer/letter", False),
        ("letter", True),
        ("介绍信有效期", True),
        ("预备期", False),
    ],
)
def test_a_list_is_of_one_book_or_of_those_with_a_word(typed: str, fits: bool) -> None:
    assert rule_finding.about(letters.BOOKS, typed)(letters.NAME) is fits
