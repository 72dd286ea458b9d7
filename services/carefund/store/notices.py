"""Notices, what they show of whom, objections to it, as they are kept; and questions to them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.carefund.store.tables import Base


class Notice(Base):
    """A notice as it was put up. Whether it stands today is computed from its last day."""

    __tablename__ = "notice"
    __table_args__ = (Index("notices_by_age", "posted_at", "id"),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    committee_id: Mapped[str] = mapped_column(String(20), index=True)
    committee_name: Mapped[str]
    # In which circle it is shown: branch, unit or school.
    scope: Mapped[str] = mapped_column(String(10))
    posted_at: Mapped[datetime]
    posted_by_id: Mapped[str] = mapped_column(String(60))
    # As printed on it: the days it was promised to stand are part of what was shown.
    first_on: Mapped[date]
    last_on: Mapped[date]
    days: Mapped[int]
    contact: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    concluded_on: Mapped[date | None]
    shown: Mapped[list["Shown"]] = relationship(order_by="Shown.number", lazy="selectin")


class Shown(Base):
    """What a notice shows of one application, and what was meant by it."""

    __tablename__ = "shown"
    __table_args__ = (
        Index(
            "one_open_notice_each",
            "application_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    notice_id: Mapped[str] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    branch_id: Mapped[str] = mapped_column(String(20))
    name_shown: Mapped[str] = mapped_column(String(200))
    organization_shown: Mapped[str]
    category_shown: Mapped[str] = mapped_column(String(20))
    amount_shown_fen: Mapped[int] = mapped_column(BigInteger)
    # For whom, for what and how much: a change of these has to be shown anew.
    payee_name: Mapped[str] = mapped_column(String(60))
    category: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    # When it was struck off, or concluded with its notice.
    closed_at: Mapped[datetime | None]
    struck: Mapped[bool] = mapped_column(default=False)


class Objection(Base):
    """An objection. Who raised it, what it says and what was found are sealed."""

    __tablename__ = "objection"
    __table_args__ = (Index("one_objection_number_each", "year", "number", unique=True),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    year: Mapped[int]
    number: Mapped[int]
    notice_id: Mapped[str] = mapped_column(ForeignKey("notice.id"), index=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[int]
    anonymous: Mapped[bool]
    raised_by: Mapped[bytes] = mapped_column(LargeBinary)
    said: Mapped[bytes] = mapped_column(LargeBinary)
    raised_on: Mapped[date]
    recorded_by_id: Mapped[str] = mapped_column(String(60))
    settled_on: Mapped[date | None]
    upheld: Mapped[bool] = mapped_column(default=False)
    finding: Mapped[bytes | None] = mapped_column(LargeBinary)
    settled_by_id: Mapped[str] = mapped_column(String(60), default="")


def find_notice(session: Session, notice_id: str) -> Notice | None:
    return session.get(Notice, notice_id)


def notices(
    session: Session,
    conditions: Sequence[Any],
    size: int,
    before: tuple[datetime, str] | None = None,
) -> Sequence[Notice]:
    """Notices that meet the conditions, newest first, from behind the last one shown."""
    asked = select(Notice).where(*conditions)
    if before is not None:
        asked = asked.where(tuple_(Notice.posted_at, Notice.id) < tuple_(*before))
    newest = asked.order_by(Notice.posted_at.desc(), Notice.id.desc()).limit(size)
    return session.scalars(newest).all()


def open_shown(session: Session, application_id: str) -> Shown | None:
    """What stands of an application on a notice that was not concluded."""
    asked = select(Shown).where(Shown.application_id == application_id, Shown.closed_at.is_(None))
    return session.scalars(asked).first()


def last_shown(session: Session, application_id: str) -> Shown | None:
    """What the public was last shown of an application and nobody overturned."""
    asked = (
        select(Shown)
        .join(Notice, Notice.id == Shown.notice_id)
        .where(Shown.application_id == application_id, Shown.struck.is_(False))
        .order_by(Notice.posted_at.desc(), Notice.id.desc())
        .limit(1)
    )
    return session.scalars(asked).first()


def last_notice_of(session: Session, application_id: str) -> Notice | None:
    """The last notice that showed an application and still counts."""
    shown = last_shown(session, application_id)
    return session.get_one(Notice, shown.notice_id) if shown is not None else None


def find_objection(session: Session, objection_id: str) -> Objection | None:
    return session.get(Objection, objection_id)


def objections(
    session: Session, conditions: Sequence[Any], size: int, before: tuple[int, int] | None = None
) -> Sequence[Objection]:
    """Objections that meet the conditions, newest first, from behind the last one shown."""
    asked = select(Objection).where(*conditions)
    if before is not None:
        asked = asked.where(tuple_(Objection.year, Objection.number) < tuple_(*before))
    newest = asked.order_by(Objection.year.desc(), Objection.number.desc()).limit(size)
    return session.scalars(newest).all()


def next_objection_number(session: Session, year: int) -> int:
    """The next number of a year; writes of a service take turns, so it is nobody else's."""
    last = session.scalar(select(func.max(Objection.number)).where(Objection.year == year))
    return (last or 0) + 1


def open_objection(session: Session, application_id: str) -> Objection | None:
    """The oldest objection to an application that has no outcome yet."""
    asked = (
        select(Objection)
        .where(Objection.application_id == application_id, Objection.settled_on.is_(None))
        .order_by(Objection.year, Objection.number)
        .limit(1)
    )
    return session.scalars(asked).first()


def open_objections_to(session: Session, notice_ids: Sequence[str]) -> dict[str, int]:
    """How many objections to each of these notices have no outcome yet."""
    asked = (
        select(Objection.notice_id, func.count())
        .where(Objection.notice_id.in_(notice_ids), Objection.settled_on.is_(None))
        .group_by(Objection.notice_id)
    )
    return {row[0]: row[1] for row in session.execute(asked)}
