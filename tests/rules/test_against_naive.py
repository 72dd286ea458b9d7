"""Two readers of the same books, written apart, answer every question alike."""

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from math import prod
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.rules.edition import Unit
from services.rules.text import shelf
from tests.rules import naive
from tests.rules.made_books import make, questions
from tests.rules.naive import Asked, NaiveBook, Said
from tests.rules.two_readers import (
    ASKED_OF_EACH,
    FULL,
    SEEDS,
    fixed,
    parsed,
    require_agreement,
    said,
    same,
    seen_apart,
)

MOST_ASKED = 20_000 if FULL else 200
"""Of one book of the package."""
BOOKS = {b.name: b for b in shelf.seeds() if b.latest.unit is not Unit.CALENDAR}


@settings(max_examples=1000 if FULL else 100, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_two_readers_agree_on_any_book(chance: Random) -> None:
    made = make(chance)
    book = parsed(made)
    assume(book)
    assert book
    require_agreement(made, book, naive.read(made.text))


@settings(max_examples=300 if FULL else 30, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_the_canonical_texts_say_what_the_author_wrote(chance: Random) -> None:
    """The other reader has only what is stored; the services have what was written."""
    made = make(chance)
    book = parsed(made)
    assume(book)
    assert book
    stored = naive.read(*(one.text for one in book.editions))
    for asked in questions(Random(len(made.text)), made, ASKED_OF_EACH):
        ours, theirs = said(book, asked), stored.answer(asked)
        assert same(ours, theirs), f"{asked}: {ours} and {theirs}\n{made.text}"


def test_the_fixed_books_are_many_and_both_agree_on_them() -> None:
    assert len(fixed()) > len(SEEDS) / 2
    assert not seen_apart()


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_two_readers_agree_on_the_books_of_the_package(name: str) -> None:
    other = naive.read((shelf.BOOKS / f"{name}.yaml").read_text(encoding="utf-8"))
    stored = naive.read(*(one.text for one in BOOKS[name].editions))
    for asked in asked_of(other, name):
        ours = said(BOOKS[name], asked)
        assert isinstance(ours, Said) or ours == naive.SILENT
        assert same(ours, other.answer(asked)), asked
        assert same(ours, stored.answer(asked)), asked


def asked_of(book: NaiveBook, name: str) -> Iterator[Asked]:
    """Every question of turning facts on turning days; where those are too many, some by chance,
    and among them every value and every day.
    """
    asks = book.texts[0].get("asks", {})
    facts = [naive.telling(book, fact) for fact in asks]
    days = naive.turning(book)
    dates = [(*case, known) for case in combinations_with_replacement(days, 3) for known in days]
    if len(dates) * prod(map(len, facts)) <= MOST_ASKED:
        pairs = list(product(dates, product(*facts)))
    else:
        chance = Random(name)
        pairs = [
            (chance.choice(dates), tuple(map(chance.choice, facts))) for _ in range(MOST_ASKED)
        ]
        longest = max(len(dates), max(map(len, facts), default=0))
        pairs += [
            (dates[at % len(dates)], tuple(values[at % len(values)] for values in facts))
            for at in range(longest)
        ]
    for (event, submission, decision, known), values in pairs:
        given = dict(zip(asks, values, strict=True))
        yield Asked(given, event, submission, decision, known)
