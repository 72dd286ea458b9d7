"""The working days of whole years, as the rules service knows them today."""

from datetime import date

from dangwu.rules.v1 import calendar_pb2
from services.chassis.work import Work
from services.chassis.workdays import Calendar, Holiday, Year


def years(work: Work, first: int, last: int) -> Calendar:
    """The calendar of these years; a year that is not announced is not in it."""
    reply: calendar_pb2.Calendar = work.ask(
        calendar_pb2.GetCalendarRequest(first_year=first, last_year=last)
    )
    return Calendar({one.year: _year(one) for one in reply.years})


def _year(one: calendar_pb2.CalendarYear) -> Year:
    return Year(
        one.year,
        one.edition,
        tuple(
            Holiday(
                off.name,
                off.name_en,
                date.fromisoformat(off.first_on),
                date.fromisoformat(off.last_on),
                tuple(map(date.fromisoformat, off.works_on)),
            )
            for off in one.holidays
        ),
    )
