"""What an arrangement asks for next, and by when: computed from the timetable, never stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from services.transfer import timetable
from services.transfer.timetable import Limit, Runs


@dataclass(frozen=True)
class Facts:
    """What is known of an arrangement that runs."""

    kind: str
    ground: int
    from_on: date
    until_on: date | None = None
    back_on: date | None = None
    last_contact_on: date | None = None


@dataclass(frozen=True)
class Due:
    """The next day something is due; why, under which rule, and from which day it was counted."""

    on: date | None
    what: str
    what_en: str
    book: str
    from_on: date
    problem: str = ""
    problem_en: str = ""

    def overdue(self, today: date) -> bool:
        """Its last day has passed."""
        return self.on is not None and today > self.on


Told = tuple[date | None, str, str]
"""The last day of a period, or why that is not known, in both languages."""
Rules = Callable[[Limit, date], Told]
"""Where the period of a limit ends that runs from a day."""

RUNS: Mapping[Runs, Callable[[Facts], date]] = {
    Runs.TERM_BEGAN: lambda one: one.from_on,
    Runs.LAST_CONTACT: lambda one: one.last_contact_on or one.from_on,
    Runs.CAME_BACK: lambda one: one.back_on or one.from_on,
}


def due(facts: Facts, rules: Rules) -> Due | None:
    """The first thing due; None where nothing is. What cannot be told comes after what can."""
    back = facts.back_on is not None
    limits = timetable.of_term(
        facts.kind,
        back=back,
        ground=facts.ground,
        ends=facts.until_on is not None,
        reached=facts.last_contact_on is not None,
    )
    found = [_of(limit, facts, rules) for limit in limits]
    return min(found, key=lambda one: one.on or date.max, default=None)


def _of(limit: Limit, facts: Facts, rules: Rules) -> Due:
    runs_from = RUNS[limit.runs_from](facts)
    told: Told = (facts.until_on, "", "")
    if not limit.keeps_last_day or facts.until_on is None:
        told = rules(limit, runs_from)
    on, problem, problem_en = told
    return Due(on, limit.called, limit.called_en, limit.book, runs_from, problem, problem_en)
