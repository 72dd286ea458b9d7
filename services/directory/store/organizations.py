"""Organizations as kept: each as it stands on a day, and the three ways it can change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from services.chassis.errors import Taken, Unknown
from services.chassis.ids import new_id
from services.directory import tree
from services.directory.store.revisions import turn
from services.directory.store.tables import Organization, OrganizationVersion, Post
from services.directory.tree import OrganizationKind

Dated = tuple[Organization, OrganizationVersion]
"""An organization, and the version of it that was in force on the day asked about."""


class OrganizationUnknown(Unknown):
    zh = "没有这个组织：{organization}（{on}）。请核对编号、代码或日期。"
    en = "There is no organization {organization} on {on}; check its id or code, and the date."


class CodeTaken(Taken):
    zh = "组织代码 {code} 属于或曾属于 {organization}。代码不重复使用，请换一个。"
    en = "Code {code} belongs or belonged to {organization}; codes are never used again."


@dataclass(frozen=True)
class Filter:
    """Which organizations of a day are asked for."""

    on: date
    below_id: str = ""
    containing: str = ""


ON = bindparam("on", type_=Date)
"""The day asked about. Statements that name it are built once, as every call on the road waits."""

NEWEST = (
    select(func.max(OrganizationVersion.number))
    .where(
        OrganizationVersion.organization_id == Organization.id,
        OrganizationVersion.since <= ON,
    )
    .correlate(Organization)
    .scalar_subquery()
)
AS_OF = select(Organization, OrganizationVersion).join(
    OrganizationVersion,
    and_(
        OrganizationVersion.organization_id == Organization.id,
        OrganizationVersion.number == NEWEST,
    ),
)
"""Organizations founded by a day, closed ones too, with the version in force that day."""

OPEN = or_(Organization.closed_on.is_(None), Organization.closed_on >= ON)
"""An organization is there through its last day."""

STANDING = AS_OF.where(OPEN)
BY_ID = AS_OF.where(Organization.id == bindparam("key"))
BY_CODE = AS_OF.where(Organization.code == bindparam("key"))
BELOW = AS_OF.where(
    OrganizationVersion.parent_id.in_(bindparam("ids", expanding=True))
).with_only_columns(Organization.id)


def _above() -> Select[Organization, OrganizationVersion]:
    """An organization and its superiors, each as of the day, the nearest first."""
    start = select(Organization.id, literal(0).label("height"))
    way = start.where(Organization.id == bindparam("key")).cte("way", recursive=True)
    step = select(OrganizationVersion.parent_id, way.c.height + 1).join_from(
        way, Organization, Organization.id == way.c.id
    )
    step = step.join(
        OrganizationVersion,
        and_(
            OrganizationVersion.organization_id == Organization.id,
            OrganizationVersion.number == NEWEST,
        ),
    ).where(OrganizationVersion.parent_id.is_not(None), way.c.height < len(OrganizationKind))
    way = way.union_all(step)
    return AS_OF.join(way, way.c.id == Organization.id).order_by(way.c.height)


ABOVE = _above()


def organization_on(session: Session, key: str, on: date) -> Dated:
    """One organization, by id or code, as it stood on a day; a closed one as it last stood."""
    named = BY_ID if key.startswith("o-") else BY_CODE
    row = session.execute(named, {"key": key, "on": on}).one_or_none()
    if row is None:
        raise OrganizationUnknown(organization=key, on=on)
    return row[0], row[1]


def organization_at_all(session: Session, organization_id: str, today: date) -> Organization:
    """One organization, whenever it exists: open, closed, or not yet begun."""
    organization = session.get(Organization, organization_id)
    if organization is None:
        raise OrganizationUnknown(organization=organization_id, on=today)
    return organization


def versions_of(session: Session, *ids: str) -> dict[str, list[OrganizationVersion]]:
    """All versions of these organizations, oldest first."""
    found: dict[str, list[OrganizationVersion]] = {each: [] for each in ids}
    for version in session.scalars(
        select(OrganizationVersion)
        .where(OrganizationVersion.organization_id.in_(found))
        .order_by(OrganizationVersion.organization_id, OrganizationVersion.number)
    ):
        found[version.organization_id].append(version)
    return found


def page(
    session: Session, wanted: Filter, after: tuple[OrganizationKind, str] | None, size: int
) -> Sequence[Dated]:
    """Organizations of a day, superiors before inferiors, behind the last one shown."""
    query = STANDING
    if wanted.below_id:
        query = query.where(_in_branch_of(wanted.below_id))
    if wanted.containing:
        query = query.where(
            or_(
                OrganizationVersion.name.icontains(wanted.containing, autoescape=True),
                Organization.code.icontains(wanted.containing, autoescape=True),
            )
        )
    if after is not None:
        query = query.where(tuple_(Organization.kind, Organization.code) > after)
    query = query.order_by(Organization.kind, Organization.code).limit(size)
    return [(row[0], row[1]) for row in session.execute(query, {"on": wanted.on})]


def _in_branch_of(organization_id: str) -> ColumnElement[bool]:
    """The organization itself and all below it: the tree is three levels deep by its kinds."""
    below = STANDING.with_only_columns(Organization.id)
    children = below.where(OrganizationVersion.parent_id == organization_id)
    return or_(
        Organization.id == organization_id,
        OrganizationVersion.parent_id == organization_id,
        OrganizationVersion.parent_id.in_(children),
    )


def below(session: Session, ids: Collection[str], on: date) -> list[str]:
    """What stood directly below these organizations on a day, or did until it was closed.

    What a closed branch leaves behind is its committee's business.
    """
    if not ids:
        return []
    return list(session.scalars(BELOW, {"ids": list(ids), "on": on}))


def lineage(session: Session, organization_id: str, on: date) -> list[Dated]:
    """The organization as it stood on a day, then its superiors up to the school."""
    rows = session.execute(ABOVE, {"key": organization_id, "on": on}).all()
    if not rows or rows[0][0].id != organization_id:
        raise OrganizationUnknown(organization=organization_id, on=on)
    return [(row[0], row[1]) for row in rows]


def refuse_second_school(session: Session) -> None:
    """Refuses with `SchoolFounded` when there is a root."""
    root = Organization.kind == OrganizationKind.SCHOOL_COMMITTEE
    if root_id := session.scalar(select(Organization.id).where(root)):
        raise tree.SchoolFounded(root=root_id)


def found(session: Session, organization: Organization, version: OrganizationVersion) -> None:
    """Enters a new organization with its first version; refuses with `CodeTaken`."""
    of_code = select(Organization.id).where(Organization.code == organization.code)
    if taken := session.scalar(of_code):
        raise CodeTaken(code=organization.code, organization=taken)
    organization.id = organization.id or new_id("o")
    session.add(organization)
    session.flush()
    version.organization_id, version.number = organization.id, 1
    version.since = organization.founded_on
    session.add(version)
    turn(session)


def follow(session: Session, organization: Organization, version: OrganizationVersion) -> None:
    """Adds the version that follows the last one."""
    session.add(version)
    organization.version += 1
    turn(session)


def parts_after(session: Session, organization_id: str, on: date) -> list[str]:
    """Organizations that stand below this one, and terms that begin in it, after a day."""
    ever = select(OrganizationVersion.organization_id).where(
        OrganizationVersion.parent_id == organization_id
    )
    children = session.scalars(
        select(Organization).where(Organization.id.in_(ever)).order_by(Organization.code)
    ).all()
    versions = versions_of(session, *(child.id for child in children))
    parts = [
        child.id
        for child in children
        if tree.stands_below_after(versions[child.id], child.closed_on, organization_id, on)
    ]
    later = select(Post.id).where(
        Post.organization_id == organization_id, Post.held_from > on, Post.is_void.is_(False)
    )
    return parts + list(session.scalars(later.order_by(Post.id)))


def close(session: Session, organization: Organization, on: date) -> None:
    """Makes a day the organization's last, and that of the terms in it."""
    organization.closed_on = on
    organization.version += 1
    session.execute(
        update(Post)
        .where(
            Post.organization_id == organization.id,
            or_(Post.held_until.is_(None), Post.held_until > on),
            Post.is_void.is_(False),
        )
        .values(held_until=on, version=Post.version + 1)
    )
    turn(session)
