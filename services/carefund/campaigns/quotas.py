"""How the places (名额) of a campaign are split among the branches: C-089, C-090, C-094.

The book carefund/quota_rule names the manner, carefund/quota_seats the steps, carefund/quota_split
what becomes of remainders. What a rule leaves to people is decided by them within bounds, by name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.carefund.refusals_campaign import SeatsUndecided, SeatsUnfit

STUDENT, STAFF, RETIREE = "student", "staff", "retiree"
FIXED, RANGE, STEPPED, TIERED = MANNERS = ("fixed", "range", "stepped", "tiered")


@dataclass(frozen=True)
class Unit:
    """A branch, and who is on its roll."""

    id: str
    name: str
    committee_id: str
    members: int
    students: int
    retired: int

    @property
    def person(self) -> str:
        """What most of its members are; a branch of the retired or of students only by half."""
        if self.members and 2 * self.retired >= self.members:
            return RETIREE
        if self.members and 2 * self.students >= self.members:
            return STUDENT
        return STAFF

    @property
    def counted(self) -> int:
        """The members the steps go by: in a branch of students the students, else everybody."""
        return self.students if self.person == STUDENT else self.members


@dataclass(frozen=True)
class Choice:
    """What people decided of one branch."""

    seats: int = 0
    tier: str = ""


@dataclass(frozen=True)
class Terms:
    """What the request brings to the rule: numbers that the manner leaves open."""

    each: int = 0
    least: int = 0
    most: int = 0
    tiers: Mapping[str, int] | None = None
    choices: Mapping[str, Choice] | None = None


@dataclass(frozen=True)
class Given:
    """The places of one branch, and whether people gave them."""

    seats: int
    by_people: bool = False


def given(
    manner: str, units: Sequence[Unit], steps: Mapping[str, int | None], terms: Terms
) -> dict[str, Given]:
    """The places of every branch; refuses with `SeatsUndecided` or `SeatsUnfit`.

    `steps` is what the book of steps says to each branch, None where it leaves it to people.
    """
    choices = terms.choices or {}
    _require_known(units, choices)
    if manner == FIXED:
        _require_unchosen(units, choices)
        return {one.id: Given(terms.each) for one in units}
    if manner == TIERED:
        return _tiered(units, terms.tiers or {}, choices)
    if manner == RANGE:
        left = {one.id: Given(terms.least) for one in units}
        return left | _chosen(units, terms)
    _require_unchosen([one for one in units if steps[one.id] is not None], choices)
    open_units = [one for one in units if steps[one.id] is None and one.id not in choices]
    if open_units:
        raise SeatsUndecided(units=_names(open_units))
    by_rule = {one: Given(seats) for one, seats in steps.items() if seats is not None}
    return by_rule | _chosen(units, terms)


def split(wanted: Mapping[str, int], total: int) -> dict[str, int]:
    """So many places in all, in proportion to what each is due: largest remainder (最大余额法).

    Nobody gets more than he is due, and nothing is filled up. Of equal remainders the larger claim
    comes first, then the smaller id, so that the same places always come out.
    """
    due = sum(wanted.values())
    if due <= total:
        return dict(wanted)
    share = {one: Fraction(seats * total, due) for one, seats in wanted.items()}
    whole = {one: int(part) for one, part in share.items()}
    rest = sorted(wanted, key=lambda one: (whole[one] - share[one], -wanted[one], one))
    for one in rest[: total - sum(whole.values())]:
        whole[one] += 1
    return whole


def _tiered(
    units: Sequence[Unit], tiers: Mapping[str, int], choices: Mapping[str, Choice]
) -> dict[str, Given]:
    untold = [one for one in units if one.id not in choices]
    if untold:
        raise SeatsUndecided(units=_names(untold))
    unfit = [one for one in units if choices[one.id].tier not in tiers or choices[one.id].seats]
    if unfit:
        raise SeatsUnfit(units=_names(unfit))
    return {one.id: Given(tiers[choices[one.id].tier], by_people=True) for one in units}


def _chosen(units: Sequence[Unit], terms: Terms) -> dict[str, Given]:
    """What people decided, each within the bounds and without a tier."""
    choices = terms.choices or {}
    unfit = [
        one
        for one in units
        if one.id in choices
        and (choices[one.id].tier or not terms.least <= choices[one.id].seats <= terms.most)
    ]
    if unfit:
        raise SeatsUnfit(units=_names(unfit))
    return {one: Given(choice.seats, by_people=True) for one, choice in choices.items()}


def _require_known(units: Sequence[Unit], choices: Mapping[str, Choice]) -> None:
    strange = sorted(set(choices) - {one.id for one in units})
    if strange:
        raise SeatsUnfit(units=", ".join(strange))


def _require_unchosen(units: Iterable[Unit], choices: Mapping[str, Choice]) -> None:
    """What the rule decides, people do not."""
    decided = [one for one in units if one.id in choices]
    if decided:
        raise SeatsUnfit(units=_names(decided))


def _names(units: Iterable[Unit]) -> str:
    return "、".join(one.name for one in units)
