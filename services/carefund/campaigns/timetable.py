"""The calendar of a campaign, counted back from the day the money must be there: P-20, C-081.

Every step has the working days its rule gives, so that no list is rushed through before a festival:
where too little is left for review, publicity, approval and payment, no campaign is opened.
"""

from dataclasses import dataclass
from datetime import date

from services.carefund.refusals_campaign import CampaignLate, FestivalUnfit
from services.chassis.workdays import ONE_DAY, Calendar, working_days

JULY_FIRST, SPRING_FESTIVAL = 1, 2
FIRST_OF_JULY = (7, 1)
LUNAR_YEAR_FIRST, LUNAR_YEAR_LAST = (1, 21), (2, 21)
"""The first day of the lunar year falls on no day outside these two."""


@dataclass(frozen=True)
class Days:
    """How many working days each step has, by the rules."""

    attest: int
    review: int
    publicity: int
    screening: int
    approve: int
    pay: int


@dataclass(frozen=True)
class Timetable:
    """The last day of each step, and of nominations the latest that is possible."""

    nominate_by: date
    nominate_latest: date
    review_by: date
    publicity_by: date
    screen_by: date
    approve_by: date
    pay_by: date


def require_festival(kind: int, on: date) -> None:
    """Refuses with `FestivalUnfit` where a festival cannot be on that day."""
    day = (on.month, on.day)
    fits = day == FIRST_OF_JULY
    if kind == SPRING_FESTIVAL:
        fits = LUNAR_YEAR_FIRST <= day <= LUNAR_YEAR_LAST
    if not fits:
        raise FestivalUnfit(on=on)


def counted_back(calendar: Calendar, last: date, days: int) -> date:
    """The last working day on which a period of so many working days may begin to end in time.

    The day of the act does not count, so it is one working day more, going back.
    """
    on, left = last, days + 1
    while True:
        left -= calendar.day(on).works
        if not left:
            return on
        on -= ONE_DAY


def laid_out(
    calendar: Calendar, today: date, pay_by: date, days: Days, nominate_by: date | None
) -> Timetable:
    """The calendar of a campaign opened today; refuses with `CampaignLate` or `CalendarMissing`."""
    approve_by = counted_back(calendar, pay_by, days.pay)
    screen_by = counted_back(calendar, approve_by, days.approve)
    publicity_by = counted_back(calendar, screen_by, days.screening)
    review_by = counted_back(calendar, publicity_by, days.publicity)
    latest = counted_back(calendar, review_by, days.review)
    earliest = working_days(calendar, today, days.attest, same_day=False).last
    chosen = nominate_by or latest
    if not earliest <= chosen <= latest:
        raise CampaignLate(earliest=earliest, latest=latest, pay_by=pay_by)
    return Timetable(chosen, latest, review_by, publicity_by, screen_by, approve_by, pay_by)
