"""Pools, budgets, promises and the books, as they are kept. All amounts are in fen."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.carefund.store.tables import Base


class Pool(Base):
    """The money of one source under one restriction: how much there is and is promised."""

    __tablename__ = "pool"
    # The last line of defence: whatever the code believes, no pool promises what it has not got.
    __table_args__ = (
        CheckConstraint("reserved_fen >= 0", "nothing_promised_below_zero"),
        CheckConstraint("cash_fen - reserved_fen >= 0", "nothing_promised_unfunded"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    source: Mapped[int]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    # Categories of a restricted gift, as numbers with spaces; empty: all its source may pay.
    uses: Mapped[str]
    opened_on: Mapped[date]
    cash_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    reserved_fen: Mapped[int] = mapped_column(BigInteger, default=0)


class Budget(Base):
    """What a pool may spend in a year, by which resolution; a later row of a year replaces it."""

    __tablename__ = "budget"

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[str] = mapped_column(ForeignKey("pool.id"), index=True)
    year: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    resolution_id: Mapped[str] = mapped_column(String(20))
    set_at: Mapped[datetime]


class Commitment(Base):
    """A promise of money: it stands until it is paid, taken back or too old, one of the three."""

    __tablename__ = "commitment"
    __table_args__ = (
        Index(
            "one_standing_promise_each",
            "application_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("amount_fen > 0", "a_promise_is_of_something"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    pool_id: Mapped[str] = mapped_column(ForeignKey("pool.id"), index=True)
    application_id: Mapped[str] = mapped_column(String(20), index=True)
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    year: Mapped[int]
    made_at: Mapped[datetime]
    made_on: Mapped[date]
    until: Mapped[date]
    # POSTED, VOIDED or EXPIRED; empty while it stands.
    ended_as: Mapped[str] = mapped_column(String(10), default="")
    ended_at: Mapped[datetime | None]


class Seal(Base):
    """The seal of an entry. The database gives none where lines do not sum to nothing, and keeps
    no entry without one."""

    __tablename__ = "seal"

    entry_id: Mapped[str] = mapped_column(String(20), primary_key=True)


class Entry(Base):
    """A bookkeeping entry; neither it nor its lines are ever changed."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("one_number_each", "year", "number", unique=True),
        Index(
            "one_reversal_each",
            "reverses_id",
            unique=True,
            sqlite_where=text("reverses_id <> ''"),
            postgresql_where=text("reverses_id <> ''"),
        ),
        Index(
            "one_bank_reference_each",
            "bank_reference",
            "attempt",
            unique=True,
            sqlite_where=text("bank_reference <> ''"),
            postgresql_where=text("bank_reference <> ''"),
        ),
    )

    id: Mapped[str] = mapped_column(
        String(20),
        ForeignKey("seal.entry_id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    )
    year: Mapped[int]
    number: Mapped[int]
    booked_on: Mapped[date] = mapped_column(index=True)
    entered_at: Mapped[datetime] = mapped_column(index=True)
    occasion: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text)
    application_id: Mapped[str] = mapped_column(String(20), index=True)
    payment_id: Mapped[str] = mapped_column(String(20))
    bank_reference: Mapped[str] = mapped_column(String(60))
    # 1, or one more for each earlier entry of this reference that has been reversed.
    attempt: Mapped[int]
    reverses_id: Mapped[str] = mapped_column(String(20))
    # The entry of unknown origin whose money this one books where it belongs.
    identifies_id: Mapped[str] = mapped_column(String(20), index=True)
    entered_by_id: Mapped[str] = mapped_column(String(60))
    lines: Mapped[list["Line"]] = relationship(order_by="Line.number", lazy="selectin")


class Line(Base):
    """One line of an entry: debit above zero, credit below."""

    __tablename__ = "line"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(4), index=True)
    pool_id: Mapped[str] = mapped_column(ForeignKey("pool.id"), index=True)
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    category: Mapped[int]


class ClosedYear(Base):
    """A year whose books are closed: nothing is booked under it any more."""

    __tablename__ = "closed_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[str] = mapped_column(String(60))
    carried_over_fen: Mapped[int] = mapped_column(BigInteger)
