"""When somebody was born, enrolled and joined: dates that could have been."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deploy.sample.days import between, months_after, months_between, years_after
from deploy.sample.records import STUDENTS, Category

# The academic years studied, this one included; the age at enrolment.
_STUDY = {
    Category.UNDERGRADUATE: ((2, 4), (18, 18)),
    Category.MASTER: ((1, 3), (22, 24)),
    Category.DOCTORAL: ((1, 4), (25, 29)),
}
_PROBATIONARY = {
    Category.STAFF: 0.03,
    Category.UNDERGRADUATE: 0.3,
    Category.MASTER: 0.12,
    Category.DOCTORAL: 0.06,
    Category.RETIRED: 0.0,
}
# A probationary member joined within the year, and owes dues for a whole month at least. What
# is true on the first of a month has to be true on its last day, too.
_NEWEST, _OLDEST = timedelta(days=40), timedelta(days=325)
_SETTLED = timedelta(days=370)


@dataclass(frozen=True, slots=True)
class Life:
    """The dates of one member; `probation_ends_on` is None for a full member."""

    born_on: date
    enrolled: int  # the year; 0 for staff and retirees
    joined_on: date
    probation_ends_on: date | None

    def by(self, as_of: date, year: date) -> "Life":
        """The same life as many months later as a day is into the academic year."""
        joined = months_after(self.joined_on, months_between(year, as_of))
        ends = years_after(joined, 1) if self.probation_ends_on else None
        return Life(self.born_on, self.enrolled, joined, ends)


def life(rng: Random, year: date, category: Category, senior: bool = False) -> Life:
    """The dates of a member, as an academic year begins; a senior has long been a full member."""
    born, enrolled = _beginnings(rng, year, category, senior)
    first, last = _window(year, category, born, enrolled)
    if senior:
        last = years_after(born, 30)
    if not senior and (last < first or rng.random() < _PROBATIONARY[category]):
        first = year - _OLDEST
        if enrolled:
            first = max(first, min(date(enrolled + 1, 2, 1), year - _NEWEST))
        joined = between(rng, first, year - _NEWEST)
        return Life(born, enrolled, joined, years_after(joined, 1))
    return Life(born, enrolled, between(rng, first, last), None)


def _beginnings(rng: Random, year: date, category: Category, senior: bool) -> tuple[date, int]:
    if category in STUDENTS:
        years, ages = _STUDY[category]
        enrolled = year.year - rng.randint(*years) + 1
        oldest = enrolled - rng.randint(*ages) - 1
        return between(rng, date(oldest, 9, 1), date(oldest + 1, 8, 31)), enrolled
    youngest, eldest = (61, 86) if category is Category.RETIRED else (27, 58)
    born = year.year - rng.randint(42 if senior else youngest, eldest)
    return between(rng, date(born, 1, 1), date(born, 12, 28)), 0


def _window(year: date, category: Category, born: date, enrolled: int) -> tuple[date, date]:
    """The first and last day on which a full member may have joined."""
    last = year - _SETTLED
    if category is Category.UNDERGRADUATE:
        return date(enrolled + 1, 5, 25), last
    if category is Category.MASTER:
        return date(enrolled - 2, 4, 1), last
    if category is Category.DOCTORAL:
        return date(enrolled - 5, 4, 1), last
    return years_after(born, 19), min(last, years_after(born, 40))
