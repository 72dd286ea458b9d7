"""What a draft would change: every decision that was kept is asked again, with the draft in.

A case that is closed is asked as it was decided, as if the draft had been known: that is for
information, since nothing is reopened. A case under way is asked as it would be decided from now
on, but was submitted when it was, so a transition clause may keep it under the old rules. What
another edition than the draft would decide, the draft does not change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from services.chassis.workdays import Calendar, CalendarMissing, Period
from services.rules import calendar
from services.rules.book import Book, BookSilent, FactsMisfit, Question, Ruling
from services.rules.choosing import Dates, Reason, chosen
from services.rules.edition import Answer, Edition


@dataclass(frozen=True)
class Kept:
    """A decision that was kept with a case."""

    book: str
    facts: Mapping[str, str]
    dates: Dates
    known: date
    open: bool
    """Whether the case is still under way."""
    answer: Answer | None
    """None where it was left to a person."""
    working: bool | None = None
    """Whether working days were to be counted; None where the receipt does not say."""
    runs_from: date | None = None
    ends: date | None = None
    """The period that was counted, if one was."""


@dataclass(frozen=True)
class Instead:
    """What would be decided, and the period of it where one had been counted."""

    ruling: Ruling
    period: Period | None


Outcome: TypeAlias = Instead | Reason
"""What would be decided instead, or why the draft cannot decide it."""
Asked: TypeAlias = tuple[frozenset[tuple[str, str]], Dates]


@dataclass(frozen=True)
class Replay:
    """Asks kept decisions of a book as it would be with a draft in it."""

    book: Book
    draft: Edition
    today: date
    days: Calendar
    """The working-day calendar as it is known when the draft is published."""
    _known: dict[Asked, Ruling | Reason | None] = field(default_factory=dict)

    def change(self, kept: Kept) -> Outcome | None:
        """What the draft would decide instead, or None where it changes nothing."""
        found = self._remembered(kept)
        if not isinstance(found, Ruling):
            return found
        period = _counted(found, kept, self.days)
        moves = period is not None and period.last != kept.ends
        return Instead(found, period) if moves or not _same(found, kept) else None

    @property
    def next_decision(self) -> date:
        """The first day on which a case under way can be decided under the draft."""
        return max(self.today, self.draft.starts, self.draft.published)

    def _remembered(self, kept: Kept) -> Ruling | Reason | None:
        dates = replace(kept.dates, decision=self.next_decision) if kept.open else kept.dates
        asked = (frozenset(kept.facts.items()), dates)
        if asked not in self._known:
            self._known[asked] = self._decide(Question(kept.facts, dates, self.draft.published))
        return self._known[asked]

    def _decide(self, question: Question) -> Ruling | Reason | None:
        if chosen(self.book.editions, question.dates, question.known) is not self.draft:
            return None
        try:
            return self.book.decide(question)
        except FactsMisfit as refusal:
            return Reason(refusal.sentence_zh, refusal.sentence_en)


@dataclass(frozen=True)
class Recount:
    """Counts kept periods once more, by a calendar with a draft of one of its years in it."""

    read_book: Callable[[str], Book]
    days: Calendar

    def change(self, kept: Kept) -> Outcome | None:
        """The same decision with its period ending on another day, or None where it does not."""
        try:
            ruling = self.read_book(kept.book).decide(Question(kept.facts, kept.dates, kept.known))
        except (FactsMisfit, BookSilent):
            return None  # corrected on the day it was asked: another edition answers for that day
        period = _counted(ruling, kept, self.days)
        moves = period is not None and period.last != kept.ends
        return Instead(ruling, period) if moves else None


def _counted(ruling: Ruling, kept: Kept, days: Calendar) -> Period | None:
    """The period of a ruling, where one was counted before and can be counted now."""
    counting, length = ruling.edition.counting, ruling.answer
    if kept.runs_from is None or counting is None or not isinstance(length, int):
        return None
    try:
        return calendar.run(counting, ruling.edition.unit, length, kept.runs_from, days)
    except CalendarMissing:
        return None


def _same(ruling: Ruling, kept: Kept) -> bool:
    counting = ruling.edition.counting
    if counting and kept.working is not None and counting.working != kept.working:
        return False
    return ruling.answer == kept.answer
