"""The directory's promises, checked over everything it keeps."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.directory import terms, tree
from services.directory.store import Organization, OrganizationVersion, Person, Post
from services.directory.tree import OrganizationKind, Span

MOST_EXAMPLES = 20

Organizations = Mapping[str, Organization]
Spans = Mapping[str, Sequence[Span[OrganizationVersion]]]


def checks(session: Session) -> list[values_pb2.Check]:
    """Every promise, with the first things that break it."""
    organizations = {each.id: each for each in session.scalars(select(Organization))}
    versions = session.scalars(select(OrganizationVersion)).all()
    posts = session.scalars(select(Post)).all()
    people = session.scalars(select(Person.id)).all()
    spans = spans_of(organizations, versions)
    return [
        _check("one_root", len(organizations), second_roots(organizations)),
        _check("versions_contiguous", len(versions), broken_lines(organizations, versions)),
        _check("parent_kind_fits", len(versions), misplaced(organizations, spans)),
        _check("parent_exists_each_day", len(versions), orphaned(organizations, spans)),
        _check("no_cycle", len(versions), circular(spans)),
        _check("post_kind_fits", len(posts), misfits(organizations, posts)),
        _check("term_within_organization", len(posts), homeless(organizations, posts)),
        _check("holder_known", len(posts), (p.id for p in posts if p.person_id not in {*people})),
        _check("one_holder_each", len(posts), clashing(posts)),
    ]


def spans_of(organizations: Organizations, versions: Iterable[OrganizationVersion]) -> Spans:
    """The days each version of each organization was in force."""
    lines: dict[str, list[OrganizationVersion]] = {each: [] for each in organizations}
    for version in versions:
        lines.setdefault(version.organization_id, []).append(version)
    closed = {each.id: each.closed_on for each in organizations.values()}
    return {each: tree.spans(line, closed.get(each)) for each, line in lines.items()}


def second_roots(organizations: Organizations) -> list[str]:
    """Roots behind the first; and everything, if there is no root."""
    roots = [o.id for o in organizations.values() if o.kind is OrganizationKind.SCHOOL_COMMITTEE]
    return roots[1:] if roots else sorted(organizations)


def broken_lines(
    organizations: Organizations, versions: Iterable[OrganizationVersion]
) -> list[str]:
    """Organizations whose versions leave out a number, go back in time, or begin another day."""
    lines: dict[str, list[OrganizationVersion]] = {each: [] for each in organizations}
    for version in versions:
        lines.setdefault(version.organization_id, []).append(version)
    return [each for each, line in lines.items() if not _is_line(organizations.get(each), line)]


def _is_line(organization: Organization | None, line: list[OrganizationVersion]) -> bool:
    line.sort(key=lambda version: version.number)
    days = [version.since for version in line]
    return (
        organization is not None
        and [version.number for version in line] == list(range(1, len(line) + 1))
        and days == sorted(days)
        and days[:1] == [organization.founded_on]
    )


def misplaced(organizations: Organizations, spans: Spans) -> list[str]:
    """Organizations that stood, on some day, below what they must not stand below."""
    return [
        each.id
        for each in organizations.values()
        if any(not _fits(organizations, each, span.version) for span in spans[each.id])
    ]


def _fits(organizations: Organizations, each: Organization, version: OrganizationVersion) -> bool:
    if version.parent_id is None:
        return not tree.STANDS_BELOW[each.kind]
    parent = organizations.get(version.parent_id)
    return parent is not None and parent.kind in tree.STANDS_BELOW[each.kind]


def orphaned(organizations: Organizations, spans: Spans) -> list[str]:
    """Organizations whose superior was not there on every day they stood below it."""
    return [
        each
        for each, line in spans.items()
        if not all(_lasts(organizations.get(span.version.parent_id or ""), span) for span in line)
    ]


def _lasts(parent: Organization | None, span: Span[OrganizationVersion]) -> bool:
    if parent is None:
        return span.version.parent_id is None
    if parent.founded_on > span.first:
        return False
    return parent.closed_on is None or (span.last is not None and span.last <= parent.closed_on)


def circular(spans: Spans) -> list[str]:
    """Organizations that were their own superiors: looked at on each day that changed anything."""
    found: set[str] = set()
    for day in sorted({span.first for line in spans.values() for span in line}):
        parents = {
            each: span.version.parent_id
            for each, line in spans.items()
            for span in line
            if span.meets(day, day)
        }
        found.update(tree.in_cycles(parents))
    return sorted(found)


def misfits(organizations: Organizations, posts: Iterable[Post]) -> list[str]:
    """Posts an organization of its kind does not have."""
    return [
        p.id for p in posts if p.kind not in terms.FITTING[organizations[p.organization_id].kind]
    ]


def homeless(organizations: Organizations, posts: Iterable[Post]) -> list[str]:
    """Terms that are empty, or have days on which their organization was not there."""
    return [post.id for post in posts if not _is_at_home(organizations[post.organization_id], post)]


def _is_at_home(organization: Organization, post: Post) -> bool:
    last, closed_on = post.held_until, organization.closed_on
    if post.held_from < organization.founded_on or (last is not None and last < post.held_from):
        return False
    return closed_on is None or (last is not None and last <= closed_on)


def clashing(posts: Iterable[Post]) -> list[str]:
    """Terms that exclude another term of the same organization: two secretaries at once."""

    def seat(post: Post) -> tuple[str, int]:
        return post.organization_id, post.kind

    found: set[str] = set()
    for _, same in groupby(sorted(posts, key=seat), key=seat):
        for one, other in combinations(same, 2):
            if terms.clash(one, other):
                found |= {one.id, other.id}
    return sorted(found)


def _check(name: str, examined: int, broken: Iterable[str]) -> values_pb2.Check:
    found = sorted(broken)
    return values_pb2.Check(
        name=name, examined=examined, broken=len(found), examples=found[:MOST_EXAMPLES]
    )
