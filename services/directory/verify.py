"""The directory's promises, checked over everything it keeps.

Nothing is taken for granted here, not even what the database itself should refuse.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.chassis.proof import acts_on
from services.directory import terms, tree
from services.directory.affiliation import folded
from services.directory.store import (
    Organization,
    OrganizationVersion,
    Outside,
    OutsideAlias,
    Person,
    Post,
)
from services.directory.tree import OrganizationKind, Span

MOST_EXAMPLES = 20
DESCRIBE = "dangwu.directory.v1.OutsideService/DescribeOutside"


@dataclass(frozen=True)
class Descriptions:
    """What is known of outside organizations, and how often the journal has each described."""

    outsides: Mapping[str, Outside] = field(default_factory=dict)
    aliases: Sequence[OutsideAlias] = ()
    journaled: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Directory:
    """All there is."""

    organizations: Mapping[str, Organization]
    lines: Mapping[str, Sequence[OrganizationVersion]]
    posts: Sequence[Post]
    people: Collection[str]
    descriptions: Descriptions = Descriptions()

    def spans(self, organization_id: str) -> list[Span[OrganizationVersion]]:
        """The days each version of an organization was in force."""
        organization = self.organizations.get(organization_id)
        closed_on = organization.closed_on if organization else None
        return tree.spans(self.lines[organization_id], closed_on)


def read(session: Session) -> Directory:
    """Everything the database has."""
    return directory_of(
        session.scalars(select(Organization)).all(),
        session.scalars(select(OrganizationVersion)).all(),
        session.scalars(select(Post).where(Post.is_void.is_(False))).all(),
        session.scalars(select(Person.id)).all(),
        Descriptions(
            {each.organization_id: each for each in session.scalars(select(Outside))},
            session.scalars(select(OutsideAlias)).all(),
            acts_on(session, DESCRIBE),
        ),
    )


def directory_of(
    organizations: Iterable[Organization],
    versions: Iterable[OrganizationVersion],
    posts: Sequence[Post],
    people: Iterable[str],
    descriptions: Descriptions = Descriptions(),
) -> Directory:
    """The versions of each organization in their order."""
    known = {each.id: each for each in organizations}
    lines: dict[str, list[OrganizationVersion]] = {each: [] for each in known}
    for version in sorted(versions, key=lambda each: each.number):
        lines.setdefault(version.organization_id, []).append(version)
    return Directory(known, lines, posts, frozenset(people), descriptions)


def checks(directory: Directory) -> list[values_pb2.Check]:
    """Every promise, with the first things that break it."""
    return [_check(promise, directory) for promise in PROMISES]


def one_root(directory: Directory) -> Iterator[str]:
    """Breaks it: a second root; and everything, if there is no root."""
    each = directory.organizations.values()
    roots = [one.id for one in each if one.kind is OrganizationKind.SCHOOL_COMMITTEE]
    yield from roots[1:] if roots else directory.organizations


def versions_contiguous(directory: Directory) -> Iterator[str]:
    """Breaks it: a number left out, a step back in time, a line that begins on another day."""
    for each, line in directory.lines.items():
        organization = directory.organizations.get(each)
        days = [version.since for version in line]
        if (
            organization is None
            or [version.number for version in line] != list(range(1, len(line) + 1))
            or days != sorted(days)
            or days[:1] != [organization.founded_on]
        ):
            yield each


def parent_kind_fits(directory: Directory) -> Iterator[str]:
    """Breaks it: what stood, on any day, where its kind must not stand."""
    known = directory.organizations
    for each, organization in known.items():
        fitting = tree.STANDS_BELOW[organization.kind]
        for span in directory.spans(each):
            parent = known.get(span.version.parent_id or "")
            if (parent.kind not in fitting) if parent else (span.version.parent_id or fitting):
                yield each


def parent_stands_each_day(directory: Directory) -> Iterator[str]:
    """Breaks it: what stood below an organization on a day that one was not there."""
    for each in directory.lines:
        for span in directory.spans(each):
            parent = directory.organizations.get(span.version.parent_id or "")
            if parent and not _within(parent, span.first, span.last):
                yield each


def no_cycle(directory: Directory) -> Iterator[str]:
    """Breaks it: what was its own superior, on any of the days that changed anything."""
    spans = {each: directory.spans(each) for each in directory.lines}
    for day in sorted({span.first for line in spans.values() for span in line}):
        yield from tree.in_cycles(
            {
                each: span.version.parent_id
                for each, line in spans.items()
                for span in line
                if span.meets(day, day)
            }
        )


def post_kind_fits(directory: Directory) -> Iterator[str]:
    """Breaks it: a post that an organization of its kind does not have."""
    for post in directory.posts:
        organization = directory.organizations.get(post.organization_id)
        if organization is None or post.kind not in terms.FITTING[organization.kind]:
            yield post.id


def term_within_organization(directory: Directory) -> Iterator[str]:
    """Breaks it: an empty term, or one with days on which its organization was not there."""
    for post in directory.posts:
        organization = directory.organizations.get(post.organization_id)
        empty = post.held_until is not None and post.held_until < post.held_from
        if empty or not organization or not _within(organization, post.held_from, post.held_until):
            yield post.id


def holder_known(directory: Directory) -> Iterator[str]:
    """Breaks it: a post held by nobody we know."""
    yield from (post.id for post in directory.posts if post.person_id not in directory.people)


def one_holder_each(directory: Directory) -> Iterator[str]:
    """Breaks it: two secretaries at once, or somebody in the same post twice."""

    def seat(post: Post) -> tuple[str, int]:
        return post.organization_id, post.kind

    for _, same in groupby(sorted(directory.posts, key=seat), key=seat):
        for one, other in combinations(same, 2):
            if terms.clash(one, other):
                yield from (one.id, other.id)


def descriptions_journaled(directory: Directory) -> Iterator[str]:
    """Breaks it: a description that was changed without a call, or whose row is gone."""
    kept, journaled = directory.descriptions.outsides, directory.descriptions.journaled
    for each in {*kept, *journaled}:
        if each not in kept or kept[each].version != journaled.get(each, 0):
            yield each


def aliases_unique(directory: Directory) -> Iterator[str]:
    """Breaks it: what two open organizations are called, and an alias compared by other letters."""
    held: dict[str, set[str]] = {}
    for each, organization in directory.organizations.items():
        if organization.kind is OrganizationKind.OUTSIDE and organization.closed_on is None:
            for version in directory.lines[each]:
                held.setdefault(folded(version.name), set()).add(each)
    for alias in directory.descriptions.aliases:
        holder = directory.organizations.get(alias.organization_id)
        if alias.folded != folded(alias.alias) or holder is None:
            yield alias.organization_id
        elif holder.closed_on is None:
            holders = held.setdefault(alias.folded, set())
            holders.add(holder.id)
            yield from holders if len(holders) > 1 else ()


def superiors_outside(directory: Directory) -> Iterator[str]:
    """Breaks it: a description of the school's own, a superior inside it, and a circle."""
    known, outsides = directory.organizations, directory.descriptions.outsides
    for each, outside in outsides.items():
        for one in (each, outside.superior_id or each):
            if one not in known or known[one].kind is not OrganizationKind.OUTSIDE:
                yield each
    yield from tree.in_cycles({each: one.superior_id for each, one in outsides.items()})


PROMISES: Sequence[Callable[[Directory], Iterator[str]]] = (
    one_root,
    versions_contiguous,
    parent_kind_fits,
    parent_stands_each_day,
    no_cycle,
    post_kind_fits,
    term_within_organization,
    holder_known,
    one_holder_each,
    descriptions_journaled,
    aliases_unique,
    superiors_outside,
)
ABOUT_POSTS = {post_kind_fits, term_within_organization, holder_known, one_holder_each}
ABOUT_OUTSIDES = {descriptions_journaled, aliases_unique, superiors_outside}


def _within(organization: Organization, first: date, last: date | None) -> bool:
    closed_on = organization.closed_on
    return first >= organization.founded_on and (
        closed_on is None or (last is not None and last <= closed_on)
    )


def _examined(promise: Callable[[Directory], Iterator[str]], directory: Directory) -> int:
    if promise in ABOUT_OUTSIDES:
        return len(directory.descriptions.outsides)
    return len(directory.posts if promise in ABOUT_POSTS else directory.lines)


def _check(promise: Callable[[Directory], Iterator[str]], directory: Directory) -> values_pb2.Check:
    broken = sorted(set(promise(directory)))
    return values_pb2.Check(
        name=promise.__name__,
        examined=_examined(promise, directory),
        broken=len(broken),
        examples=broken[:MOST_EXAMPLES],
    )
