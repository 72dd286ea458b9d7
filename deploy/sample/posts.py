"""The posts of the sample campus, and the terms they are held for: running, ended, left vacant."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from deploy.sample.cast import CAST, FOUNDERS, Part
from deploy.sample.days import months_after, months_between, years_after
from deploy.sample.organizations import FOUNDED
from deploy.sample.records import (
    STUDENTS,
    Category,
    Member,
    Organization,
    Post,
    PostKind,
    person_id,
)
from deploy.sample.seats import BRANCH_TERM, Seat, seats

_HANDED_OVER, _VACANT_AFTER_TERM, _VACANT_ANYHOW = 14, 2, 2
_STUDENT_TERM = 1  # year
_SEASONED_MONTHS = 96
_ONE_DAY = timedelta(days=1)


def posts(
    seed: int,
    as_of: date,
    organizations: tuple[Organization, ...],
    members: tuple[Member, ...],
    holds: dict[str, Category],
) -> tuple[Post, ...]:
    """All posts, by organization, kind and first day."""
    desk = _Desk(seed, as_of, members)
    for part in CAST:
        desk.cast(part)
    desk.fill(seats(organizations, members, holds), *_troubles(Random(f"{seed}/troubles"), holds))
    desk.counsellors(holds)
    return tuple(
        sorted(desk.made, key=lambda one: (one.organization, one.kind, one.starts, one.person_id))
    )


def _troubles(rng: Random, holds: dict[str, Category]) -> tuple[set[str], set[str]]:
    """The branches whose secretary changed last year, and those that have none now."""
    story = {part.organization for part in CAST}
    settled = [code for code in sorted(holds) if holds[code] not in STUDENTS and code not in story]
    students = [code for code in sorted(holds) if holds[code] in STUDENTS]
    changed = rng.sample(settled, _HANDED_OVER)
    vacant = changed[:_VACANT_AFTER_TERM] + rng.sample(students, _VACANT_ANYHOW)
    return set(changed), set(vacant)


class _Desk:
    """Appoints; who has or had a post is not asked again, save the counsellors."""

    def __init__(self, seed: int, as_of: date, members: Iterable[Member]) -> None:
        self.made: list[Post] = []
        self._seed, self._as_of = seed, as_of
        self._rng = Random(f"{seed}/posts")
        self._free = [member for member in members if member.full]

    def cast(self, part: Part) -> None:
        """The story's people; the source branch changed its secretary at midsummer last year."""
        last = date(self._as_of.year - 1, 6, 30)
        starts: date = last + _ONE_DAY
        ends: date | None = years_after(last, BRANCH_TERM)
        if part.former:
            starts, ends = years_after(starts, -BRANCH_TERM), last
        elif part.post in FOUNDERS:
            starts, ends = FOUNDED, None
        person = person_id(self._seed, part.account)
        self._free = [member for member in self._free if member.id != person]
        self.made.append(Post(part.organization, part.post, person, starts, ends))

    def fill(self, wanted: Iterable[Seat], changed: set[str], vacant: set[str]) -> None:
        """Appoint to every seat that the story leaves open and that is not to stay empty."""
        filled = Counter((part.organization, part.post) for part in CAST if not part.former)
        for seat in wanted:
            secretary = seat.kind is PostKind.SECRETARY
            starts = self._former(seat) if secretary and seat.organization in changed else None
            if secretary and seat.organization in vacant:
                continue
            if filled[seat.organization, seat.kind]:
                filled[seat.organization, seat.kind] -= 1
                continue
            self._appoint(seat, starts)

    def counsellors(self, holds: dict[str, Category]) -> None:
        """Where there are students, the secretary of their first branch is an organizer besides."""
        firsts = {code[:2]: code for code in sorted(holds, reverse=True) if holds[code] in STUDENTS}
        secretaries = {one.organization: one for one in self.made if one.kind is PostKind.SECRETARY}
        for committee, branch in sorted(firsts.items()):
            if one := secretaries.get(branch):
                self.made.append(replace(one, organization=committee, kind=PostKind.ORGANIZER))

    def _appoint(self, seat: Seat, starts: date | None) -> None:
        person = self._pick(seat)
        years = _STUDENT_TERM if person.category in STUDENTS else seat.years
        starts = max(starts or self._start(years), self._earliest(person))
        ends = years_after(starts, years) - _ONE_DAY
        self.made.append(Post(seat.organization, seat.kind, person.id, starts, ends))

    def _former(self, seat: Seat) -> date:
        """Somebody's term that ended with a month of last year; the day after."""
        next_starts = date(self._as_of.year - 1, self._rng.randint(2, 12), 1)
        starts = years_after(next_starts, -seat.years)
        person = self._pick(seat)
        self.made.append(
            Post(seat.organization, seat.kind, person.id, starts, next_starts - _ONE_DAY)
        )
        return next_starts

    def _pick(self, seat: Seat) -> Member:
        """Somebody free: of the category wanted, and long a member, where there are such."""
        near = [member for member in self._free if member.branch.startswith(seat.home)]
        fitting = [member for member in near if member.category is seat.category] or near
        seasoned = [
            member
            for member in fitting
            if months_between(member.joined_on, self._as_of) >= _SEASONED_MONTHS
        ]
        person = self._rng.choice(seasoned or fitting)
        self._free.remove(person)
        return person

    def _start(self, years: int) -> date:
        """A first of a month; the term has not run out by the end of this one."""
        months = self._rng.randint(1, 12 * years - 2)
        return months_after(self._as_of.replace(day=1), -months)

    def _earliest(self, person: Member) -> date:
        """Nobody holds a post before being a full member, nor before being here to study."""
        full = years_after(person.joined_on, 1)
        if person.category not in STUDENTS:
            return full
        return max(full, date(int(person.campus_number[:4]), 9, 1))
