"""What a draft would change: every decision that was kept is asked again, without it and with it.

A case that is closed is asked as it was decided, as if the draft had been known: that is for
information, since nothing is reopened. A case under way is asked as it would be decided from now
on, but was submitted when it was, so a transition clause may keep it under the old rules. Where the
two answers are the same, the draft changes nothing, whatever else has changed since the decision
was kept: that was told when it came. Told are another answer, other days that are counted, a period
that ends on another day, and a period that could be counted and no longer can.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from services.chassis.errors import Refusal
from services.chassis.workdays import Calendar, CalendarMissing, Period
from services.rules import calendar
from services.rules.book import Book, BookSilent, FactsMisfit, Question, Ruling
from services.rules.choosing import Dates, Reason, chosen
from services.rules.edition import Counting, Edition

NO_PERIOD = Reason(
    "答案不再是可以计算的期限，原有期限无法再计算",
    "The answer is no longer a period that can be counted.",
)
NOT_THERE = Reason(
    "决定所依据的版本已不在规则库中", "The edition that decided it is no longer stored."
)


@dataclass(frozen=True)
class Kept:
    """A decision that was kept with a case."""

    book: str
    facts: Mapping[str, str]
    dates: Dates
    known: date
    open: bool
    """Whether the case is still under way."""
    edition: str = ""
    """The edition that decided it, by its hash."""
    runs_from: date | None = None
    """The day its period was counted from, if one was."""


@dataclass(frozen=True)
class Instead:
    """What would be decided, and the period of it where one had been counted."""

    ruling: Ruling
    period: Period | None


Outcome: TypeAlias = Instead | Reason
"""What would be decided instead, or why the draft cannot decide it."""
Found: TypeAlias = Ruling | Reason
"""What a book answers, or why it does not."""
Asked: TypeAlias = tuple[frozenset[tuple[str, str]], Dates]


@dataclass(frozen=True)
class Replay:
    """Asks kept decisions of a book as it is, and as it would be with a draft in it."""

    book: Book
    """With the draft in it."""
    draft: Edition
    today: date
    days: Calendar
    """The working-day calendar as it is known when the draft is published."""
    _known: dict[Asked, tuple[Found, Found] | None] = field(default_factory=dict)

    def change(self, kept: Kept) -> Outcome | None:
        """What the draft would decide instead, or None where it changes nothing."""
        found = self._remembered(kept)
        if found is None:
            return None
        without, within = found
        if isinstance(within, Reason):
            return None if within == without else within
        was, now = _counted(without, kept, self.days), _counted(within, kept, self.days)
        if isinstance(now, Reason):
            return None if now == was and _same(without, within) else now
        moves = _ends(now) != _ends(was) if kept.runs_from else False
        return None if _same(without, within) and not moves else Instead(within, now)

    @property
    def next_decision(self) -> date:
        """The first day on which a case under way can be decided under the draft."""
        return max(self.today, self.draft.starts, self.draft.published)

    @property
    def _before(self) -> Book:
        others = tuple(one for one in self.book.editions if one.id != self.draft.id)
        return Book(self.book.name, others)

    def _remembered(self, kept: Kept) -> tuple[Found, Found] | None:
        dates = replace(kept.dates, decision=self.next_decision) if kept.open else kept.dates
        asked = (frozenset(kept.facts.items()), dates)
        if asked not in self._known:
            self._known[asked] = self._decide(Question(kept.facts, dates, self.draft.published))
        return self._known[asked]

    def _decide(self, question: Question) -> tuple[Found, Found] | None:
        """Without the draft and with it; None where it is not the draft that answers."""
        if chosen(self.book.editions, question.dates, question.known) is not self.draft:
            return None
        return _found(self._before, question), _found(self.book, question)


@dataclass(frozen=True)
class Recount:
    """Counts kept periods by a calendar as it is, and as it is with a draft of one of its years."""

    read_book: Callable[[str], Book]
    before: Calendar
    after: Calendar

    def change(self, kept: Kept) -> Outcome | None:
        """The same decision with its period ending on another day, or None where it does not."""
        ruling = self._decided(kept)
        if ruling is None:
            return NOT_THERE
        was, now = _counted(ruling, kept, self.before), _counted(ruling, kept, self.after)
        if isinstance(now, Reason):
            return None if now == was else now
        return Instead(ruling, now) if _ends(now) != _ends(was) else None

    def _decided(self, kept: Kept) -> Ruling | None:
        """Once more by the edition that decided it, whatever was published later that day."""
        book = self.read_book(kept.book)
        by = tuple(one for one in book.editions if one.id == kept.edition)
        question = Question(kept.facts, kept.dates, kept.known)
        choice = chosen(book.editions, kept.dates, kept.known)
        try:
            return (book if choice in by else Book(book.name, by)).decide(question)
        except (FactsMisfit, BookSilent):
            return None


def _found(book: Book, question: Question) -> Found:
    try:
        return book.decide(question)
    except (FactsMisfit, BookSilent) as refusal:
        return _said(refusal)


def _said(refusal: Refusal) -> Reason:
    return Reason(refusal.sentence_zh, refusal.sentence_en)


def _counted(found: Found, kept: Kept, days: Calendar) -> Period | Reason | None:
    """The period of a ruling where one had been counted; None where there is none to count."""
    if kept.runs_from is None or isinstance(found, Reason) or found.answer is None:
        return None
    counting, length = found.edition.counting, found.answer
    if counting is None or not isinstance(length, int):
        return NO_PERIOD
    try:
        return calendar.run(counting, found.edition.unit, length, kept.runs_from, days)
    except CalendarMissing as refusal:
        return _said(refusal)


def _ends(period: Period | Reason | None) -> tuple[date, date] | Reason | None:
    return (period.first, period.last) if isinstance(period, Period) else period


def _same(without: Found, within: Ruling) -> bool:
    """Whether both say the same, and count it the same way."""
    if isinstance(without, Reason):
        return False
    return (without.answer, _counting(without)) == (within.answer, _counting(within))


def _counting(ruling: Ruling) -> Counting | None:
    """How what it answers is counted; what is left to a person is not counted at all."""
    return None if ruling.answer is None else ruling.edition.counting
