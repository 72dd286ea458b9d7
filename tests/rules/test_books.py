"""The books of the package answer as the questions beside them say; every case is asked for."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from services.chassis.errors import Refusal
from services.rules import shelf
from services.rules.book import Book

QUESTIONS = Path(__file__).parents[1] / "books"
BOOKS = {book.name: book for book in shelf.package_books()}
CHINESE = re.compile(r"[一-鿿]")


def asked() -> dict[str, dict[str, Any]]:
    """Every question of every file, under the book and the name of the question."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(QUESTIONS.rglob("*.yaml")):
        file = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        assert f"{file['book']}.yaml" == path.relative_to(QUESTIONS).as_posix()
        for question in file["questions"]:
            name = f"{file['book']}: {question['name']}"
            assert name not in found
            found[name] = {"book": file["book"], **question}
    return found


ASKED = asked()


@pytest.mark.parametrize("question", ASKED.values(), ids=list(ASKED))
def test_a_book_answers_as_its_questions_say(question: dict[str, Any]) -> None:
    on: date = question["on"]
    known: date = question.get("known", on)
    book = BOOKS[question["book"]]
    if reason := question.get("refused"):
        with pytest.raises(Refusal) as refusal:
            book.decide(question["facts"], on, known)
        assert refusal.value.reason == reason
        return
    edition, case = book.decide(question["facts"], on, known)
    then = question["then"]
    assert case.then == (tuple(then) if isinstance(then, list) else then)
    assert edition.starts == question["edition"]


@pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))
def test_every_case_of_every_edition_is_asked_for(book: Book) -> None:
    answered = set()
    for question in ASKED.values():
        if question["book"] == book.name and "then" in question:
            on = question["on"]
            edition, case = book.decide(question["facts"], on, question.get("known", on))
            answered.add((edition.id, case.number))
    written = {(edition.id, case.number) for edition in book.editions for case in edition.cases}
    assert answered == written


@pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))
def test_a_book_speaks_chinese_first_and_english_second(book: Book) -> None:
    for edition in book.editions:
        assert CHINESE.search(edition.question)
        for case in edition.cases:
            assert CHINESE.search(case.because)
            assert not CHINESE.search(case.because_en)


@pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))
def test_no_edition_claims_a_text_of_the_school(book: Book) -> None:
    """Until the school hands over its own text every value is a sample and cites none of it."""
    for edition in book.editions:
        assert edition.sample
        assert "学校" not in edition.cites
        assert "东北大学" not in edition.cites


def test_the_last_rung_of_every_ladder_is_acceptance_by_the_destination() -> None:
    for edition in BOOKS["transfer/within_school_ladder"].editions:
        for case in edition.cases:
            assert isinstance(case.then, tuple)
            assert case.then[-1] == "accept:destination_branch"
            assert "accept:destination_branch" not in case.then[:-1]


def test_every_act_of_a_ladder_has_its_days() -> None:
    acts = {
        rung.partition(":")[0]
        for edition in BOOKS["transfer/within_school_ladder"].editions
        for case in edition.cases
        if isinstance(case.then, tuple)
        for rung in case.then
    }
    for edition in BOOKS["transfer/rung_days"].editions:
        assert set(edition.asks["act"]) == acts
