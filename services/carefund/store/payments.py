"""Vouchers and what became of them, and money claimed back; and the questions to them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.carefund.refusals_payment import ClaimUnknown, PaymentUnknown
from services.carefund.store.cases import Rung
from services.carefund.store.money import Commitment
from services.carefund.store.tables import Base
from services.chassis.civil import shanghai_date


class PaymentState(IntEnum):
    """Where a payment stands, numbered as in the .proto; read off its days, never kept."""

    ORDERED = 1
    PAID = 2
    RETURNED = 3
    VOID = 4


class Payment(Base):
    """A payment voucher: the intention, on record before any bank hears of it."""

    __tablename__ = "payment"
    __table_args__ = (
        Index("one_voucher_number_each", "year", "number", unique=True),
        Index(
            "one_open_order_each",
            "application_id",
            unique=True,
            sqlite_where=text("paid_on IS NULL AND voided_at IS NULL"),
            postgresql_where=text("paid_on IS NULL AND voided_at IS NULL"),
        ),
        Index(
            "one_replacement_each",
            "replaces_id",
            unique=True,
            sqlite_where=text("replaces_id <> '' AND voided_at IS NULL"),
            postgresql_where=text("replaces_id <> '' AND voided_at IS NULL"),
        ),
        CheckConstraint("amount_fen > 0", "a_payment_is_of_something"),
        CheckConstraint("paid_on IS NULL OR voided_at IS NULL", "paid_or_void"),
        CheckConstraint("returned_on IS NULL OR paid_on <= returned_on", "returned_after_paid"),
        CheckConstraint("confirmed_on IS NULL OR paid_on <= confirmed_on", "confirmed_after_paid"),
        CheckConstraint("returned_on IS NULL OR confirmed_on IS NULL", "returned_or_confirmed"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    year: Mapped[int]
    number: Mapped[int]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    pool_id: Mapped[str] = mapped_column(ForeignKey("pool.id"))
    channel: Mapped[int]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    payee_name: Mapped[str] = mapped_column(String(60))
    account_masked: Mapped[str] = mapped_column(String(30))
    # The Payee message with the account this order goes to, sealed.
    payee: Mapped[bytes] = mapped_column(LargeBinary)
    because: Mapped[str] = mapped_column(Text)
    ordered_on: Mapped[date]
    ordered_by_id: Mapped[str] = mapped_column(String(60))
    # The returned payment that this one replaces; empty without.
    replaces_id: Mapped[str] = mapped_column(String(20))
    voided_at: Mapped[datetime | None]
    paid_on: Mapped[date | None]
    bank_reference: Mapped[str] = mapped_column(String(60), default="")
    returned_on: Mapped[date | None]
    return_reason: Mapped[str] = mapped_column(Text, default="")
    confirmed_on: Mapped[date | None]
    manner: Mapped[int] = mapped_column(default=0)
    # Which sheet the recipient signed.
    sheet: Mapped[str] = mapped_column(String(60), default="")

    @property
    def state(self) -> PaymentState:
        if self.voided_at is not None:
            return PaymentState.VOID
        if self.returned_on is not None:
            return PaymentState.RETURNED
        return PaymentState.ORDERED if self.paid_on is None else PaymentState.PAID


class Claim(Base):
    """Money claimed back, and how much of it has come."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", "a_claim_is_of_something"),
        CheckConstraint("recovered_fen BETWEEN 0 AND amount_fen", "nothing_beyond_the_claim"),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), unique=True)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payment.id"))
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    recovered_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    fraud: Mapped[bool]
    claimed_on: Mapped[date] = mapped_column(index=True)


OF_STATE: dict[PaymentState, Any] = {
    PaymentState.ORDERED: Payment.paid_on.is_(None) & Payment.voided_at.is_(None),
    PaymentState.PAID: Payment.paid_on.is_not(None) & Payment.returned_on.is_(None),
    PaymentState.RETURNED: Payment.returned_on.is_not(None),
    PaymentState.VOID: Payment.voided_at.is_not(None),
}
"""The same as `Payment.state`, in SQL."""


def get_payment(session: Session, payment_id: str) -> Payment:
    """A payment, or `PaymentUnknown`."""
    if found := session.get(Payment, payment_id):
        return found
    raise PaymentUnknown(id=payment_id)


def next_payment_number(session: Session, year: int) -> int:
    """The next voucher number of a year; writes take turns, so it is nobody else's."""
    return (session.scalar(select(func.max(Payment.number)).where(Payment.year == year)) or 0) + 1


def payments(
    session: Session, conditions: Sequence[Any], before: tuple[int, int] | None, most: int
) -> Sequence[Payment]:
    """Payments that meet the conditions, newest first, before a year and number."""
    asked = select(Payment).where(*conditions)
    if before is not None:
        asked = asked.where(tuple_(Payment.year, Payment.number) < tuple_(*before))
    newest = asked.order_by(Payment.year.desc(), Payment.number.desc()).limit(most)
    return session.scalars(newest).all()


def replacements(session: Session, payment_ids: Sequence[str]) -> dict[str, str]:
    """The orders that stand in place of these, by the id of the returned payment."""
    standing = Payment.voided_at.is_(None)
    asked = select(Payment).where(Payment.replaces_id.in_(payment_ids), standing)
    return {one.replaces_id: one.id for one in session.scalars(asked)}


def find_promise(session: Session, application_id: str) -> Commitment | None:
    """The last promise made to an application, however it ended; None where none was made."""
    asked = select(Commitment).where(Commitment.application_id == application_id)
    newest = asked.order_by(Commitment.made_at.desc(), Commitment.id.desc()).limit(1)
    return session.scalars(newest).first()


def promise_of(session: Session, application_id: str) -> Commitment:
    """The last promise made to an application to which one was made."""
    found = find_promise(session, application_id)
    assert found is not None, "an approval is a promise"
    return found


def paid_of(session: Session, application_id: str) -> Payment:
    """The payment that reached the payee of a paid application, as far as anybody knows."""
    of_case = Payment.application_id == application_id
    return session.scalars(select(Payment).where(of_case, OF_STATE[PaymentState.PAID])).one()


def ordered_of(session: Session, application_id: str) -> Payment:
    """The order that is out for an application in payment."""
    of_case = Payment.application_id == application_id
    return session.scalars(select(Payment).where(of_case, OF_STATE[PaymentState.ORDERED])).one()


def paid_since(session: Session, application_id: str) -> date | None:
    """The day money first left for an application; None before."""
    asked = select(func.min(Payment.paid_on)).where(Payment.application_id == application_id)
    return session.scalar(asked)


def first_paid_of(session: Session, application_id: str) -> Payment:
    """The payment by which the money first left: its year bears the expense."""
    asked = (
        select(Payment)
        .where(Payment.application_id == application_id, Payment.paid_on.is_not(None))
        .order_by(Payment.year, Payment.number)
        .limit(1)
    )
    return session.scalars(asked).one()


def standing_on(session: Session, day: date) -> Mapping[str, int]:
    """What was promised and neither paid nor ended at the end of a day, by pool: paid by the day
    the money left, whenever that was recorded."""
    paid: dict[str, list[date]] = defaultdict(list)
    for one in session.scalars(select(Payment).where(Payment.paid_on <= day)):
        if one.paid_on is not None:
            paid[one.application_id].append(one.paid_on)
    found: dict[str, int] = defaultdict(int)
    for promise in session.scalars(select(Commitment).where(Commitment.made_on <= day)):
        kept = any(promise.made_on <= paid_on for paid_on in paid[promise.application_id])
        ended = promise.ended_at is not None and shanghai_date(promise.ended_at) <= day
        if not kept and not ended:
            found[promise.pool_id] += promise.amount_fen
    return found


CASH = 2
"""The channel of cash, numbered as in the .proto."""


def paid_between(session: Session, first: date, last: date) -> Sequence[Payment]:
    """Payments that the bank made from and through these days and that did not come back."""
    asked = select(Payment).where(OF_STATE[PaymentState.PAID], Payment.paid_on.between(first, last))
    return session.scalars(asked.order_by(Payment.year, Payment.number)).all()


def decided_by(session: Session, signer: str) -> set[str]:
    """The applications whose ladder ends with this signer, who has signed."""
    asked = select(Rung.application_id).where(Rung.signer == signer, Rung.signed_by_id != "")
    return set(session.scalars(asked))


def get_claim(session: Session, claim_id: str) -> Claim:
    """A claim, or `ClaimUnknown`."""
    if found := session.get(Claim, claim_id):
        return found
    raise ClaimUnknown(id=claim_id)


def claims(
    session: Session, *, only_open: bool, before: tuple[date, str] | None, most: int
) -> Sequence[Claim]:
    """Claims, newest first."""
    asked = select(Claim)
    if only_open:
        asked = asked.where(Claim.recovered_fen < Claim.amount_fen)
    if before is not None:
        asked = asked.where(tuple_(Claim.claimed_on, Claim.id) < tuple_(*before))
    newest = asked.order_by(Claim.claimed_on.desc(), Claim.id.desc()).limit(most)
    return session.scalars(newest).all()
