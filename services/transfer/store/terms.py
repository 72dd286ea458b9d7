"""Arrangements that run for a time, the contacts they ask for, and holds, as they are kept."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.transfer.store.tables import Base


class Term(Base):
    """An arrangement: from when, until when at most, and whether it still runs."""

    __tablename__ = "term"
    __table_args__ = (
        Index(
            "one_running_term_each",
            "member_id",
            "kind",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    member_name: Mapped[str]
    organization_id: Mapped[str] = mapped_column(String(20), index=True)
    organization_name: Mapped[str]
    transfer_id: Mapped[str] = mapped_column(String(20))
    ended_by_id: Mapped[str] = mapped_column(String(20), default="")
    ground: Mapped[int]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    # The day the member was back or found; the arrangement may run on until a case ends it.
    back_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_because: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(Text, default="")
    last_contact_on: Mapped[date | None]
    # Why it began, where no case says it.
    because: Mapped[str] = mapped_column(Text, default="")


class Contact(Base):
    """One contact, or one attempt that reached nobody."""

    __tablename__ = "contact"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    term_id: Mapped[str] = mapped_column(ForeignKey("term.id"), index=True)
    on: Mapped[date] = mapped_column("on_day")
    reached: Mapped[bool]
    how: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str] = mapped_column(String(60))
    entered_at: Mapped[datetime]


class Hold(Base):
    """A hold placed by order: an examination by the Party is open."""

    __tablename__ = "hold"
    __table_args__ = (
        Index(
            "one_standing_hold_each",
            "member_id",
            "code",
            unique=True,
            sqlite_where=text("released_on IS NULL"),
            postgresql_where=text("released_on IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    document: Mapped[str]
    because: Mapped[bytes] = mapped_column(LargeBinary)
    placed_on: Mapped[date]
    placed_by_id: Mapped[str] = mapped_column(String(60))
    released_on: Mapped[date | None]
    released_because: Mapped[str] = mapped_column(Text, default="")
