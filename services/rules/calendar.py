"""The working-day calendar as a book, and periods counted as an edition says.

Each edition of the calendar is one civil year: the State Council's notice for that year
(节假日安排的通知). A notice that is corrected later is a later edition, so a period can be counted
again as the calendar was known on the day.
"""

from calendar import monthrange
from datetime import date, timedelta

from services.chassis.workdays import Calendar, Holiday, Period, Year, rolled, working_days
from services.rules.book import Book
from services.rules.choosing import Dates, chosen
from services.rules.edition import Counting, Unit
from services.rules.text.page import Page

BOOK = "calendar/working_days"
SATURDAY = 5


def read_holidays(page: Page) -> tuple[Holiday, ...]:
    """The holidays of one edition, or `BookBroken`: in the year, apart, worked for on weekends."""
    first, last = page.day("from"), page.day("until")
    if (first.month, first.day, last) != (1, 1, date(first.year, 12, 31)):
        raise page.broken(
            "until", "一个版本应恰为一个公历年", "an edition is exactly one civil year"
        )
    holidays: list[Holiday] = []
    for number, item in enumerate(page.items("holidays")):
        path = page.below("holidays", number)
        holiday = _holiday(
            Page.read(page.file, path, item, {"name", "name_en", "from", "to"}, {"works"})
        )
        if holiday.first < first or holiday.last > last or holiday.first > holiday.last:
            raise page.broken(
                f"holidays[{number}]",
                f"{holiday.first} 至 {holiday.last} 不是 {first.year} 年内的一段日子",
                f"{holiday.first} to {holiday.last} is no stretch of days in {first.year}",
            )
        holidays.append(holiday)
    _require_apart(page, holidays)
    return tuple(holidays)


def _holiday(page: Page) -> Holiday:
    works = page.items("works") if "works" in page else []
    return Holiday(
        name=page.text("name"),
        name_en=page.text("name_en"),
        first=page.day("from"),
        last=page.day("to"),
        works=tuple(page.as_day("works", day) for day in works),
    )


def _require_apart(page: Page, holidays: list[Holiday]) -> None:
    """No day is off twice, and a swapped workday is a weekend day of the year that is not off."""
    off: dict[date, str] = {}
    for number, holiday in enumerate(holidays):
        for day in holiday.days:
            if day in off:
                raise page.broken(
                    f"holidays[{number}]",
                    f"{day} 已属于{off[day]}",
                    f"{day} belongs to another holiday already",
                )
            off[day] = holiday.name
    swapped: set[date] = set()
    for number, holiday in enumerate(holidays):
        for day in holiday.works:
            if day in off or day in swapped or day.weekday() < SATURDAY:
                raise page.broken(
                    f"holidays[{number}].works",
                    f"{day} 不能是调休上班日：应为周末，且不在放假期内，不重复",
                    f"{day} is not worked in exchange: it is a weekday, off, or named twice",
                )
            if day.year != page.day("from").year:
                raise page.broken(
                    f"holidays[{number}].works", f"{day} 不在本年", f"{day} is not in the year"
                )
            swapped.add(day)


def calendar_of(book: Book | None, known: date) -> Calendar:
    """The years the book covers, as it was known on a day."""
    years: dict[int, Year] = {}
    for number in sorted({one.starts.year for one in book.editions} if book else ()):
        edition = book and chosen(book.editions, Dates.all_on(date(number, 1, 1)), known)
        if edition:
            years[number] = Year(number, edition.id, edition.holidays)
    return Calendar(years)


def run(counting: Counting, unit: Unit, length: int, runs_from: date, calendar: Calendar) -> Period:
    """A period of a length in days, months or years, counted from the day of an act.

    Refuses with `CalendarMissing`. Civil Code (《民法典》) Art. 201: the day of the act is not
    counted unless the rule says so. Art. 202: a period of months or years ends on the same day of
    the month, or on its last day; a day earlier where the day of the act counts. Art. 203: where
    the rule says so, it lasts through the next working day. A period of nothing is empty: it ends
    on the day before its first, and no day off prolongs it.
    """
    first = runs_from if counting.same_day else runs_from + timedelta(days=1)
    if not length:
        return Period(runs_from, first, first - timedelta(days=1))
    if counting.working:
        return working_days(calendar, runs_from, length, same_day=counting.same_day)
    if unit is Unit.DAYS:
        last = first + timedelta(days=length - 1)
    else:
        last = months_after(runs_from, length * (12 if unit is Unit.YEARS else 1))
        last -= timedelta(days=1) if counting.same_day else timedelta()
    period = Period(runs_from, first, last)
    return rolled(calendar, period) if counting.rolls else period


def months_after(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def editions_used(calendar: Calendar, period: Period) -> list[str]:
    """The editions a period looked its days up in, by hash."""
    years = dict.fromkeys(day.on.year for day in period.days)
    return [calendar.years[year].edition for year in years]
