"""Cash drawn for visits (暂付款), row by row, and the questions to it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, func, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.carefund.refusals_advance import AdvanceUnknown
from services.carefund.store.payments import OF_STATE, Payment, PaymentState
from services.carefund.store.tables import Base


class Advance(Base):
    """Cash that somebody carries. What became of it stands in its rows' payments."""

    __tablename__ = "advance"
    __table_args__ = (
        Index("one_advance_number_each", "year", "number", unique=True),
        CheckConstraint("amount_fen > 0", "an_advance_is_of_something"),
        CheckConstraint("drawn_on < due_on", "settled_after_it_was_drawn"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    year: Mapped[int]
    number: Mapped[int]
    pool_id: Mapped[str] = mapped_column(ForeignKey("pool.id"))
    committee_id: Mapped[str] = mapped_column(String(20), index=True)
    holder_id: Mapped[str] = mapped_column(String(60))
    holder_name: Mapped[str] = mapped_column(String(60))
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    drawn_on: Mapped[date]
    due_on: Mapped[date]
    bank_reference: Mapped[str] = mapped_column(String(60))


class AdvanceRow(Base):
    """One recipient of an advance: his voucher, and who signed where."""

    __tablename__ = "advance_row"

    payment_id: Mapped[str] = mapped_column(ForeignKey("payment.id"), primary_key=True)
    advance_id: Mapped[str] = mapped_column(ForeignKey("advance.id"), index=True)
    sheet: Mapped[str] = mapped_column(String(60), default="")
    witness_id: Mapped[str] = mapped_column(String(60), default="")
    approver_id: Mapped[str] = mapped_column(String(60), default="")
    proxy_name: Mapped[str] = mapped_column(String(60), default="")
    proxy_letter: Mapped[str] = mapped_column(String(60), default="")


def get_advance(session: Session, advance_id: str) -> Advance:
    """An advance, or `AdvanceUnknown`."""
    if found := session.get(Advance, advance_id):
        return found
    raise AdvanceUnknown(id=advance_id)


def next_advance_number(session: Session, year: int) -> int:
    """The next number of a year; writes take turns, so it is nobody else's."""
    return (session.scalar(select(func.max(Advance.number)).where(Advance.year == year)) or 0) + 1


def rows_of(session: Session, advance_ids: Sequence[str]) -> Sequence[tuple[AdvanceRow, Payment]]:
    """The rows of advances with their vouchers, by voucher number."""
    asked = (
        select(AdvanceRow, Payment)
        .join(Payment, Payment.id == AdvanceRow.payment_id)
        .where(AdvanceRow.advance_id.in_(advance_ids))
        .order_by(Payment.year, Payment.number)
    )
    return [(row, payment) for row, payment in session.execute(asked)]


def advance_of(session: Session, payment_id: str) -> str:
    """The advance that a voucher's cash was drawn in; empty without."""
    found = session.get(AdvanceRow, payment_id)
    return found.advance_id if found else ""


def is_open() -> Any:
    """Advances with cash out, as a condition."""
    out = select(AdvanceRow.advance_id).join(Payment, Payment.id == AdvanceRow.payment_id)
    return Advance.id.in_(out.where(OF_STATE[PaymentState.ORDERED]))


def overdue(session: Session, committee_id: str, today: date) -> Advance | None:
    """The oldest advance of a committee whose day is over with cash out; None without."""
    asked = select(Advance).where(
        Advance.committee_id == committee_id, Advance.due_on < today, is_open()
    )
    return session.scalars(asked.order_by(Advance.due_on, Advance.id).limit(1)).first()


def advances(
    session: Session, conditions: Sequence[Any], before: tuple[int, int] | None, most: int
) -> Sequence[Advance]:
    """Advances that meet the conditions, newest first, before a year and number."""
    asked = select(Advance).where(*conditions)
    if before is not None:
        asked = asked.where(tuple_(Advance.year, Advance.number) < tuple_(*before))
    return session.scalars(
        asked.order_by(Advance.year.desc(), Advance.number.desc()).limit(most)
    ).all()
