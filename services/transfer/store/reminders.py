"""What was announced to whom, and how it was delivered, as it is kept."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.transfer.store.tables import Base


class Reminder(Base):
    """One deadline that passed one mark, announced to one person: never twice."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint(
            "person_id", "subject_id", "what", "due_on", "mark", name="one_reminder_each"
        ),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(20), index=True)
    subject_id: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(40))
    due_on: Mapped[date]
    mark: Mapped[int]
    # The Deadline as it was announced, without names.
    deadline: Mapped[bytes] = mapped_column(LargeBinary)
    because: Mapped[str] = mapped_column(Text)
    because_en: Mapped[str] = mapped_column(Text)
    announced_on: Mapped[date]
    acknowledged_at: Mapped[datetime | None]


class Delivery(Base):
    """A reminder on its way by mail or to the school's messenger."""

    __tablename__ = "delivery"

    reminder_id: Mapped[str] = mapped_column(ForeignKey("reminder.id"), primary_key=True)
    way: Mapped[str] = mapped_column(String(10), primary_key=True)
    # What goes out together; the same at every try, so that a receiver can drop doubles.
    parcel: Mapped[str] = mapped_column(String(32), index=True)
    state: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int]
    next_at: Mapped[datetime]
    problem: Mapped[str] = mapped_column(Text, default="")
