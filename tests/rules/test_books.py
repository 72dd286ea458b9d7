"""The books of the package answer as the questions put to them say, in words that people read."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from services.chassis.errors import Refusal
from services.rules import calendar
from services.rules.book import Book, Question, Ruling
from services.rules.choosing import Dates
from services.rules.edition import Layer, Unit
from services.rules.facts import Domain, Words
from services.rules.proofs.trials import shown_answer
from services.rules.text import shelf

QUESTIONS = Path(__file__).parents[1] / "books"
BOOKS = {book.name: book for book in shelf.seeds()}
EACH_BOOK = pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))
CHINESE = re.compile(r"[一-鿿]")
LATIN = re.compile(r"[A-Za-z]")


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


def ruled(question: dict[str, Any]) -> Ruling:
    on: date = question["on"]
    submission = question.get("submitted", on)
    dates = Dates(question.get("event", submission), submission, on)
    asked = Question(question["facts"], dates, question.get("known", on))
    return BOOKS[question["book"]].decide(asked)


def ends(ruling: Ruling, runs_from: date) -> date:
    counting, length = ruling.edition.counting, ruling.answer
    assert counting
    assert isinstance(length, int)
    known = calendar.calendar_of(BOOKS[calendar.BOOK], ruling.question.known)
    return calendar.run(counting, ruling.edition.unit, length, runs_from, known).last


@pytest.mark.parametrize("question", ASKED.values(), ids=list(ASKED))
def test_a_book_answers_as_its_questions_say(question: dict[str, Any]) -> None:
    if reason := question.get("refused"):
        with pytest.raises(Refusal) as refusal:
            ends(ruled(question), question.get("runs_from", date.min))
        assert refusal.value.reason == reason
        return
    ruling = ruled(question)
    assert ruling.edition.starts == question["edition"]
    if question.get("needs_human"):
        assert ruling.answer is None
        assert ruling.case.needs_human
        return
    then = question["then"]
    if ruling.edition.unit is Unit.YUAN:
        assert shown_answer(Unit.YUAN, ruling.answer) == then
    else:
        assert ruling.answer == (tuple(then) if isinstance(then, list) else then)
        assert isinstance(ruling.answer, bool) == isinstance(then, bool)
    if "runs_from" in question:
        assert ends(ruling, question["runs_from"]) == question["ends"]


@EACH_BOOK
def test_a_book_speaks_chinese_first_and_english_second(book: Book) -> None:
    for edition in book.editions:
        chinese = [edition.question, *(case.because for case in edition.cases)]
        chinese += [case.needs_human for case in edition.cases if case.then is None]
        chinese += [edition.name_of(word) for word in edition.asks]
        english = [edition.question_en, *(case.because_en for case in edition.cases)]
        assert all(CHINESE.search(text) for text in chinese)
        for text in english:  # which may quote a sign, such as 零
            assert len(LATIN.findall(text)) > 2 * len(CHINESE.findall(text))
            assert text[-1] in ".?"


@EACH_BOOK
def test_no_edition_claims_a_text_of_the_school(book: Book) -> None:
    """Until the school hands over its own text every value of it is a sample and cites none."""
    for edition in book.editions:
        assert edition.sample or edition.layer is Layer.NATIONAL
        assert "学校" not in str(edition.cites)
        assert "东北大学" not in str(edition.cites)
        assert bool(edition.note) == edition.sample
        assert edition.sample or edition.cites.document


def test_a_fact_means_the_same_in_every_book() -> None:
    """The same name is the same question to a clerk: the same values, the same words for them."""
    domains: dict[str, dict[Domain, str]] = {}
    for name, book in BOOKS.items():
        for edition in book.editions:
            for fact, domain in edition.asks.items():
                kinds = domains.setdefault(fact, {})
                kinds.setdefault(domain, name)
                assert len(kinds) == 1, f"{fact} in {sorted(kinds.values())}"


@EACH_BOOK
def test_every_word_has_a_name_and_words_that_differ_have_names_that_differ(book: Book) -> None:
    for edition in book.editions:
        lists = [domain.values for domain in edition.asks.values() if isinstance(domain, Words)]
        for values in lists:
            named = [edition.name_of(value) for value in values]
            assert len(set(named)) == len(named)
            assert all(CHINESE.search(name) for name in named)


LADDERS = {name: book for name, book in BOOKS.items() if name.endswith("_ladder")}
CONCLUDES = {
    "transfer/within_school_ladder": {"accept:destination_branch"},
    "transfer/arrival_ladder": {"accept:destination_branch"},
    "transfer/whole_unit_ladder": {"accept:destination_branch"},
    "transfer/departure_ladder": {"land:outside"},
    "transfer/redispatch_ladder": {"land:outside"},
}
OFFICE = {"approve:organization_department", "register:organization_department"}
"""Who concludes what moves nobody."""


def rungs_of(name: str) -> list[tuple[str, ...]]:
    """Every list of rungs that a ladder may answer."""
    thens = [case.then for edition in LADDERS[name].editions for case in edition.cases]
    found = [then for then in thens if isinstance(then, tuple)]
    assert len(found) == len(thens)
    return found


@pytest.mark.parametrize("name", LADDERS)
def test_the_last_rung_of_every_ladder_and_no_other_concludes(name: str) -> None:
    """A move is concluded by the branch that accepts, or outside; the rest by the department."""
    concludes = CONCLUDES.get(name, OFFICE)
    for rungs in rungs_of(name):
        assert rungs[-1] in concludes
        assert not concludes & set(rungs[:-1])


def test_every_act_of_a_ladder_has_its_days_and_in_one_book() -> None:
    acts = {
        rung.partition(":")[0] for name in LADDERS for rungs in rungs_of(name) for rung in rungs
    }
    timed: list[str] = []
    for name, fact in (("transfer/rung_days", "act"), ("transfer/decision_days", "decision")):
        for edition in BOOKS[name].editions:
            domain = edition.asks[fact]
            assert isinstance(domain, Words)
            timed += domain.values
    assert len(timed) == len(set(timed))
    assert acts - set(timed) == {"land"}  # the letter and its receipt have periods of their own
    assert set(timed) - acts == {"issue"}  # which follows the last signature of ours
