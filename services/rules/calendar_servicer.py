"""Which days are working days, and how many of them make a period."""

from dangwu.rules.v1 import calendar_pb2 as pb
from dangwu.v1 import values_pb2
from services.chassis.civil import parse_date, parse_date_or
from services.chassis.work import Work
from services.chassis.workdays import working_days
from services.rules import deciding, wire


class CalendarServicer:
    """Answers dangwu.rules.v1.CalendarService."""

    def CountDays(self, request: pb.CountDaysRequest, work: Work) -> values_pb2.Period:
        known = parse_date_or(request.known_on, "known_on", work.today)
        calendar = deciding.known_calendar(work.session, known)
        runs_from = parse_date(request.runs_from, "runs_from")
        period = working_days(calendar, runs_from, request.working_days, same_day=False)
        return wire.to_period(period, calendar)

    def GetCalendar(self, request: pb.GetCalendarRequest, work: Work) -> pb.Calendar:
        known = parse_date_or(request.known_on, "known_on", work.today)
        years = deciding.known_calendar(work.session, known).years.values()
        asked = range(request.first_year, request.last_year + 1)
        return pb.Calendar(
            years=[wire.to_calendar_year(year) for year in years if year.number in asked]
        )
