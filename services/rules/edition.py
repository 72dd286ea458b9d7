"""One edition of a rule book: dated, cited, and never changed once it is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from services.chassis.workdays import Holiday
from services.rules.facts import TRUTHS, Asks, Bounds, Condition, Value, meets


class Unit(StrEnum):
    """What kind of answer a book gives."""

    YUAN = "yuan"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    MONTH_DAY = "month_day"
    TRUTH = "truth"
    WORD = "word"
    WORDS = "words"
    CALENDAR = "calendar"

    @property
    def is_period(self) -> bool:
        return self in (Unit.DAYS, Unit.MONTHS, Unit.YEARS)

    @property
    def is_number(self) -> bool:
        return self.is_period or self in (Unit.YUAN, Unit.COUNT)


class Layer(StrEnum):
    """Whose rule it is; the lower stays within the higher."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    SCHOOL = "school"

    @property
    def rank(self) -> int:
        return list(Layer).index(self)


class GoesBy(StrEnum):
    """Which date of a case picks the edition: its transition clause (新旧规定衔接)."""

    EVENT = "event"
    SUBMISSION = "submission"
    DECISION = "decision"


@dataclass(frozen=True)
class Share:
    """A part of an amount that a fact gives, exact to the hundredth of a percent."""

    hundredths: int
    """Of one percent: 40 % is 4000."""
    of: str
    round: str
    """down, up or half_up."""
    to: str
    """fen or yuan."""

    def amount(self, fen: int) -> int:
        """The part of so many fen, rounded as the book says; never through a fraction."""
        unit = 100 if self.to == "yuan" else 1
        whole, rest = divmod(fen * self.hundredths, 10_000 * unit)
        goes_up = {"down": False, "up": rest > 0, "half_up": 2 * rest >= 10_000 * unit}
        return (whole + goes_up[self.round]) * unit

    def shown(self) -> str:
        return f"{self.hundredths / 100:g}%"

    def __str__(self) -> str:
        return f"{self.shown()} ({self.of}, {self.round}, {self.to})"


Answer: TypeAlias = int | bool | str | tuple[str, ...] | Share
"""Fen, days, months, years or a count; a truth, a word, a list of words: the unit says which."""


@dataclass(frozen=True)
class Counting:
    """How a period of the length that a book answers is run."""

    working: bool
    """Whether only working days count."""
    same_day: bool
    """Whether the day of the act is the first that counts; otherwise the day after is."""
    rolls: bool
    """Whether it lasts through the next working day where its last day is a day off."""


@dataclass(frozen=True)
class Citation:
    """The text a rule stands in."""

    document: str = ""
    article: str = ""

    def __str__(self) -> str:
        return f"{self.document}{self.article}"


@dataclass(frozen=True)
class Case:
    """One line of an edition: for these facts this answer, for this reason."""

    number: int
    when: Mapping[str, Condition]
    """What each fact must be for this case; with none named it takes what others leave."""
    then: Answer | None
    needs_human: str
    """Why a person must decide, where the book gives no answer of its own."""
    because: str
    because_en: str

    @property
    def takes_the_rest(self) -> bool:
        return not self.when

    def fits(self, facts: Mapping[str, Value]) -> bool:
        return all(meets(condition, facts[fact]) for fact, condition in self.when.items())

    def answer(self, facts: Mapping[str, Value]) -> Answer | None:
        """What it answers for these facts; None leaves it to a person."""
        if isinstance(self.then, Share):
            return self.then.amount(int(facts[self.then.of]))
        return self.then

    def knows_its_amount(self, facts: Mapping[str, Value]) -> bool:
        """Whether the amount it takes a share of, if it takes one, is known."""
        return not isinstance(self.then, Share) or self.then.of in facts

    def uses(self, fact: str) -> bool:
        return fact in self.when or (isinstance(self.then, Share) and self.then.of == fact)


@dataclass(frozen=True)
class Edition:
    """A book as it was published one day. It is never changed; a correction is a later edition."""

    book: str
    question: str
    unit: Unit
    asks: Asks
    """Each fact its cases turn on, and what that fact may be."""
    starts: date
    published: date
    cases: tuple[Case, ...]
    """At most one of the cases that name facts fits any facts; the rest is for the last."""
    question_en: str = ""
    layer: Layer = Layer.SCHOOL
    stricter: str = ""
    """In a book that others stay within: less, more, yes or no."""
    within: tuple[str, ...] = ()
    """Books of a higher layer whose answers this one may not loosen."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What staff call its facts and words, in Chinese."""
    until: date | None = None
    """The last day it is in force."""
    goes_by: GoesBy = GoesBy.DECISION
    counting: Counting | None = None
    cites: Citation = Citation()
    sample: bool = False
    note: str = ""
    """What a sample rests on."""
    holidays: tuple[Holiday, ...] = ()
    """Of a calendar book: the days off of its year."""
    first_format: bool = False
    """Written before books said whose rule they are and how a case finds its edition."""
    text: str = ""
    """Its canonical text, which is what is stored."""

    @cached_property
    def id(self) -> str:
        """SHA-256 over the canonical text, in hex."""
        return sha256(self.text.encode()).hexdigest()

    @cached_property
    def _lines(
        self,
    ) -> list[tuple[Case, list[tuple[str, frozenset[str]]], list[tuple[str, int, int]]]]:
        """The cases with their words and their ranges apart: half the time of a decision."""
        return [
            (
                case,
                [(f, c) for f, c in case.when.items() if not isinstance(c, Bounds)],
                [(f, c.least, c.most) for f, c in case.when.items() if isinstance(c, Bounds)],
            )
            for case in self.cases
        ]

    def case_for(self, facts: Mapping[str, Value]) -> Case:
        """The one case that fits; a book whose cases leave a gap or overlap never gets here."""
        for case, words, ranges in self._lines:
            for fact, taken in words:
                if facts[fact] not in taken:
                    break
            else:
                for fact, least, most in ranges:
                    if not least <= int(facts[fact]) <= most:
                        break
                else:
                    return case
        raise AssertionError(f"{self.book}: no case fits")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word it answers with."""
        if self.unit not in (Unit.WORD, Unit.WORDS):
            return ()
        used: set[str] = set()
        for case in self.cases:
            if isinstance(case.then, str):
                used.add(case.then)
            elif isinstance(case.then, tuple):
                used.update(case.then)
        return tuple(sorted(used))

    def only_case_for(self, facts: Mapping[str, Value]) -> Case | None:
        """The case that fits whatever the facts left out may be; None where they matter."""
        open_to = [
            case
            for case in self.cases
            if all(meets(c, facts[fact]) for fact, c in case.when.items() if fact in facts)
        ]
        settled = [case for case in open_to if case.when and case.when.keys() <= facts.keys()]
        [case, *others] = settled or open_to
        return None if others or not case.knows_its_amount(facts) else case

    def name_of(self, word: str) -> str:
        """What staff call a fact or a word."""
        return self.names.get(word, TRUTHS.get(word, word))
