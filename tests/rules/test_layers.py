"""A lower rule may be stricter than a higher one, never looser; a looser answer is shown."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations_with_replacement, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.rules.book import Book, BookSilent, Question
from services.rules.choosing import Dates
from services.rules.proofs import layers
from services.rules.text.page import BookBroken
from tests.rules.layered import (
    BY_AMOUNT,
    CEILING,
    FACTS,
    FIRST,
    SCHOOL,
    by_amount,
    by_chance,
    content,
    edition,
    flat,
    refusal,
    shelve,
    with_tests,
)


def test_what_is_as_strict_or_stricter_is_read(tmp_path: Path) -> None:
    assert len(shelve(tmp_path, flat(CEILING, 90), flat(SCHOOL, 90))) == 2
    assert len(shelve(tmp_path, flat(CEILING, 90), flat(SCHOOL, 30))) == 2


def test_what_is_looser_is_refused_with_both_answers(tmp_path: Path) -> None:
    broken = refusal(tmp_path, flat(CEILING, 90), flat(SCHOOL, 91))
    assert broken.details["key"] == "within"
    assert "looser than a/ceiling: () answers 91 where 90 stands" in broken.sentence_en
    assert "edition of 2019-05-21 against that of 2019-05-21" in broken.sentence_en


def test_the_counterexample_is_the_first_fen_that_is_looser(tmp_path: Path) -> None:
    ceiling = by_amount(CEILING, "2,000.00", "2,000.01", 30, 10)
    school = by_amount(SCHOOL, "2,500.00", "2,500.01", 20, 10)
    broken = refusal(tmp_path, ceiling, school)
    assert "amount=2,000.01 answers 20 where 10 stands" in broken.sentence_en
    assert "amount=2,000.01" in broken.sentence_zh


def test_a_share_is_looser_where_the_amount_is_large(tmp_path: Path) -> None:
    share = {"share": "40%", "of": "amount", "round": "down", "to": "fen"}
    given_all = {"given": {"amount": "100.00"}, "then": "40.00"}
    school = with_tests(content(SCHOOL, edition([{"then": share}]), **BY_AMOUNT), given_all)
    ceiling = flat(CEILING, "3,000.00", unit="yuan")
    assert "amount=9,999.99 answers 3,999.99 where 3,000.00 stands" in (
        refusal(tmp_path, ceiling, {**school, "unit": "yuan"}).sentence_en
    )


@pytest.mark.parametrize(
    ("stricter", "unit", "above", "below", "sound"),
    [
        ("more", "days", 5, 5, True),
        ("more", "days", 5, 7, True),
        ("more", "days", 5, 4, False),
        ("yes", "truth", True, False, False),
        ("yes", "truth", True, True, True),
        ("yes", "truth", False, True, True),
        ("no", "truth", False, True, False),
        ("no", "truth", True, False, True),
        ("less", "yuan", "2,000.00", "2,000.01", False),
        ("less", "yuan", "2,000.00", "2,000.00", True),
    ],
)
def test_which_way_is_stricter_is_for_the_higher_book_to_say(
    stricter: str, unit: str, above: object, below: object, sound: bool, tmp_path: Path
) -> None:
    books = [
        flat({**CEILING, "stricter": stricter}, above, unit=unit),
        flat(SCHOOL, below, unit=unit),
    ]
    if sound:
        assert len(shelve(tmp_path, *books)) == 2
    else:
        assert "looser than a/ceiling" in refusal(tmp_path, *books).sentence_en


def test_a_matter_left_to_a_person_is_not_looser(tmp_path: Path) -> None:
    school = with_tests(
        content(SCHOOL, edition([{"needs_human": "个案"}])), {"given": {}, "needs_human": True}
    )
    assert len(shelve(tmp_path, flat(CEILING, 90), school)) == 2


def test_a_word_is_neither_strict_nor_loose(tmp_path: Path) -> None:
    word = {"unit": "word", "answers": ["block"], "names": {"block": "不予受理"}}
    broken = refusal(tmp_path, flat({**SCHOOL, "stricter": "less"}, "block", **word))
    assert broken.details["key"] == "stricter"
    assert "only numbers and truths" in broken.sentence_en


COUNTING = {"days": "calendar", "first": "next_day", "last": "as_it_falls"}


@pytest.mark.parametrize(
    ("ceiling", "school", "key", "said"),
    [
        ({}, {"within": ["a/nothing"]}, "within", "there is no book a/nothing"),
        ({"layer": "school"}, {}, "within", "not of a higher layer: school against school"),
        ({"layer": "provincial"}, {"layer": "national"}, "within", "provincial against national"),
        ({"unit": "months"}, {}, "within", "units differ"),
        ({"stricter": None}, {}, "within", "says not which answer is stricter"),
        ({}, {"within": ["Ceiling"]}, "within", "is not a word"),
        ({}, {"within": []}, "within", "not an empty one"),
        ({}, {"unit": "word", "stricter": "less"}, "answers", "only if"),
        ({}, {"stricter": "fewer"}, "stricter", "less, more"),
    ],
)
def test_a_ceiling_that_cannot_hold_is_refused(
    ceiling: dict[str, Any], school: dict[str, Any], key: str, said: str, tmp_path: Path
) -> None:
    above = {k: v for k, v in (flat(CEILING, 90) | ceiling).items() if v is not None}
    broken = refusal(tmp_path, above, flat(SCHOOL, 90) | school)
    assert broken.details["key"] == key
    assert said in broken.sentence_en


def test_days_counted_otherwise_cannot_be_compared(tmp_path: Path) -> None:
    def counted(head: dict[str, Any], days: str) -> dict[str, Any]:
        counting = {**COUNTING, "days": days}
        made = content(head, edition([{"then": 5}], counting=counting))
        return with_tests(made, {"given": {}, "then": 5})

    assert len(shelve(tmp_path, counted(CEILING, "working"), counted(SCHOOL, "working"))) == 2
    broken = refusal(tmp_path, counted(CEILING, "working"), counted(SCHOOL, "calendar"))
    assert broken.details["key"] == "counting"


def test_a_fact_of_another_domain_cannot_be_compared(tmp_path: Path) -> None:
    school = by_amount(SCHOOL, "2,000.00", "2,000.01", 9, 8)
    school["asks"] = {"amount": {"unit": "yuan", "from": "0.00", "to": "9,999.98"}}
    broken = refusal(tmp_path, by_amount(CEILING, "2,000.00", "2,000.01", 30, 10), school)
    assert broken.details["key"] == "asks.amount"


def test_a_ceiling_lowered_later_catches_the_book_that_stayed(tmp_path: Path) -> None:
    ceiling = content(
        CEILING, edition([{"then": 90}]), edition([{"then": 60}], starts=date(2026, 9, 1))
    )
    one, two = ceiling["editions"]
    one["tests"], two["tests"] = [{"given": {}, "then": 90}], [{"given": {}, "then": 60}]
    broken = refusal(tmp_path, {**ceiling, "covers": []}, flat(SCHOOL, 80))
    assert "answers 80 where 60 stands" in broken.sentence_en
    assert "edition of 2019-05-21 against that of 2026-09-01" in broken.sentence_en


DAYS = [FIRST + timedelta(days=number) for number in range(-1, 8)]


def looser_somewhere(lower: Book, upper: Book, more: bool) -> bool:
    """Asks both every question on every three days, as known on each day more was known."""
    return any(
        answer < allowed if more else answer > allowed for answer, allowed in _answers(lower, upper)
    )


def _answers(lower: Book, upper: Book) -> Iterator[tuple[int, int]]:
    published = {one.published for one in (*lower.editions, *upper.editions)}
    for dates, known in product(combinations_with_replacement(DAYS, 3), published):
        for facts in FACTS:
            question = Question(facts, Dates(*dates), known)
            try:
                answers = lower.decide(question).answer, upper.decide(question).answer
            except BookSilent:
                continue
            assert isinstance(answers[0], int)
            assert isinstance(answers[1], int)
            yield answers[0], answers[1]


@settings(max_examples=60, deadline=None)
@given(chance=st.randoms(use_true_random=False), more=st.booleans())
def test_the_proof_and_asking_every_question_agree(chance: Random, more: bool) -> None:
    upper = by_chance(chance, {**CEILING, "stricter": "more" if more else "less"})
    lower = by_chance(chance, SCHOOL)
    try:
        layers.require_within({lower.name: lower, upper.name: upper})
    except BookBroken:
        assert looser_somewhere(lower, upper, more)
    else:
        assert not looser_somewhere(lower, upper, more)
