"""What is owed after an emergency payment, counted from dates: nothing of it is stored.

Section "emergency" of the school's measures: minutes and papers in working days after payment, a
notice after payment, and a report to the next meeting of the Party committee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Kind(IntEnum):
    """What is owed, numbered as in the .proto."""

    MINUTES = 1
    PAPERS = 2
    NOTICE = 3
    REPORT = 4
    CLAIM = 5


@dataclass(frozen=True)
class Obligation:
    """One thing that is owed, or was made good."""

    kind: Kind
    due_on: date | None
    done_on: date | None
    overdue: bool


@dataclass(frozen=True)
class Course:
    """What has happened in an emergency case since it was paid."""

    minutes_due: date
    papers_due: date
    minutes_on: date | None
    papers_on: date | None
    notice_on: date | None
    report_on: date | None
    passed_by_on: date | None
    """The first meeting of the committee after the payment that did not deal with it."""


def owed(course: Course, today: date) -> Sequence[Obligation]:
    """All four, each with whether it is overdue today."""
    return (
        _dated(Kind.MINUTES, course.minutes_due, course.minutes_on, today),
        _dated(Kind.PAPERS, course.papers_due, course.papers_on, today),
        Obligation(Kind.NOTICE, None, course.notice_on, overdue=False),
        Obligation(
            Kind.REPORT,
            None,
            course.report_on,
            overdue=course.report_on is None and course.passed_by_on is not None,
        ),
    )


def _dated(kind: Kind, due: date, done: date | None, today: date) -> Obligation:
    """Made good late is made good: what was missed then blocks nobody now."""
    return Obligation(kind, due, done, overdue=done is None and today > due)
