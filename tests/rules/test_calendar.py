"""Working days, counted one by one from the State Council's notices; unknown years are refused."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.workdays import CalendarMissing, Holiday, Period, rolled, working_days
from services.rules import calendar
from services.rules.book import Book, FactsMisfit, Question
from services.rules.calendar import calendar_of, months_after
from services.rules.edition import Counting, Unit
from services.rules.text import shelf
from tests.rules.sound import refuse

TEXT = (shelf.BOOKS / "calendar" / "working_days.yaml").read_text(encoding="utf-8")
BOOK = shelf.parse("calendar/working_days.yaml", TEXT)
KNOWN = calendar_of(BOOK, date(2026, 6, 1))
ONE_DAY = timedelta(days=1)
NEXT_DAY = Counting(working=True, same_day=False, rolls=False)
HOLIDAYS = {
    2024: ["01-01 01-01", "02-10 02-17", "04-04 04-06", "05-01 05-05", "06-10 06-10",
           "09-15 09-17", "10-01 10-07"],
    2025: ["01-01 01-01", "01-28 02-04", "04-04 04-06", "05-01 05-05", "05-31 06-02",
           "10-01 10-08"],
    2026: ["01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05", "06-19 06-21",
           "09-25 09-27", "10-01 10-07"],
}  # fmt: skip
"""As the notices of the State Council say, first and last day."""
WORKED = {
    2024: ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}
"""Saturdays and Sundays worked in exchange."""


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_holidays_of_a_year_are_those_of_its_notice(year: int) -> None:
    found = KNOWN.years[year].holidays
    assert [f"{one.first:%m-%d} {one.last:%m-%d}" for one in found] == HOLIDAYS[year]
    assert sorted(f"{day:%m-%d}" for one in found for day in one.works) == WORKED[year]


@pytest.mark.parametrize(("year", "number"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_so_many_working_days(year: int, number: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert sum(KNOWN.day(day).works for day in days if day.year == year) == number


def test_five_working_days_across_national_day_are_named_one_by_one() -> None:
    """Notice of 2026-09-28: the holiday is passed over, the Saturday after it is worked."""
    period = calendar.run(NEXT_DAY, Unit.DAYS, 5, date(2026, 9, 28), KNOWN)
    assert (period.first, period.last) == (date(2026, 9, 29), date(2026, 10, 10))
    assert [day.on.isoformat() for day in period.days if day.works] == [
        "2026-09-29",
        "2026-09-30",
        "2026-10-08",
        "2026-10-09",
        "2026-10-10",
    ]
    off = [day for day in period.days if not day.works]
    assert [day.on.day for day in off] == [1, 2, 3, 4, 5, 6, 7]
    assert {day.because for day in off} == {"国庆节放假"}
    assert {day.because_en for day in off} == {"National Day holiday"}
    assert period.days[-1].because == "星期六，因国庆节调休上班"
    assert period.days[-1].because_en == "Saturday, worked in exchange for National Day"
    assert calendar.editions_used(KNOWN, period) == [BOOK.editions[-1].id]


def test_a_period_into_a_year_without_a_notice_is_refused_by_its_name() -> None:
    with pytest.raises(CalendarMissing) as refusal:
        calendar.run(NEXT_DAY, Unit.DAYS, 5, date(2026, 12, 28), KNOWN)
    assert refusal.value.details == {"year": "2027"}
    assert "2027" in refusal.value.sentence_zh
    assert "2027" in refusal.value.sentence_en
    three = calendar.run(NEXT_DAY, Unit.DAYS, 3, date(2026, 12, 28), KNOWN)
    assert three.last == date(2026, 12, 31)


def test_a_year_is_known_from_the_day_of_its_notice() -> None:
    assert list(calendar_of(BOOK, date(2025, 11, 3)).years) == [2024, 2025]
    assert list(calendar_of(BOOK, date(2025, 11, 4)).years) == [2024, 2025, 2026]
    assert not calendar_of(BOOK, date(2023, 10, 24)).years
    assert not calendar_of(None, date(2026, 1, 1)).years


def test_a_corrected_notice_counts_only_for_those_who_could_know_it() -> None:
    later = TEXT[TEXT.index("  - from: 2026-01-01") :]
    later = later.replace("published: 2025-11-04", "published: 2026-03-01")
    later = later.replace("to: 2026-10-07", "to: 2026-10-08")
    book = shelf.parse("calendar/working_days.yaml", TEXT + later)

    def last(known: date) -> date:
        counted = working_days(calendar_of(book, known), date(2026, 9, 28), 5, same_day=False)
        return counted.last

    assert last(date(2026, 2, 28)) == date(2026, 10, 10)
    assert last(date(2026, 3, 1)) == date(2026, 10, 12)


def naively_works(day: date) -> bool:
    """From the two tables above and the day of the week, and nothing else."""
    if f"{day:%m-%d}" in WORKED[day.year]:
        return True
    for span in HOLIDAYS[day.year]:
        first, last = span.split()
        if first <= f"{day:%m-%d}" <= last:
            return False
    return day.isoweekday() <= 5


DAYS = st.dates(date(2024, 1, 1), date(2026, 8, 31))


@given(day=DAYS, number=st.integers(0, 60), same_day=st.booleans())
def test_working_days_are_what_a_finger_on_the_calendar_counts(
    day: date, number: int, same_day: bool
) -> None:
    period = working_days(KNOWN, day, number, same_day=same_day)
    on, counted = day if same_day else day + ONE_DAY, 0
    first, last = on, day
    while counted < number:
        if naively_works(on):
            counted += 1
            last = on
        on += ONE_DAY
    assert (period.runs_from, period.first, period.last) == (day, first, last)
    assert [one.on for one in period.days] == [
        first + timedelta(days=n) for n in range((last - first).days + 1) if number
    ]
    assert all(one.works == naively_works(one.on) for one in period.days)


@given(day=DAYS)
def test_what_ends_on_a_day_off_lasts_through_the_next_working_day(day: date) -> None:
    period = rolled(KNOWN, Period(day, day, day))
    assert naively_works(period.last)
    assert period.last >= day
    between = range((period.last - day).days)
    assert not any(naively_works(day + timedelta(days=n)) for n in between)


def test_a_last_day_in_a_holiday_rolls_past_it() -> None:
    """Civil Code Art. 203: 30 days from 2026-09-03 end on 10-03, and so on 10-08."""
    rolling = Counting(working=False, same_day=False, rolls=True)
    period = calendar.run(rolling, Unit.DAYS, 30, date(2026, 9, 3), KNOWN)
    assert period.last == date(2026, 10, 8)
    assert len(period.days) == 6
    as_it_falls = Counting(working=False, same_day=False, rolls=False)
    plain = calendar.run(as_it_falls, Unit.DAYS, 30, date(2026, 9, 3), calendar_of(None, KNOWN_ON))
    assert plain.last == date(2026, 10, 3)
    with pytest.raises(CalendarMissing):
        calendar.run(rolling, Unit.DAYS, 30, date(2027, 1, 3), KNOWN)


KNOWN_ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-01-31", 3, "2024-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-10-15", 3, "2027-01-15"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-12-01", 0, "2026-12-01"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2025-12-31", 12, "2026-12-31"),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last(day: str, months: int, then: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(then)


@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)), months=st.integers(0, 600))
def test_months_are_counted_one_by_one(day: date, months: int) -> None:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    found = months_after(day, months)
    assert (found.year, found.month) == (year, month)
    assert found.day == min(day.day, monthrange(year, month)[1])


@pytest.mark.parametrize(
    ("unit", "length", "same_day", "first", "last"),
    [
        (Unit.DAYS, 30, False, "2026-06-02", "2026-07-01"),
        (Unit.DAYS, 30, True, "2026-06-01", "2026-06-30"),
        (Unit.DAYS, 1, True, "2026-06-01", "2026-06-01"),
        (Unit.MONTHS, 6, False, "2026-06-02", "2026-12-01"),
        (Unit.YEARS, 2, False, "2026-06-02", "2028-06-01"),
    ],
)
def test_a_period_runs_from_the_day_of_the_act(
    unit: Unit, length: int, same_day: bool, first: str, last: str
) -> None:
    counting = Counting(working=False, same_day=same_day, rolls=False)
    period = calendar.run(counting, unit, length, date(2026, 6, 1), KNOWN)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert not period.days
    assert not period.is_empty


@pytest.mark.parametrize("unit", [Unit.DAYS, Unit.MONTHS, Unit.YEARS])
@pytest.mark.parametrize("same_day", [True, False])
@pytest.mark.parametrize(("working", "rolls"), [(False, False), (False, True), (True, False)])
def test_a_period_of_nothing_is_over_before_its_first_day(
    unit: Unit, same_day: bool, working: bool, rolls: bool
) -> None:
    saturday = date(2026, 6, 6)
    period = calendar.run(Counting(working, same_day, rolls), unit, 0, saturday, KNOWN)
    assert period.first == saturday + timedelta(days=not same_day)
    assert period.last == period.first - timedelta(days=1)
    assert period.is_empty
    assert not period.days


def test_a_calendar_answers_no_question() -> None:
    with pytest.raises(FactsMisfit):
        BOOK.decide(Question.of_day({}, date(2026, 6, 1)))


MAY = "from: 2026-05-01\n        to: 2026-05-05\n        works: [2026-05-09]"
LABOUR = "editions[2].holidays[3]"
BROKEN = {
    "overlapping holidays": (MAY, MAY.replace("05-01", "04-06"), LABOUR,
                             "2026-04-06 belongs to another holiday already"),
    "a weekday worked in exchange": (MAY, MAY.replace("05-09", "05-08"), f"{LABOUR}.works",
                                     "2026-05-08 is not worked in exchange"),
    "a day off worked in exchange": (MAY, MAY.replace("05-09", "05-02"), f"{LABOUR}.works",
                                     "2026-05-02 is not worked in exchange"),
    "a swapped day named twice": (MAY, MAY.replace("[2026-05-09]", "[2026-05-09, 2026-05-09]"),
                                  f"{LABOUR}.works", "2026-05-09 is not worked in exchange"),
    "a swapped day of another year": (MAY, MAY.replace("2026-05-09", "2027-05-09"),
                                      f"{LABOUR}.works", "2027-05-09 is not in the year"),
    "a holiday that ends before it begins": (MAY, MAY.replace("05-05", "04-30"), LABOUR,
                                             "is no stretch of days in 2026"),
    "a holiday into the next year": ("from: 2026-10-01\n        to: 2026-10-07",
                                     "from: 2026-12-31\n        to: 2027-01-01",
                                     "editions[2].holidays[6]", "no stretch of days in 2026"),
    "not a whole year": ("until: 2026-12-31", "until: 2026-12-30", "editions[2].until",
                         "exactly one civil year"),
    "two years": ("  - from: 2026-01-01\n    until: 2026-12-31", "  - from: 2026-01-01\n    until: "
                  "2027-12-31", "editions[2].until", "exactly one civil year"),
    "a year without an end": ("    until: 2026-12-31\n", "", "editions[2].until", "missing"),
    "a holiday without a name": ("name: 劳动节\n        name_en", "name_en",
                                 "editions[0].holidays[3].name", "missing"),
    "cases in a calendar": ("    holidays:\n", "    cases: []\n    holidays:\n",
                            "editions[0].cases", "not known"),
    "no holidays": (TEXT[TEXT.rindex("    holidays:"):], "    holidays: []\n",
                    "editions[2].holidays", "not an empty one"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "said"), BROKEN.values(), ids=list(BROKEN))
def test_a_calendar_that_cannot_be_is_refused(old: str, new: str, key: str, said: str) -> None:
    refuse(TEXT, old, new, key, said)


def test_a_year_there_is_not_leaves_a_gap_and_is_refused() -> None:
    start, end = TEXT.index("  - from: 2025-01-01"), TEXT.index("  - from: 2026-01-01")
    refuse(TEXT, TEXT[start:end], "", "editions", "falls between the editions")


def test_a_holiday_is_its_days() -> None:
    days = list(Holiday("劳动节", "Labour Day", date(2026, 5, 1), date(2026, 5, 3)).days)
    assert days == [date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 3)]


def test_the_calendar_is_one_book_of_the_package() -> None:
    stored = Book(BOOK.name, tuple(shelf.edition_of(one.text) for one in BOOK.editions))
    assert calendar_of(stored, KNOWN_ON) == KNOWN
