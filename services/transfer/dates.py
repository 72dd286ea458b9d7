"""What the dates on a member's record must keep to (Party constitution, Art. 1 and 7)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.chassis import civil
from services.chassis.errors import FieldFault

COMING_OF_AGE = 18
PROBATION_YEARS = 2
"""A year of probation, and at most one more by extension."""


@dataclass(frozen=True)
class Record:
    """What a record says once it is entered or mended; `born` is known where it is entered."""

    probationary: bool
    joined_on: date
    probation_ends_on: date | None
    dues_through: str
    born: date | None = None


def after_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a month that is shorter (Civil Code,
    Art. 203): so from the 29 February a year ends on the 28th. All periods here end so."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The same day some years on."""
    return after_months(day, 12 * years)


def full_months(first: date, last: date) -> int:
    """How many whole months lie between two days: a month is full on the same day of the month,
    or on the last day of one that has no such day."""
    months = (last.year - first.year) * 12 + last.month - first.month
    is_last = (last + timedelta(days=1)).day == 1
    return months - (last.day < first.day and not is_last)


def months_begun(first: date, last: date) -> int:
    """Months from one day to another; one that has begun counts as one."""
    return full_months(first, last) + (after_months(first, full_months(first, last)) < last)


def faults(record: Record, today: date) -> list[FieldFault]:
    """All dates that cannot be, each with an example of one that can."""
    return [*_joined(record, today), *_probation(record), *_dues(record, today)]


def _joined(record: Record, today: date) -> Iterator[FieldFault]:
    if record.joined_on > today:
        yield FieldFault(
            "joined_on",
            f"入党日期不能晚于今天，例如 {today}。",
            f"The date of joining is at the latest today, such as {today}.",
        )
    if record.born and record.joined_on < years_after(record.born, COMING_OF_AGE):
        yield FieldFault(
            "joined_on",
            "入党时须年满十八周岁（按身份证号），例如 2020-07-01。请核对入党日期和身份证号。",
            "A member is eighteen or older on joining, by the ID number; check both dates.",
        )


def _probation(record: Record) -> Iterator[FieldFault]:
    ends, latest = record.probation_ends_on, years_after(record.joined_on, PROBATION_YEARS)
    usual = years_after(record.joined_on, 1)
    if record.probationary != (ends is not None):
        yield FieldFault(
            "probation_ends_on",
            f"预备党员须填预备期满日，例如 {usual}；正式党员不填。",
            f"A probationary member has an end of probation, such as {usual}; a full one has none.",
        )
    elif ends and not record.joined_on < ends <= latest:
        yield FieldFault(
            "probation_ends_on",
            f"预备期满日须晚于入党日，且不超过两年（含延长），例如 {usual}，最迟 {latest}。",
            f"Probation ends after joining, two years at most, such as {usual}; latest {latest}.",
        )


def _dues(record: Record, today: date) -> Iterator[FieldFault]:
    paid, month = record.dues_through, civil.month_of(today)
    first, last = civil.month_of(record.joined_on), civil.month_of(years_after(today, 1))
    if paid and not first <= paid <= last:
        yield FieldFault(
            "dues_through",
            f"党费所交至的月份须在 {first}（入党当月）与 {last}（十二个月后）之间，例如 {month}。",
            f"Dues are paid through a month from {first} (joining) to {last}, such as {month}.",
        )
