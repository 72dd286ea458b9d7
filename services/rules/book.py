"""A rule book: one question, its dated editions, and the one case of an edition that answers.

An edition is picked by two dates: from when it is in force, and when it was published. They differ
when a correction is published late; an old question can then be asked again with what was known at
that time, or with what is known now.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from services.chassis.errors import Malformed, NotNow

FACT = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""How a fact, and each value it may have, is written."""


class BookSilent(NotNow):
    zh = "截至 {known} 公布的版本中，规则书 {book} 在 {on} 没有有效版本，无法作答。"
    en = "Of what was published by {known}, no edition of {book} is in force on {on}."


class FactsMisfit(Malformed):
    zh = "规则书 {book} 无法按所给条件作答：{problem}。"
    en = "The book {book} cannot answer for these facts: {problem_en}."


class Unit(StrEnum):
    """What kind of answer a book gives."""

    FEN = "fen"
    DAYS = "days"
    TRUTH = "truth"
    WORD = "word"
    WORDS = "words"


Answer: TypeAlias = int | bool | str | tuple[str, ...]
"""An amount in fen, calendar days, a truth, a word or a list of words: the unit says which."""


@dataclass(frozen=True)
class Case:
    """One line of an edition: for these facts this answer, for this reason."""

    number: int
    when: Mapping[str, frozenset[str]]
    """The values of each fact that this case takes; with none named it takes what others leave."""
    then: Answer | None
    needs_human: str
    """Why a person must decide, where the book gives no answer of its own."""
    because: str
    because_en: str

    @property
    def takes_the_rest(self) -> bool:
        return not self.when

    def fits(self, facts: Mapping[str, str]) -> bool:
        return all(facts[fact] in values for fact, values in self.when.items())


@dataclass(frozen=True)
class Edition:
    """A book as it was published one day. It is never changed; a correction is a later edition."""

    book: str
    question: str
    unit: Unit
    asks: Mapping[str, tuple[str, ...]]
    """Each fact its cases turn on, and the values that fact may have."""
    starts: date
    published: date
    cites: str
    sample: bool
    cases: tuple[Case, ...]
    """At most one of the cases that name facts fits any facts; the rest is for the last."""
    text: str
    """Its canonical text, which is what is stored."""

    @cached_property
    def id(self) -> str:
        """SHA-256 over the canonical text, in hex."""
        return sha256(self.text.encode()).hexdigest()

    def case_for(self, facts: Mapping[str, str]) -> Case:
        """The one case that fits; a book whose cases leave a gap or overlap never gets here."""
        return next(case for case in self.cases if case.fits(facts))


@dataclass(frozen=True)
class Book:
    """All editions of one question, as far as they are stored."""

    name: str
    editions: tuple[Edition, ...]

    @property
    def latest(self) -> Edition:
        return max(self.editions, key=lambda edition: (edition.starts, edition.published))

    def edition_on(self, on: date, known: date) -> Edition:
        """The edition in force on one day, as the book was known on another."""
        open_then = [
            edition
            for edition in self.editions
            if edition.starts <= on and edition.published <= known
        ]
        if not open_then:
            raise BookSilent(book=self.name, on=on, known=known)
        return max(open_then, key=lambda edition: (edition.starts, edition.published))

    def decide(self, facts: Mapping[str, str], on: date, known: date) -> tuple[Edition, Case]:
        """The case that answers for these facts, and the edition it stands in.

        Facts that only other editions turn on may be given, so that one caller's question stays
        the same when an edition that asks more comes into force.
        """
        edition = self.edition_on(on, known)
        self._check(facts, edition)
        return edition, edition.case_for(facts)

    def _check(self, facts: Mapping[str, str], edition: Edition) -> None:
        for fact, values in edition.asks.items():
            if facts.get(fact) not in values:
                raise self._misfit(fact, values)
        for fact, value in facts.items():
            asked = [other.asks[fact] for other in self.editions if fact in other.asks]
            if fact not in edition.asks and not any(value in values for values in asked):
                raise self._misfit(fact, tuple(dict.fromkeys(sum(asked, ()))))

    def _misfit(self, fact: str, values: tuple[str, ...]) -> FactsMisfit:
        """Names the fact and its choices, but never the value given: it may be anything."""
        shown = fact if FACT.fullmatch(fact) else "?"
        if not values:
            problem, problem_en = f"没有规定条件 {shown}", f"{shown} is not a fact it asks for"
        else:
            choices = ", ".join(values)
            problem, problem_en = (
                f"{shown} 应为 {choices} 之一",
                f"{shown} must be one of {choices}",
            )
        return FactsMisfit(book=self.name, fact=shown, problem=problem, problem_en=problem_en)
