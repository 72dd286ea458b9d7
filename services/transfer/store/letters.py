"""Letters, their numbers and their receipts, as they are kept."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.transfer.store.tables import Base

LIVE, RECEIVED, VOID, SPOILED, LOST = "LIVE", "RECEIVED", "VOID", "SPOILED", "LOST"


class LetterNumber(Base):
    """The last serial given out by an issuer in a year; raised where the letter is written."""

    __tablename__ = "letter_number"

    issuer_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Letter(Base):
    """One number of the register, and the letter that bears it. It is never removed."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("issuer_id", "year", "serial", name="one_letter_a_number"),
        Index(
            "one_live_letter_each",
            "transfer_id",
            unique=True,
            sqlite_where=text("state = 'LIVE'"),
            postgresql_where=text("state = 'LIVE'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    kind: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    issuer_id: Mapped[str] = mapped_column(String(20))
    issuer_name: Mapped[str]
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(60))
    transfer_id: Mapped[str] = mapped_column(ForeignKey("transfer.id"), index=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    member_name: Mapped[str]
    addressee_id: Mapped[str] = mapped_column(String(20))
    addressee_name: Mapped[str]
    destination: Mapped[str]
    issued_on: Mapped[date]
    valid_days: Mapped[int]
    valid_until: Mapped[date]
    validity_because: Mapped[str] = mapped_column(Text)
    void_on: Mapped[date | None]
    void_because: Mapped[str] = mapped_column(Text, default="")
    void_by_id: Mapped[str] = mapped_column(String(60), default="")
    replaces_id: Mapped[str] = mapped_column(String(20), default="")
    prints: Mapped[int] = mapped_column(default=0)
    last_printed_by_id: Mapped[str] = mapped_column(String(60), default="")
    last_printed_at: Mapped[datetime | None]
    addressee_told_on: Mapped[date | None]
    addressee_told_how: Mapped[str] = mapped_column(Text, default="")
    # What is printed, as a Sheet message, sealed: the letter says for ever what it said that day.
    content: Mapped[bytes] = mapped_column(LargeBinary)
    code: Mapped[str] = mapped_column(Text)
    handoff_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    handoff_tries: Mapped[int] = mapped_column(default=0)
    handoff_used_at: Mapped[datetime | None]
    decisions: Mapped[bytes] = mapped_column(LargeBinary)


class Receipt(Base):
    """A receipt, pasted on the stub of its letter; an online transfer has one without a letter."""

    __tablename__ = "receipt"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    transfer_id: Mapped[str] = mapped_column(ForeignKey("transfer.id"), unique=True)
    letter_id: Mapped[str] = mapped_column(String(20), index=True)
    letter_hash: Mapped[str] = mapped_column(String(64))
    receiver_id: Mapped[str] = mapped_column(String(20), index=True)
    receiver_name: Mapped[str]
    branch: Mapped[str]
    accepted_on: Mapped[date]
    recorded_on: Mapped[date]
    recorded_by_id: Mapped[str] = mapped_column(String(60))
    channel: Mapped[int]
    by_handoff: Mapped[bool]
    image: Mapped[bytes | None] = mapped_column(LargeBinary)
    image_type: Mapped[str] = mapped_column(String(20))
    image_hash: Mapped[str] = mapped_column(String(64))
    code: Mapped[str] = mapped_column(Text)
