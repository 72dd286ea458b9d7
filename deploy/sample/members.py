"""The members of the sample campus: some three thousand, each in exactly one branch."""

from collections.abc import Iterator
from datetime import date
from random import Random

from deploy.sample.cast import CAST, Part
from deploy.sample.days import academic_year, month_before
from deploy.sample.lives import Life, life
from deploy.sample.names import ethnicity, name
from deploy.sample.numbers import Numbers
from deploy.sample.records import STUDENTS, Category, Member, person_id

_SIZES = {
    Category.STAFF: (18, 32),
    Category.UNDERGRADUATE: (34, 45),
    Category.MASTER: (34, 45),
    Category.DOCTORAL: (15, 38),
    Category.RETIRED: (24, 32),
}
# Counsellors belong to the branch of their students, as do those who look after the retirees.
_STAFF_AMONG_OTHERS = 3


def members(seed: int, as_of: date, holds: dict[str, Category]) -> tuple[Member, ...]:
    """All members, by id."""
    maker = _Maker(seed, as_of)
    sizes = _sizes(Random(f"{seed}/sizes"), holds)
    everyone = (
        member for code in sorted(holds) for member in maker.branch(code, holds[code], sizes[code])
    )
    return tuple(sorted(everyone, key=lambda member: member.id))


def _sizes(rng: Random, holds: dict[str, Category]) -> dict[str, int]:
    sizes = {code: rng.randint(*_SIZES[holds[code]]) for code in sorted(holds)}
    total = rng.randint(2_960, 3_040)
    while short := total - sum(sizes.values()):
        code = rng.choice(sorted(sizes))
        least, most = _SIZES[holds[code]]
        sizes[code] = min(most, max(least, sizes[code] + (1 if short > 0 else -1)))
    return sizes


class _Maker:
    """Makes members; each has luck of his own, so that one more or less changes no other."""

    def __init__(self, seed: int, as_of: date) -> None:
        self._seed, self._as_of, self._year = seed, as_of, academic_year(as_of)
        self._numbers = Numbers(Random(f"{seed}/numbers"))

    def branch(self, code: str, holds: Category, size: int) -> Iterator[Member]:
        """The members of one branch, no two of one name: the story's people first."""
        cast = [part for part in CAST if part.branch == code]
        names = {part.name for part in cast}
        yield from (self._cast(part) for part in cast)
        for place in range(len(cast), size):
            staff = holds is not Category.STAFF and place < _STAFF_AMONG_OTHERS
            yield self._member(code, place, Category.STAFF if staff else holds, names)

    def _cast(self, part: Part) -> Member:
        rng = Random(f"{self._seed}/{part.account}")
        days = life(rng, self._year, Category.STAFF, senior=True).by(self._as_of, self._year)
        return Member(
            id=person_id(self._seed, part.account),
            name=part.name,
            account=part.account,
            full=True,
            category=Category.STAFF,
            campus_number=self._numbers.staff_number(),
            id_number=self._numbers.id_number(days.born_on, part.female),
            phone=self._numbers.phone(),
            joined_on=days.joined_on,
            probation_ends_on=None,
            dues_through=month_before(self._as_of, 1 + part.months_behind),
            branch=part.branch,
            ethnicity="汉族",
        )

    def _member(self, code: str, place: int, category: Category, taken: set[str]) -> Member:
        rng, numbers = Random(f"{self._seed}/{code}/{place}"), self._numbers
        female = rng.random() < 0.48
        called = name(rng, female)
        while called in taken:
            called = name(rng, female)
        taken.add(called)
        phone = numbers.phone() if rng.random() < 0.96 else ""
        behind = _months_behind(rng)
        days = life(rng, self._year, category).by(self._as_of, self._year)
        number = self._campus_number(code, category, days)
        return Member(
            id=person_id(self._seed, f"{code}/{place}"),
            name=called,
            account=number,
            full=days.probation_ends_on is None,
            category=category,
            campus_number=number,
            id_number=numbers.id_number(days.born_on, female),
            phone=phone,
            joined_on=days.joined_on,
            probation_ends_on=days.probation_ends_on,
            dues_through=self._dues(days, behind),
            branch=code,
            ethnicity=ethnicity(Random(f"{self._seed}/{code}/{place}/group"), called),
        )

    def _campus_number(self, code: str, category: Category, days: Life) -> str:
        if category in STUDENTS:
            return self._numbers.student_number(days.enrolled, code[:2])
        return self._numbers.staff_number()

    def _dues(self, days: Life, behind: int | None) -> str:
        if behind is None:
            return ""
        return month_before(self._as_of, 1 if days.probation_ends_on else 1 + behind)


def _months_behind(rng: Random) -> int | None:
    """With the dues: none, for most; None where the branch has no record."""
    luck = rng.random()
    if luck < 0.01:
        return None
    return rng.randint(1, 5) if luck < 0.08 else 0
