"""When a rung is due: counted when it is asked, in the days its rule counts; never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dangwu.rules.v1 import calendar_pb2
from services.chassis.work import Work
from services.chassis.workdays import Calendar, CalendarMissing, Holiday, Year, working_days
from services.transfer.store import Rung

CALENDAR, WORKING, NONE = "calendar", "working", "none"

UNKNOWN = "期限暂时算不出来：现在查不到工作日历，请稍后再看。"
UNKNOWN_EN = "The day it is due cannot be told now: the working-day calendar is away; look later."


@dataclass(frozen=True)
class Due:
    """The last day a rung may be signed on; or why that is not known, once it is open."""

    on: date | None = None
    problem: str = ""
    problem_en: str = ""

    @property
    def text(self) -> str:
        """The day, as messages have it."""
        return self.on.isoformat() if self.on else ""

    def passed(self, today: date) -> bool:
        """Whether it is overdue: never where the day is not known."""
        return self.on is not None and today > self.on


class Deadlines:
    """The deadlines of one call: the calendar was asked for once, each period is counted once."""

    def __init__(self, calendar: Calendar | None) -> None:
        self._calendar = calendar
        self._counted: dict[tuple[date, int], Due] = {}

    def of(self, rung: Rung) -> Due:
        """When a rung is due; nothing before it is open."""
        if rung.opened_on is None or rung.counts == NONE:
            return Due()
        if rung.counts != WORKING:
            return Due(rung.opened_on + timedelta(days=rung.days))
        period = rung.opened_on, rung.days
        if period not in self._counted:
            self._counted[period] = self._count(*period)
        return self._counted[period]

    def _count(self, opened_on: date, days: int) -> Due:
        if self._calendar is None:
            return Due(None, UNKNOWN, UNKNOWN_EN)
        try:
            return Due(working_days(self._calendar, opened_on, days, same_day=False).last)
        except CalendarMissing as missing:
            return Due(None, missing.sentence_zh, missing.sentence_en)


def known(work: Work, rungs: Iterable[Rung]) -> Deadlines:
    """The deadlines of these rungs, and of others opened today; asks once, and only if it must."""
    opened = [one.opened_on for one in rungs if one.opened_on and one.counts == WORKING]
    return Deadlines(calendar(work, min(opened).year) if opened else None)


def calendar(work: Work, first_year: int) -> Calendar | None:
    """The working days from a year to the end of the next, as far as they are announced.

    A case can be read, filed and signed without them: None where the rules do not answer.
    """
    reply: calendar_pb2.Calendar | None = work.ask_if_there(
        calendar_pb2.GetCalendarRequest(first_year=first_year, last_year=work.today.year + 1)
    )
    return _converted(reply.SerializeToString(deterministic=True)) if reply is not None else None


@lru_cache(maxsize=16)
def _converted(content: bytes) -> Calendar:
    """A calendar from its message; many calls get the same one."""
    years = calendar_pb2.Calendar.FromString(content).years
    return Calendar({one.year: _year(one) for one in years})


def _year(one: calendar_pb2.CalendarYear) -> Year:
    holidays = tuple(
        Holiday(
            day_off.name,
            day_off.name_en,
            date.fromisoformat(day_off.first_on),
            date.fromisoformat(day_off.last_on),
            tuple(map(date.fromisoformat, day_off.works_on)),
        )
        for day_off in one.holidays
    )
    return Year(one.year, one.edition, holidays)
