"""Working days (工作日): which days they are, and a period counted day by day.

Weekends are off, the State Council's holidays (节假日) are off, and the weekend days worked in
exchange (调休) are not. A year without a calendar is refused by name, never guessed: its holidays
are announced only in the autumn before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from services.chassis.errors import NotNow

SATURDAY = 5
WEEKDAYS = "一二三四五六日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ONE_DAY = timedelta(days=1)


class CalendarMissing(NotNow):
    zh = (
        "这段期限涉及 {year} 年，而 {year} 年的工作日历尚未载入"
        "（国务院通常在前一年十一月公布）。请先公布 calendar/working_days 的 {year} 年版本。"
    )
    en = (
        "The period touches {year}, and the working-day calendar of {year} is not loaded. "
        "Publish its edition of calendar/working_days first."
    )


@dataclass(frozen=True)
class Holiday:
    """Days off in a row, first and last included, and the weekend days worked in exchange."""

    name: str
    name_en: str
    first: date
    last: date
    works: tuple[date, ...] = ()

    @property
    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class Day:
    """One day, and why it is or is not a working day."""

    on: date
    works: bool
    because: str
    because_en: str


@dataclass(frozen=True)
class Year:
    """The calendar of one year, from one edition of its book."""

    number: int
    edition: str
    holidays: tuple[Holiday, ...]

    @cached_property
    def _off(self) -> dict[date, Holiday]:
        return {day: holiday for holiday in self.holidays for day in holiday.days}

    @cached_property
    def _swapped(self) -> dict[date, Holiday]:
        return {day: holiday for holiday in self.holidays for day in holiday.works}

    def day(self, on: date) -> Day:
        weekday, weekday_en = f"星期{WEEKDAYS[on.weekday()]}", WEEKDAYS_EN[on.weekday()]
        if holiday := self._swapped.get(on):
            return Day(
                on,
                works=True,
                because=f"{weekday}，因{holiday.name}调休上班",
                because_en=f"{weekday_en}, worked in exchange for {holiday.name_en}",
            )
        if holiday := self._off.get(on):
            return Day(on, False, f"{holiday.name}放假", f"{holiday.name_en} holiday")
        if on.weekday() >= SATURDAY:
            return Day(on, False, f"{weekday}，休息日", f"{weekday_en}, a day off")
        return Day(on, True, weekday, weekday_en)


@dataclass(frozen=True)
class Calendar:
    """The years that are loaded."""

    years: Mapping[int, Year]

    def day(self, on: date) -> Day:
        """Refuses with `CalendarMissing` for a year that is not loaded."""
        if on.year not in self.years:
            raise CalendarMissing(year=on.year)
        return self.years[on.year].day(on)


@dataclass(frozen=True)
class Period:
    """A period as counted: from the day of the act, its first and last day, the days looked up."""

    runs_from: date
    first: date
    last: date
    days: tuple[Day, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it holds no day at all: it would end before it begins."""
        return self.last < self.first


def working_days(calendar: Calendar, runs_from: date, number: int, *, same_day: bool) -> Period:
    """So many working days, each named; the day of the act itself counts only with `same_day`."""
    first = runs_from if same_day else runs_from + ONE_DAY
    looked_up: list[Day] = []
    on, left = first, number
    while left:
        looked_up.append(calendar.day(on))
        left -= looked_up[-1].works
        on += ONE_DAY
    last = looked_up[-1].on if looked_up else runs_from
    return Period(runs_from, first, last, tuple(looked_up))


def rolled(calendar: Calendar, period: Period) -> Period:
    """The same period, lasting through the next working day if its last day is a day off.

    Civil Code of the People's Republic of China (《民法典》), Art. 203.
    """
    looked_up = [calendar.day(period.last)]
    while not looked_up[-1].works:
        looked_up.append(calendar.day(looked_up[-1].on + ONE_DAY))
    return Period(period.runs_from, period.first, looked_up[-1].on, tuple(looked_up))
