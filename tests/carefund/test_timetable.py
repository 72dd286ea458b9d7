"""P-20: the calendar of a campaign is counted back, and a start too late is refused."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from services.carefund.campaigns import timetable
from services.carefund.campaigns.timetable import Days
from services.carefund.refusals_campaign import CampaignLate, FestivalUnfit
from services.chassis.workdays import Calendar, Holiday, Year, working_days

SPRING = Holiday(
    "春节",
    "Spring Festival",
    date(2026, 2, 15),
    date(2026, 2, 23),
    (date(2026, 2, 14), date(2026, 2, 28)),
)
CALENDAR = Calendar({2025: Year(2025, "", ()), 2026: Year(2026, "", (SPRING,))})
DAYS = Days(attest=5, review=5, publicity=5, screening=5, approve=5, pay=5)
PAY_BY = date(2026, 6, 30)
NAMES = ("review", "publicity", "screening", "approve", "pay")


def laid_out(today: date, nominate_by: date | None = None) -> timetable.Timetable:
    return timetable.laid_out(CALENDAR, today, PAY_BY, DAYS, nominate_by)


def test_each_step_has_its_days_and_the_last_ends_in_time() -> None:
    made = laid_out(date(2026, 4, 1))
    days = (
        made.nominate_by,
        made.review_by,
        made.publicity_by,
        made.screen_by,
        made.approve_by,
        made.pay_by,
    )
    for (one, following), name in zip(pairwise(days), NAMES, strict=True):
        length = getattr(DAYS, name)
        assert working_days(CALENDAR, one, length, same_day=False).last <= following
        day_later = one + timedelta(days=1)
        while not CALENDAR.day(day_later).works:
            day_later += timedelta(days=1)
        assert working_days(CALENDAR, day_later, length, same_day=False).last > following


@pytest.mark.parametrize(
    ("today", "nominate_by", "fits"),
    [
        # Thirty working days before 30 June 2026 is 19 May.
        (date(2026, 5, 19), None, True),
        (date(2026, 5, 20), None, False),
        (date(2026, 6, 10), None, False),
        # Nominations: at least five working days, and not beyond the latest day.
        (date(2026, 5, 11), date(2026, 5, 18), True),
        (date(2026, 5, 11), date(2026, 5, 15), False),
        (date(2026, 5, 11), date(2026, 5, 26), True),
        (date(2026, 5, 11), date(2026, 5, 27), False),
        # Three days before the festival, as some schools had it.
        (date(2026, 6, 26), date(2026, 6, 29), False),
    ],
)
def test_a_start_that_leaves_too_little_is_refused(
    today: date, nominate_by: date | None, fits: bool
) -> None:
    if fits:
        made = laid_out(today, nominate_by)
        assert made.nominate_by == (nominate_by or made.nominate_latest)
        assert made.nominate_latest == date(2026, 5, 26)
        return
    with pytest.raises(CampaignLate) as refused:
        laid_out(today, nominate_by)
    assert refused.value.details["latest"] == "2026-05-26"


def test_a_holiday_and_a_working_saturday_are_counted() -> None:
    """Five working days back from 24 February: over the festival, through Saturday the 14th."""
    assert timetable.counted_back(CALENDAR, date(2026, 2, 24), 5) == date(2026, 2, 10)
    assert timetable.counted_back(CALENDAR, date(2026, 2, 14), 0) == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("kind", "on", "fits"),
    [
        (timetable.JULY_FIRST, date(2026, 7, 1), True),
        (timetable.JULY_FIRST, date(2026, 6, 30), False),
        (timetable.SPRING_FESTIVAL, date(2026, 2, 17), True),
        (timetable.SPRING_FESTIVAL, date(2027, 1, 21), True),
        (timetable.SPRING_FESTIVAL, date(2027, 1, 20), False),
        (timetable.SPRING_FESTIVAL, date(2027, 2, 21), True),
        (timetable.SPRING_FESTIVAL, date(2027, 2, 22), False),
        (timetable.SPRING_FESTIVAL, date(2026, 7, 1), False),
    ],
)
def test_a_festival_is_on_its_day(kind: int, on: date, fits: bool) -> None:
    if fits:
        timetable.require_festival(kind, on)
        return
    with pytest.raises(FestivalUnfit):
        timetable.require_festival(kind, on)
