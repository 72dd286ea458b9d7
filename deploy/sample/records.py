"""What a planned campus consists of: organizations, members, and the posts they hold.

The values of each kind are spelt as in the protos, less the prefix, so that nothing needs a table
to get from one to the other, and this package can be read without any stub.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


class _Named(StrEnum):
    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return name


class OrganizationKind(_Named):
    """As `dangwu.directory.v1.OrganizationKind`."""

    SCHOOL_COMMITTEE = auto()
    BRANCH_COMMITTEE = auto()
    GENERAL_BRANCH = auto()
    DIRECT_BRANCH = auto()
    BRANCH = auto()
    OUTSIDE = auto()


HOLDS_MEMBERS = frozenset({OrganizationKind.BRANCH, OrganizationKind.DIRECT_BRANCH})


class PostKind(_Named):
    """As `dangwu.directory.v1.PostKind`."""

    SECRETARY = auto()
    DEPUTY_SECRETARY = auto()
    ORGANIZATION_COMMISSIONER = auto()
    ORGANIZER = auto()
    DIRECTOR = auto()
    OFFICER = auto()
    INSPECTOR = auto()
    ADMINISTRATOR = auto()
    ACCOUNTANT = auto()
    CASHIER = auto()


class Category(_Named):
    """As `dangwu.transfer.v1.MemberCategory`."""

    STAFF = auto()
    UNDERGRADUATE = auto()
    MASTER = auto()
    DOCTORAL = auto()
    RETIRED = auto()


STUDENTS = frozenset({Category.UNDERGRADUATE, Category.MASTER, Category.DOCTORAL})


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization under the school's own code; the service gives it an id."""

    code: str
    name: str
    kind: OrganizationKind
    parent: str  # a code; empty for the root and outside the school
    may_approve: bool
    since: date


class OutsideCategory(_Named):
    """As `dangwu.directory.v1.OutsideCategory`."""

    COUNTY_DEPARTMENT = auto()
    WORK_COMMITTEE = auto()
    UNIVERSITY = auto()
    STREET = auto()
    TALENT_AGENCY = auto()
    ENTERPRISE = auto()
    ORGAN = auto()
    MILITARY = auto()
    COMMUNITY = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Outside:
    """What is known of an organization outside the school, besides its name and authority."""

    code: str
    category: OutsideCategory
    aliases: tuple[str, ...]
    region: str
    connected: bool
    superior: str  # a code; empty where it is not among these
    address: str
    postcode: str
    phone: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of one branch, under the person id that lasts for life."""

    id: str
    name: str
    account: str
    full: bool
    category: Category
    campus_number: str
    id_number: str
    phone: str  # empty when the branch knows none
    joined_on: date
    probation_ends_on: date | None
    dues_through: str  # "YYYY-MM"; empty when unknown
    branch: str  # a code
    ethnicity: str = ""  # empty when the branch never wrote it down


@dataclass(frozen=True, slots=True)
class Post:
    """A post held by one member for one term."""

    organization: str  # a code
    kind: PostKind
    person_id: str
    starts: date
    ends: date | None  # the last day; None is without end


@dataclass(frozen=True)
class Campus:
    """A planned campus. Its parts are sorted, so that two equal plans are equal to the byte."""

    seed: int
    as_of: date
    organizations: tuple[Organization, ...]
    members: tuple[Member, ...]
    posts: tuple[Post, ...]
    outsides: tuple[Outside, ...] = ()

    def member(self, account: str) -> Member:
        """The member who signs in with an account."""
        return next(member for member in self.members if member.account == account)

    def holders(self) -> tuple[Member, ...]:
        """The members whom the directory must know: all who hold or held a post."""
        held = {post.person_id for post in self.posts}
        return tuple(member for member in self.members if member.id in held)

    def only(self, committees: Iterable[str]) -> "Campus":
        """The same campus with these second-level organizations alone, for a quick start.

        What is outside the school stays, as people come from there and leave for it. Post holders
        belong to branches of their own committee, so that nothing dangles but the
        posts in the school committee, which go with the members who hold them.
        """
        kept = {"00", *committees}
        organizations = tuple(
            one
            for one in self.organizations
            if one.code in kept
            or one.parent in kept - {"00"}
            or one.kind is OrganizationKind.OUTSIDE
        )
        codes = {one.code for one in organizations}
        members = tuple(member for member in self.members if member.branch in codes)
        ids = {member.id for member in members}
        posts = tuple(
            post for post in self.posts if post.organization in codes and post.person_id in ids
        )
        return Campus(self.seed, self.as_of, organizations, members, posts, self.outsides)


def person_id(seed: int, thing: str) -> str:
    """An id nobody chose: the seed and the thing decide, so that a second plan agrees."""
    bits = int.from_bytes(hashlib.sha256(f"{seed}/{thing}".encode()).digest()[:8]) >> 4
    return "p-" + "".join(CROCKFORD[bits >> 5 * place & 31] for place in range(11, -1, -1))
