"""Deciding: the one way from a question to a receipt, for whoever asks and whatever is kept."""

from datetime import date

from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.chassis.errors import NotNow
from services.chassis.workdays import Calendar, Period
from services.rules import calendar, store, wire
from services.rules.book import Question, Ruling
from services.rules.telling import explain


class PeriodUnknown(NotNow):
    zh = "规则书 {book} 的答案不是可以计算的期限，请不要填写 runs_from。"
    en = "The answer of {book} is no period that can be counted; leave runs_from out."


def rule(session: Session, book: str, question: Question) -> Ruling:
    """What a stored book answers; refuses as `DecideRule` does."""
    return store.read_book(session, book).decide(question)


def receipt(session: Session, ruling: Ruling, runs_from: date | None) -> values_pb2.Decision:
    """The receipt of a ruling, with its period counted where a first day was given."""
    if runs_from is None:
        return wire.to_decision(ruling)
    known = known_calendar(session, ruling.question.known)
    period = counted(ruling, runs_from, known)
    said = explain.ruling(ruling, period)
    return wire.to_decision(ruling, wire.to_period(period, known), said)


def decide(
    session: Session, book: str, question: Question, runs_from: date | None
) -> values_pb2.Decision:
    """The receipt for a question; refuses as `DecideRule` does."""
    return receipt(session, rule(session, book, question), runs_from)


def counted(ruling: Ruling, runs_from: date, known: Calendar) -> Period:
    """The period a ruling answers; refuses with `PeriodUnknown` or `CalendarMissing`."""
    counting, length = ruling.edition.counting, ruling.answer
    if counting is None or not isinstance(length, int):
        raise PeriodUnknown(book=ruling.edition.book)
    return calendar.run(counting, ruling.edition.unit, length, runs_from, known)


def known_calendar(session: Session, known: date) -> Calendar:
    """The working-day calendar as it was known on a day; empty where no book of it is stored."""
    return calendar.calendar_of(store.find_book(session, calendar.BOOK), known)
