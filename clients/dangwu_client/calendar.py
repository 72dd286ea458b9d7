"""Working days (工作日): counted one by one from the State Council's calendar, year by year."""

from functools import cached_property

from dangwu.rules.v1 import calendar_pb2
from dangwu.rules.v1.calendar_pb2_grpc import CalendarServiceStub
from dangwu.v1 import values_pb2
from dangwu_client._asking import Asking


class Workdays(Asking):
    """A year whose calendar is not loaded is refused, never guessed."""

    @cached_property
    def _calendar(self) -> CalendarServiceStub:
        return CalendarServiceStub(self._channel)

    def count_days(
        self, runs_from: str, working_days: int, *, known_on: str = ""
    ) -> values_pb2.Period:
        """So many working days after the day of an act, each day named. Raises NotNow."""
        request = calendar_pb2.CountDaysRequest(
            runs_from=runs_from, working_days=working_days, known_on=known_on
        )
        return self._call(self._calendar.CountDays, request)

    def calendar_years(
        self, first_year: int, last_year: int, *, known_on: str = ""
    ) -> list[calendar_pb2.CalendarYear]:
        """The holidays and swapped workdays of whole years; those not loaded are left out."""
        request = calendar_pb2.GetCalendarRequest(
            first_year=first_year, last_year=last_year, known_on=known_on
        )
        return list(self._call(self._calendar.GetCalendar, request).years)
