"""The services' reading of a book beside the naive one, and the property that both agree."""

import os
from dataclasses import replace
from decimal import Decimal
from functools import cache
from random import Random

from services.rules.book import Book, BookSilent, FactsMisfit, Question
from services.rules.choosing import Dates
from services.rules.edition import Unit
from services.rules.text import shelf
from services.rules.text.grammar import Reading
from services.rules.text.page import BookBroken
from tests.rules import naive
from tests.rules.made_books import Made, make, questions
from tests.rules.naive import Asked, NaiveBook, Said

FULL = bool(os.environ.get("DANGWU_FULL"))
SEEDS = range(1000 if FULL else 150)
ASKED_OF_EACH = 60


def said(book: Book, asked: Asked) -> Said | str:
    """What the services answer, in the other reader's words."""
    dates = Dates(asked.event, asked.submission, asked.decision)
    try:
        ruling = book.decide(Question(asked.facts, dates, asked.known))
    except BookSilent:
        return naive.SILENT
    except FactsMisfit:
        return naive.MISFIT
    answer: object = ruling.answer
    if ruling.edition.unit is Unit.YUAN and isinstance(answer, int):
        answer = Decimal(answer) / 100
    if isinstance(answer, tuple):
        answer = list(answer)
    return Said(answer, ruling.case.number, ruling.edition.starts, ruling.edition.published)


def same(ours: Said | str, theirs: Said | str) -> bool:
    kinds = [type(one.answer) if isinstance(one, Said) else None for one in (ours, theirs)]
    return ours == theirs and kinds[0] is kinds[1]


def parsed(made: Made) -> Book | None:
    """The book as the services read it; nothing where a case falls between its editions."""
    try:
        return shelf.parse("made.yaml", made.text, Reading.STORED)
    except BookBroken as broken:
        if broken.details["key"] == "editions" or "same dates" in broken.sentence_en:
            return None
        raise


def require_agreement(made: Made, book: Book, other: NaiveBook) -> None:
    """The property: whatever is asked, both answer the same from the same case and edition."""
    for asked in questions(Random(len(made.text)), made, ASKED_OF_EACH):
        ours, theirs = said(book, asked), other.answer(asked)
        assert same(ours, theirs), f"{asked}: {ours} and {theirs}\n{made.text}"


@cache
def fixed() -> list[tuple[Made, Book, NaiveBook]]:
    """The same lawful books on every run."""
    made = [(one, parsed(one)) for one in (make(Random(seed)) for seed in SEEDS)]
    return [(one, book, naive.read(one.text)) for one, book in made if book]


def seen_apart() -> bool:
    """Whether the property finds a difference in any of the fixed books."""
    for made, book, other in fixed():
        fresh = Book(book.name, tuple(replace(one) for one in book.editions))  # nothing remembered
        try:
            require_agreement(made, fresh, other)
        except AssertionError:
            return True
    return False
