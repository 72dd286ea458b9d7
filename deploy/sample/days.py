"""Days and months of a plan.

Who is there, and who holds what, is decided for the first day of the academic year; then joining
and terms move on month by month with the day asked for. So a load that was interrupted goes on
with the same people a month later.
"""

from datetime import date, timedelta
from random import Random


def academic_year(day: date) -> date:
    """Its first day, 1 September: nobody is enrolled later than that."""
    return date(day.year - (day.month < 9), 9, 1)


def months_between(first: date, last: date) -> int:
    """How many months on the second day's month is."""
    return (last.year - first.year) * 12 + last.month - first.month


def months_after(day: date, months: int) -> date:
    """The same day some months on, or the 28th where the month may not have it."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, min(day.day, 28))


def years_after(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def between(rng: Random, first: date, last: date) -> date:
    """A day of a stretch of days, both ends among them."""
    return first + timedelta(days=rng.randint(0, (last - first).days))


def month_before(day: date, months: int) -> str:
    """The month some months before a day's own, "YYYY-MM"."""
    return f"{months_after(day, -months):%Y-%m}"
