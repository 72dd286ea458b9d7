"""Questions to the roll and the cases."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from services.transfer.kinds import Lane
from services.transfer.refusals import MemberUnknown, TransferUnknown
from services.transfer.store.tables import (
    INSIDE,
    OUTSIDE,
    Member,
    Passenger,
    Relationship,
    Rung,
    Transfer,
)


def get_member(session: Session, member_id: str) -> Member:
    if member := session.get(Member, member_id):
        return member
    raise MemberUnknown(id=member_id)


def get_transfer(session: Session, transfer_id: str) -> Transfer:
    if transfer := session.get(Transfer, transfer_id):
        return transfer
    raise TransferUnknown(id=transfer_id)


MemberRow = tuple[Member, Relationship, str | None]

_FORMAL = and_(Transfer.ended_at.is_(None), Transfer.lane == Lane.FORMAL)
_ROWS = (
    select(Member, Relationship, func.coalesce(Transfer.id, Passenger.transfer_id))
    .join(Relationship, and_(Relationship.member_id == Member.id, Relationship.until.is_(None)))
    .outerjoin(Transfer, and_(Transfer.member_id == Member.id, _FORMAL))
    .outerjoin(Passenger, and_(Passenger.member_id == Member.id, Passenger.under_way))
)
_ONE_ROW = _ROWS.where(Member.id == bindparam("member_id"))
_PLACE = select(Relationship).where(
    Relationship.member_id == bindparam("member_id"), Relationship.until.is_(None)
)
_OPEN_TRANSFER = select(Transfer).where(
    Transfer.member_id == bindparam("member_id"),
    Transfer.ended_at.is_(None),
    Transfer.lane == bindparam("lane"),
)
_UNIT_MOVE = (
    select(Transfer)
    .join(Passenger, Passenger.transfer_id == Transfer.id)
    .where(Passenger.member_id == bindparam("member_id"), Passenger.under_way)
)


def get_row(session: Session, member_id: str) -> MemberRow:
    """A member, where he belongs, and the id of his open transfer if there is one."""
    row = session.execute(_ONE_ROW, {"member_id": member_id}).one_or_none()
    if row is None:
        raise MemberUnknown(id=member_id)
    return row[0], row[1], row[2]


def current_relationship(session: Session, member_id: str) -> Relationship:
    """Where a member belongs now: exactly one, by the index `one_relationship_each`."""
    return session.scalars(_PLACE, {"member_id": member_id}).one()


def current_relationships(session: Session, member_ids: Collection[str]) -> Sequence[Relationship]:
    """Where these members belong now, in one question."""
    asked = select(Relationship).where(
        Relationship.member_id.in_(member_ids), Relationship.until.is_(None)
    )
    return session.scalars(asked).all()


def members_inside(session: Session, organization_id: str) -> Sequence[Member]:
    """Those on the roll of one branch now, in order of id."""
    asked = (
        select(Member)
        .join(Relationship, Relationship.member_id == Member.id)
        .where(
            Relationship.organization_id == organization_id,
            Relationship.until.is_(None),
            Relationship.place == INSIDE,
        )
    )
    return session.scalars(asked.order_by(Member.id)).all()


def open_among(session: Session, member_ids: Collection[str]) -> str:
    """The id of a formal case that one of these has under way; empty where none has."""
    own = select(Transfer.id).where(Transfer.member_id.in_(member_ids), _FORMAL)
    with_unit = select(Passenger.transfer_id).where(
        Passenger.member_id.in_(member_ids), Passenger.under_way
    )
    return session.scalars(own.union(with_unit).limit(1)).first() or ""


def organizations_with_members(session: Session) -> set[str]:
    """The organizations that have somebody on their roll now."""
    asked = (
        select(Relationship.organization_id)
        .where(Relationship.until.is_(None), Relationship.place == INSIDE)
        .distinct()
    )
    return set(session.scalars(asked))


IN_ORDER = (
    Relationship.since,
    Relationship.until.is_(None),
    Relationship.until,
    Relationship.transfer_id != "",
)
"""Oldest first: the one no case began, and at the end the one that lasts, even where several begin
at one instant."""


def relationships_of(session: Session, member_id: str) -> Sequence[Relationship]:
    return session.scalars(
        select(Relationship).where(Relationship.member_id == member_id).order_by(*IN_ORDER)
    ).all()


def open_transfer_of(session: Session, member_id: str, lane: Lane = Lane.FORMAL) -> Transfer | None:
    """The case a member has under way in a lane: his own, or that of his whole unit."""
    own = session.scalars(_OPEN_TRANSFER, {"member_id": member_id, "lane": lane}).one_or_none()
    if own is not None or lane is not Lane.FORMAL:
        return own
    return session.scalars(_UNIT_MOVE, {"member_id": member_id}).one_or_none()


def transfers_of(session: Session, ids: Collection[str]) -> Sequence[Transfer]:
    """These cases, in one question."""
    return session.scalars(select(Transfer).where(Transfer.id.in_(ids))).all() if ids else ()


def passengers_of(session: Session, transfer_id: str) -> Sequence[Passenger]:
    """Those who move in one case with their unit, in order of id; empty for other cases."""
    asked = select(Passenger).where(Passenger.transfer_id == transfer_id)
    return session.scalars(asked.order_by(Passenger.member_id)).all()


def members(
    session: Session,
    *conditions: Any,
    scope: Collection[str] | None = None,
    after_id: str = "",
    most: int,
) -> Sequence[MemberRow]:
    """Members with where they belong and their open transfer, in order of id.

    `scope` None means everywhere; the filter is in the query, so pages do not leak. Somebody on his
    way from outside is seen where he is expected.
    """
    query = _ROWS.where(*conditions, Member.id > after_id).order_by(Member.id).limit(most)
    if scope is not None:
        arrives = and_(Relationship.place == OUTSIDE, touches(scope))
        query = query.where(or_(Relationship.organization_id.in_(scope), arrives))
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def touches(organization_ids: Collection[str]) -> ColumnElement[bool]:
    """The condition that a transfer is from, to, waits on or is signed by any of these."""
    signs = and_(Rung.round == Transfer.round, Rung.organization_id.in_(organization_ids))
    return or_(
        Transfer.all_rungs.any(signs),
        Transfer.waits_on_id.in_(organization_ids),
        Transfer.source_id.in_(organization_ids),
        Transfer.destination_id.in_(organization_ids),
        Transfer.branch_id.in_(organization_ids),
    )


def of_member(member_id: str) -> object:
    """The condition that a transfer is of one member, by himself or with his unit."""
    with_unit = select(Passenger.transfer_id).where(Passenger.member_id == member_id)
    return or_(Transfer.member_id == member_id, Transfer.id.in_(with_unit))


def of_campus_number(campus_number: str) -> object:
    """The condition that a transfer is of the member with this student or staff number."""
    members = select(Member.id).where(Member.campus_number == campus_number)
    return Transfer.member_id.in_(members)


def transfers(
    session: Session, *conditions: Any, before: tuple[datetime, str] | None = None, most: int
) -> Sequence[Transfer]:
    """Transfers, newest first."""
    query = select(Transfer).where(*conditions)
    if before:
        at, last_id = before
        query = query.where(
            or_(Transfer.filed_at < at, and_(Transfer.filed_at == at, Transfer.id < last_id))
        )
    return session.scalars(
        query.order_by(Transfer.filed_at.desc(), Transfer.id.desc()).limit(most)
    ).all()
