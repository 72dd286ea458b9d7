"""A fact may be left out where it makes no difference; where it does, it is asked for by name."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.rules.book import Book, FactsMisfit, Question
from services.rules.text import shelf
from tests.rules import naive
from tests.rules.made_books import Made, make
from tests.rules.naive import Asked, NaiveBook, Said
from tests.rules.sound import AID, LETTERS
from tests.rules.two_readers import parsed, said

DAY = date(2026, 1, 1)
LETTER_BOOK, AID_BOOK = shelf.parse("letters.yaml", LETTERS), shelf.parse("aid.yaml", AID)


@pytest.mark.parametrize(
    ("book", "facts", "case"),
    [
        (LETTER_BOOK, {"distance": "elsewhere"}, 2),
        (LETTER_BOOK, {"distance": "same_city", "channel": "online"}, 3),
        (AID_BOOK, {"amount": "2000.00"}, 1),
        (AID_BOOK, {"amount": "2000.01", "joined_on": "1949-10-01"}, 3),
    ],
)
def test_what_makes_no_difference_need_not_be_said(
    book: Book, facts: dict[str, str], case: int
) -> None:
    ruling = book.decide(Question.of_day(facts, DAY))
    assert ruling.case.number == case
    assert ruling.written_facts == facts


@pytest.mark.parametrize(
    ("book", "facts", "asked"),
    [
        (LETTER_BOOK, {}, "channel"),
        (LETTER_BOOK, {"distance": "same_city"}, "channel"),
        (LETTER_BOOK, {"channel": "paper"}, "distance"),
        (AID_BOOK, {"amount": "2000.01"}, "joined_on"),
        (AID_BOOK, {"joined_on": "1949-10-01"}, "amount"),
        (AID_BOOK, {"joined_on": "1949-09-30"}, "amount"),
    ],
)
def test_what_makes_one_is_asked_for(book: Book, facts: dict[str, str], asked: str) -> None:
    with pytest.raises(FactsMisfit) as refusal:
        book.decide(Question.of_day(facts, DAY))
    assert refusal.value.details["fact"] == asked


def test_a_share_is_not_taken_of_an_amount_nobody_said() -> None:
    small = '{amount: {to: "2,000.00"}'
    text = AID.replace(f"{small}}}", f"{small}, joined_on: {{from: 1949-10-01}}}}")
    text = text.replace('{amount: {over: "2,000.00"}, joined_on: {under', "{joined_on: {under")
    book = shelf.parse("x.yaml", text)
    with pytest.raises(FactsMisfit) as refusal:
        book.decide(Question.of_day({"joined_on": "1949-09-30"}, DAY))
    assert refusal.value.details["fact"] == "amount"


@settings(max_examples=60, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_whatever_was_left_out_it_makes_no_difference(chance: Random) -> None:
    """The other reader tries every value of what was left out."""
    made = make(chance)
    book = parsed(made)
    assume(book)
    assert book
    other = naive.read(made.text)
    for left_out in made.asks:
        asked = some_question(chance, made, other, left_out)
        ours = said(book, asked)
        theirs = completed(other, asked, left_out)
        if isinstance(ours, Said):
            assert theirs == {(ours.case, ours.starts, ours.published)}


def some_question(chance: Random, made: Made, other: NaiveBook, left_out: str) -> Asked:
    facts = {
        fact: chance.choice(naive.telling(other, fact)) for fact in made.asks if fact != left_out
    }
    on = chance.choice(naive.turning(other))
    return Asked(facts, on, on, on, date.max)


def completed(other: NaiveBook, asked: Asked, left_out: str) -> set[tuple[int, date, date]]:
    """The case and the edition for each value of what was left out."""
    found = set()
    for value in naive.telling(other, left_out):
        facts = {**asked.facts, left_out: value}
        answer = other.answer(replace(asked, facts=facts))
        if isinstance(answer, Said):
            found.add((answer.case, answer.starts, answer.published))
    return found
