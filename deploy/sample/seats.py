"""The seats of the sample campus: which posts each organization wants filled, and from where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deploy.sample.organizations import ROOT_CODE
from deploy.sample.records import (
    STUDENTS,
    Category,
    Member,
    Organization,
    OrganizationKind,
    PostKind,
)

BRANCH_TERM, COMMITTEE_TERM = 3, 5  # years
# Large committees, and the largest branches of all, have two deputies.
_LARGE_COMMITTEE, _LARGEST_BRANCHES = 6, 18

# Where in the administration those come from who work for the whole school.
_SCHOOL = (
    (PostKind.SECRETARY, "1102"),
    (PostKind.DEPUTY_SECRETARY, "1102"),
    (PostKind.DEPUTY_SECRETARY, "1103"),
    (PostKind.DIRECTOR, "1101"),
    *((PostKind.OFFICER, "1101"),) * 5,
    *((PostKind.INSPECTOR, "1103"),) * 2,
    (PostKind.ADMINISTRATOR, "1101"),
    (PostKind.ACCOUNTANT, "1104"),
    (PostKind.CASHIER, "1104"),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that wants somebody: of one category, from the branches whose code begins so."""

    organization: str
    kind: PostKind
    home: str
    category: Category
    years: int


def seats(
    organizations: tuple[Organization, ...], members: Iterable[Member], holds: dict[str, Category]
) -> Iterator[Seat]:
    """Every seat of the school: branches, then committees, then the school committee."""
    sizes = Counter(member.branch for member in members)
    largest = sorted(holds, key=lambda code: (-sizes[code], code))[:_LARGEST_BRANCHES]
    for code, category in sorted(holds.items()):
        secretary = Category.STAFF if category in STUDENTS else category
        yield Seat(code, PostKind.SECRETARY, code, secretary, BRANCH_TERM)
        for _ in range(2 if code in largest else 1):
            yield Seat(code, PostKind.DEPUTY_SECRETARY, code, category, BRANCH_TERM)
        yield Seat(code, PostKind.ORGANIZATION_COMMISSIONER, code, category, BRANCH_TERM)
    branches = Counter(one.parent for one in organizations)
    for one in organizations:
        if one.kind in (OrganizationKind.BRANCH_COMMITTEE, OrganizationKind.GENERAL_BRANCH):
            for kind in _committee(one.kind, branches[one.code]):
                yield Seat(one.code, kind, one.code, Category.STAFF, COMMITTEE_TERM)
    for kind, home in _SCHOOL:
        yield Seat(ROOT_CODE, kind, home, Category.STAFF, COMMITTEE_TERM)


def _committee(kind: OrganizationKind, branches: int) -> Iterator[PostKind]:
    yield PostKind.SECRETARY
    yield from [PostKind.DEPUTY_SECRETARY] * (2 if branches >= _LARGE_COMMITTEE else 1)
    yield from [PostKind.ORGANIZER] * (1 if kind is OrganizationKind.GENERAL_BRANCH else 2)
