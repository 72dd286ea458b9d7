"""People and posts as kept: who holds what from when to when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, or_, select, tuple_
from sqlalchemy.orm import Session

from services.chassis.errors import Taken, Unknown
from services.chassis.ids import new_id
from services.directory.store.organizations import ON, STANDING
from services.directory.store.revisions import turn
from services.directory.store.tables import Organization, OrganizationVersion, Person, Post
from services.directory.terms import SIGNING, PostKind

Held = tuple[Post, Person]


class PersonUnknown(Unknown):
    zh = "没有登记此人：{person}。请核对编号或账号，或先登记人员。"
    en = "Nobody is registered as {person}; check the id or account, or register the person first."


class PostUnknown(Unknown):
    zh = "没有这条任职记录：{post}。请核对任职编号。"
    en = "There is no holding {post}; check its id."


class PersonTaken(Taken):
    zh = "人员编号 {person} 已经登记。如是同一人，无需再次登记。"
    en = "{person} is registered already; for the same person there is nothing left to do."


class AccountTaken(Taken):
    zh = "账号 {account} 已属于 {person}。请核对账号。"
    en = "Account {account} belongs to {person} already; check the account."


@dataclass(frozen=True)
class Filter:
    """Which posts are asked for; what is left empty does not matter."""

    organization_id: str = ""
    person_id: str = ""
    on: date | None = None


Shown = Sequence[tuple[Post, Person, str]]
"""Posts with their holders, and the code of the organization."""

Place = tuple[str, PostKind, date, str]
"""Where a post comes in a list: code of the organization, kind, first day, id."""


HELD = and_(
    Post.held_from <= ON,
    or_(Post.held_until.is_(None), Post.held_until >= ON),
    Post.is_void.is_(False),
)
"""Both the first and the last day belong to a term."""

PRECEDENCE = (Post.kind, Post.held_from, Post.id)
SIGNERS = (
    select(Post, Person)
    .join(Person)
    .where(
        Post.organization_id.in_(bindparam("ids", expanding=True)),
        Post.kind.in_(sorted(SIGNING)),
        HELD,
    )
    .order_by(*PRECEDENCE)
)
HOLDINGS = (
    STANDING.add_columns(Post)
    .join(Post, Post.organization_id == Organization.id)
    .where(Post.person_id == bindparam("person_id"), HELD)
    .order_by(*PRECEDENCE)
)
BY_ID = select(Person).where(Person.id == bindparam("key"))
BY_ACCOUNT = select(Person).where(Person.account == bindparam("key"))


def person_or_none(session: Session, key: str) -> Person | None:
    """Somebody, by id or account; an account never begins like an id."""
    return session.scalar(BY_ID if key.startswith("p-") else BY_ACCOUNT, {"key": key})


def person(session: Session, key: str) -> Person:
    """Somebody, by id or account."""
    found = person_or_none(session, key)
    if found is None:
        raise PersonUnknown(person=key)
    return found


def register(session: Session, newcomer: Person) -> None:
    """Enters a person; refuses with `PersonTaken` or `AccountTaken`."""
    known = session.get(Person, newcomer.id) if newcomer.id else None
    if known is not None:
        raise PersonTaken(person=newcomer.id)
    holder = session.scalar(select(Person.id).where(Person.account == newcomer.account))
    if holder:
        raise AccountTaken(account=newcomer.account, person=holder)
    newcomer.id = newcomer.id or new_id("p")
    session.add(newcomer)
    session.flush()
    turn(session)


def post(session: Session, post_id: str) -> Post:
    """One holding of a post."""
    found = session.get(Post, post_id)
    if found is None:
        raise PostUnknown(post=post_id)
    return found


def posts_in(session: Session, organization_id: str) -> Sequence[Post]:
    """Everything ever held in an organization, or to be held."""
    return session.scalars(
        select(Post).where(Post.organization_id == organization_id, Post.is_void.is_(False))
    ).all()


def appoint(session: Session, appointed: Post) -> None:
    """Enters a term."""
    appointed.id = new_id("h")
    session.add(appointed)
    session.flush()
    turn(session)


def end(session: Session, ended: Post, on: date) -> None:
    """Makes a day the last of a term; one before its first day makes it void."""
    if on < ended.held_from:
        ended.is_void = True
    else:
        ended.held_until = on
    ended.version += 1
    turn(session)


def page(session: Session, wanted: Filter, after: Place | None, size: int) -> Shown:
    """Posts, by organization, then in order of precedence, then by time."""
    place = (Organization.code, Post.kind, Post.held_from, Post.id)
    query = select(Post, Person, Organization.code).join(Person).join(Organization)
    if wanted.organization_id:
        query = query.where(Post.organization_id == wanted.organization_id)
    if wanted.person_id:
        query = query.where(Post.person_id == wanted.person_id)
    if wanted.on is not None:
        query = query.where(HELD)
    if after is not None:
        query = query.where(tuple_(*place) > after)
    rows = session.execute(query.order_by(*place).limit(size), {"on": wanted.on})
    return [(row[0], row[1], row[2]) for row in rows]


def signing(session: Session, ids: Collection[str], on: date) -> dict[str, list[Held]]:
    """Who could sign for these organizations on a day, each in order of precedence."""
    found: dict[str, list[Held]] = {each: [] for each in ids}
    for row in session.execute(SIGNERS, {"ids": list(ids), "on": on}):
        post, person = row[0], row[1]
        found[post.organization_id].append((post, person))
    return found


def holdings(
    session: Session, subject: str, on: date
) -> tuple[Person | None, list[tuple[Organization, OrganizationVersion, Post]]]:
    """Somebody, by id or account, and the posts held on a day in organizations open that day."""
    known = person_or_none(session, subject)
    if known is None:
        return None, []
    rows = session.execute(HOLDINGS, {"person_id": known.id, "on": on})
    return known, [(row[0], row[1], row[2]) for row in rows]
