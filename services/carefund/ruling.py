"""What the rule books say to a case of the fund, by the dates of the case."""

from datetime import date

from dangwu.v1 import values_pb2
from services.carefund.refusals import RuleUndecided
from services.carefund.store.cases import Application
from services.chassis.work import Work


def decided(
    work: Work,
    book: str,
    /,
    *,
    submitted_on: date | None = None,
    event_on: date | None = None,
    runs_from: date | None = None,
    **facts: str,
) -> values_pb2.Answer:
    """What a book such as carefund/pay_days answers; refuses with `RuleUndecided`."""
    return receipt(
        work, book, submitted_on=submitted_on, event_on=event_on, runs_from=runs_from, **facts
    ).answer


def receipt(
    work: Work,
    book: str,
    /,
    *,
    submitted_on: date | None = None,
    event_on: date | None = None,
    runs_from: date | None = None,
    **facts: str,
) -> values_pb2.Decision:
    """The same with what it cites; refuses where it leaves the matter to people."""
    decision = said(
        work, book, submitted_on=submitted_on, event_on=event_on, runs_from=runs_from, **facts
    )
    if decision.answer.HasField("needs_human"):
        raise RuleUndecided(book=book, reason=decision.answer.needs_human)
    return decision


def said(
    work: Work,
    book: str,
    /,
    *,
    submitted_on: date | None = None,
    event_on: date | None = None,
    runs_from: date | None = None,
    **facts: str,
) -> values_pb2.Decision:
    """The same, even where it leaves the matter to people.

    Where no dates are given it is as if the case came, and its event happened, today.
    """
    today = work.today
    return work.decide(
        book,
        submitted_on=submitted_on or today,
        event_on=event_on or submitted_on or today,
        runs_from=runs_from,
        **facts,
    )


def of_case(
    work: Work, application: Application, book: str, /, runs_from: date | None = None, **facts: str
) -> values_pb2.Decision:
    """What a book says to an application, by its own dates; refuses with `RuleUndecided`."""
    return receipt(
        work,
        book,
        submitted_on=application.submitted_on,
        event_on=application.event_on,
        runs_from=runs_from,
        **facts,
    )
