"""What a caller asks, read from its message: dates that follow one another, facts as text."""

from collections.abc import Mapping
from datetime import date

from services.chassis.civil import parse_date, parse_date_or
from services.chassis.errors import FieldFault, Malformed
from services.rules.book import Question
from services.rules.choosing import Dates


def read(
    facts: Mapping[str, str],
    *,
    on: str,
    known_on: str,
    submitted_on: str,
    event_on: str,
    today: date,
) -> Question:
    """A question. No decision date means today, no submission date that of the decision, no event
    date that of the submission; what is known is known as of today.

    Refuses with `Malformed` where a case is decided before it was submitted, or submitted before
    the event it is about.
    """
    decision = parse_date_or(on, "on", today)
    submission = parse_date_or(submitted_on, "submitted_on", decision)
    event = parse_date_or(event_on, "event_on", submission)
    if submission > decision:
        raise _later("submitted_on", "提交日", "submission", "决定日", "decision", decision)
    if event > submission:
        raise _later("event_on", "事由发生日", "event", "提交日", "submission", submission)
    known = parse_date_or(known_on, "known_on", today)
    return Question(dict(facts), Dates(event, submission, decision), known)


def runs_from(text: str) -> date | None:
    """The day a period is counted from, if it is to be counted."""
    return parse_date(text, "runs_from") if text else None


def _later(field: str, one: str, one_en: str, other: str, other_en: str, day: date) -> Malformed:
    return Malformed(
        FieldFault(
            field,
            f"{one}不能晚于{other} {day}。",
            f"The day of {one_en} is at the latest that of {other_en}, {day}.",
        )
    )
