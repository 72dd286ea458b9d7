"""The roll and the transfers, as they are kept."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    and_,
    bindparam,
    or_,
    select,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from services.chassis import journal
from services.chassis.database import Instant
from services.transfer.lifecycle import ENDS, State, Step, after
from services.transfer.refusals import MemberUnknown, TransferUnknown


class Base(DeclarativeBase):
    """The tables of the transfer service."""

    type_annotation_map: ClassVar = {datetime: Instant, str: String(120)}


journal.attach(Base.metadata)


class Member(Base):
    """A member, under a stable person id. Numbers are sealed; only their masks can be read."""

    __tablename__ = "member"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    name: Mapped[str]
    kind: Mapped[int]
    category: Mapped[int]
    campus_number: Mapped[str] = mapped_column(String(30), unique=True)
    id_number: Mapped[bytes] = mapped_column(LargeBinary)
    id_number_index: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    id_number_masked: Mapped[str] = mapped_column(String(18))
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    phone_masked: Mapped[str] = mapped_column(String(20))
    joined_on: Mapped[date]
    probation_ends_on: Mapped[date | None]
    dues_through: Mapped[str] = mapped_column(String(7))


class Relationship(Base):
    """A stretch of time on the roll of one organization; the open one says where a member is."""

    __tablename__ = "relationship"
    __table_args__ = (
        Index(
            "one_relationship_each",
            "member_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    organization_id: Mapped[str] = mapped_column(String(20), index=True)
    organization_name: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    transfer_id: Mapped[str] = mapped_column(String(20))


class Rung(Base):
    """One signature a case needs, in one round of submission."""

    __tablename__ = "rung"

    transfer_id: Mapped[str] = mapped_column(ForeignKey("transfer.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    acts: Mapped[str] = mapped_column(String(60))
    organization_id: Mapped[str] = mapped_column(String(20))
    organization_name: Mapped[str]
    days: Mapped[int]
    counts: Mapped[str] = mapped_column(String(10))
    opened_on: Mapped[date | None]
    signed_by_id: Mapped[str] = mapped_column(String(60), default="")
    signed_by_name: Mapped[str] = mapped_column(default="")
    signed_post_id: Mapped[str] = mapped_column(String(20), default="")
    signed_at: Mapped[datetime | None]
    passed_on: Mapped[str] = mapped_column(Text, default="")

    @property
    def accepts(self) -> bool:
        """Whether this is the last rung, which moves the member."""
        return "ACCEPT" in self.acts.split()


class Transfer(Base):
    """A case: one member on the way from one branch to another."""

    __tablename__ = "transfer"
    __table_args__ = (
        Index(
            "one_open_transfer_each",
            "member_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    member_name: Mapped[str]
    category: Mapped[int]
    stored_state: Mapped[str] = mapped_column("state", String(20))
    source_id: Mapped[str] = mapped_column(String(20), index=True)
    source_name: Mapped[str]
    destination_id: Mapped[str] = mapped_column(String(20), index=True)
    destination_name: Mapped[str]
    committee_id: Mapped[str] = mapped_column(String(20))
    branch_id: Mapped[str] = mapped_column(String(20), index=True)
    branch_name: Mapped[str]
    reason: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    round: Mapped[int]
    filed_by_id: Mapped[str] = mapped_column(String(60))
    filed_at: Mapped[datetime]
    waits_on_id: Mapped[str] = mapped_column(String(20), index=True)
    waits_since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    returned_because: Mapped[str] = mapped_column(Text)
    rejected_because: Mapped[int]
    rejected_note: Mapped[str] = mapped_column(Text)
    turned_back_by: Mapped[str] = mapped_column(Text)
    decisions: Mapped[bytes] = mapped_column(LargeBinary)
    all_rungs: Mapped[list[Rung]] = relationship(
        order_by=(Rung.round, Rung.number), lazy="selectin"
    )

    @property
    def state(self) -> State:
        return State(self.stored_state)

    @property
    def rungs(self) -> list[Rung]:
        """The ladder of the present round."""
        return [rung for rung in self.all_rungs if rung.round == self.round]

    @property
    def open_rung(self) -> Rung | None:
        """The rung that must be signed next; None when the case waits on nobody's signature."""
        if self.state not in (State.SUBMITTED, State.UNDER_REVIEW, State.AGREED):
            return None
        return next(rung for rung in self.rungs if rung.signed_at is None)

    def open_rung_after(self, rung: Rung) -> Rung | None:
        """The rung that opens when this one is signed."""
        return next((one for one in self.rungs if one.number == rung.number + 1), None)

    @property
    def organization_ids(self) -> set[str]:
        """All whose business the case is: either side, whom it waits on, who signs it."""
        ids = {self.source_id, self.destination_id, self.branch_id, self.waits_on_id}
        return (ids | {rung.organization_id for rung in self.rungs}) - {""}

    @property
    def signers(self) -> set[str]:
        """The people who have filed or signed in this round: none of them signs again."""
        return {self.filed_by_id} | {r.signed_by_id for r in self.rungs if r.signed_by_id}

    def take(self, step: Step, now: datetime) -> None:
        """Takes a step, or refuses it. Nothing else changes the state of a transfer."""
        self.stored_state = after(step, self.state, self.id)
        self.version += 1
        if self.state in ENDS:
            self.ended_at = now


def get_member(session: Session, member_id: str) -> Member:
    if member := session.get(Member, member_id):
        return member
    raise MemberUnknown(id=member_id)


def get_transfer(session: Session, transfer_id: str) -> Transfer:
    if transfer := session.get(Transfer, transfer_id):
        return transfer
    raise TransferUnknown(id=transfer_id)


MemberRow = tuple[Member, Relationship, str | None]

_ROWS = (
    select(Member, Relationship, Transfer.id)
    .join(Relationship, and_(Relationship.member_id == Member.id, Relationship.until.is_(None)))
    .outerjoin(Transfer, and_(Transfer.member_id == Member.id, Transfer.ended_at.is_(None)))
)
_ONE_ROW = _ROWS.where(Member.id == bindparam("member_id"))
_PLACE = select(Relationship).where(
    Relationship.member_id == bindparam("member_id"), Relationship.until.is_(None)
)
_OPEN_TRANSFER = select(Transfer).where(
    Transfer.member_id == bindparam("member_id"), Transfer.ended_at.is_(None)
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


def organizations_with_members(session: Session) -> set[str]:
    """The organizations that have somebody on their roll now."""
    asked = select(Relationship.organization_id).where(Relationship.until.is_(None)).distinct()
    return set(session.scalars(asked))


IN_ORDER = (Relationship.since, Relationship.until.is_(None), Relationship.until)
"""Oldest first, the one that lasts at the end, even where two begin at one instant."""


def relationships_of(session: Session, member_id: str) -> Sequence[Relationship]:
    return session.scalars(
        select(Relationship).where(Relationship.member_id == member_id).order_by(*IN_ORDER)
    ).all()


def open_transfer_of(session: Session, member_id: str) -> Transfer | None:
    return session.scalars(_OPEN_TRANSFER, {"member_id": member_id}).one_or_none()


def members(
    session: Session,
    *conditions: Any,
    scope: Collection[str] | None = None,
    after_id: str = "",
    most: int,
) -> Sequence[MemberRow]:
    """Members with where they belong and their open transfer, in order of id.

    `scope` None means everywhere; the filter is in the query, so pages do not leak.
    """
    query = _ROWS.where(*conditions, Member.id > after_id).order_by(Member.id).limit(most)
    if scope is not None:
        query = query.where(Relationship.organization_id.in_(scope))
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def touches(organization_ids: Collection[str]) -> object:
    """The condition that a transfer is from, to, waits on or is signed by any of these."""
    signs = and_(Rung.round == Transfer.round, Rung.organization_id.in_(organization_ids))
    return or_(
        Transfer.all_rungs.any(signs),
        Transfer.waits_on_id.in_(organization_ids),
        Transfer.source_id.in_(organization_ids),
        Transfer.destination_id.in_(organization_ids),
        Transfer.branch_id.in_(organization_ids),
    )


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
