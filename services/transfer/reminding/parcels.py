"""What goes to one person at once: made from what was announced, claimed, carried, noted down.

This is bookkeeping beside the journal, as the courier's is: it says nothing about any case, and
what is lost of it is sent once more. A parcel keeps its id at every try, so doubles can be told.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from dangwu.transfer.v1 import reminder_pb2
from services.chassis.civil import shanghai_date
from services.chassis.database import Database
from services.transfer.store.reminders import Delivery, Reminder

WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"
OLD_NEWS = timedelta(days=7)
"""What was announced earlier stays in the inbox: a way opened later does not bring old news."""

LEASE = timedelta(minutes=10)
"""After this long without a word whoever carried it is taken for dead."""

PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 180, 360, 720, 1440))
"""How long to wait after each failed try; after the last one it is given up."""


@dataclass(frozen=True)
class Item:
    """One thing announced, without the name of anybody."""

    reminder_id: str
    mark: int
    because: str
    because_en: str
    deadline: reminder_pb2.Deadline


@dataclass(frozen=True)
class Parcel:
    """Everything that goes to one person by one way at one time."""

    id: str
    person_id: str
    announced_on: date
    tries: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Outcome:
    """How carrying it ended; `away` says that the others would fare no better now."""

    state: str
    problem: str = ""
    away: bool = False


def pack(database: Database, way: str, now: datetime) -> None:
    """Makes parcels of what was announced and has not gone this way yet: one for each person."""
    today = shanghai_date(now)
    with database.reading() as session:
        if not _unpacked(session, way, today):
            return
    with database.writing() as session:
        of_person = defaultdict(list)
        for row in _unpacked(session, way, today):
            of_person[row.person_id, row.announced_on].append(row.id)
        for ids in of_person.values():
            parcel = sha256("|".join([way, *sorted(ids)]).encode()).hexdigest()[:32]
            session.add_all(
                Delivery(
                    reminder_id=one,
                    way=way,
                    parcel=parcel,
                    state=WAITING,
                    tries=0,
                    next_at=now,
                    problem="",
                )
                for one in ids
            )
        session.commit()


def _unpacked(session: Session, way: str, today: date) -> Sequence[Reminder]:
    gone = and_(Delivery.reminder_id == Reminder.id, Delivery.way == way)
    asked = (
        select(Reminder)
        .outerjoin(Delivery, gone)
        .where(
            Delivery.reminder_id.is_(None),
            Reminder.acknowledged_at.is_(None),
            Reminder.announced_on >= today - OLD_NEWS,
        )
    )
    return session.scalars(asked).all()


def claim(database: Database, way: str, now: datetime) -> Parcel | None:
    """Takes the next parcel that is to go; nobody else carries it until the lease is over."""
    with database.reading() as session:
        if _next(session, way, now) is None:
            return None
    with database.writing() as session:
        parcel = _next(session, way, now)
        if parcel is None:
            return None
        session.execute(
            update(Delivery)
            .where(Delivery.parcel == parcel)
            .values(state=SENDING, tries=Delivery.tries + 1, next_at=now + LEASE)
        )
        taken = _read(session, parcel)
        session.commit()
        return taken


def _next(session: Session, way: str, now: datetime) -> str | None:
    due = Delivery.state.in_((WAITING, SENDING)), Delivery.next_at <= now, Delivery.way == way
    return session.scalars(
        select(Delivery.parcel).where(*due).order_by(Delivery.next_at, Delivery.parcel).limit(1)
    ).first()


def _read(session: Session, parcel: str) -> Parcel:
    asked = (
        select(Reminder, Delivery.tries)
        .join(Delivery, Delivery.reminder_id == Reminder.id)
        .where(Delivery.parcel == parcel)
        .order_by(Reminder.due_on, Reminder.id)
    )
    found = [(row[0], row[1]) for row in session.execute(asked)]
    first, tries = found[0]
    items = [
        Item(
            one.id,
            one.mark,
            one.because,
            one.because_en,
            reminder_pb2.Deadline.FromString(one.deadline),
        )
        for one, _ in found
    ]
    return Parcel(parcel, first.person_id, first.announced_on, tries, tuple(items))


def note(database: Database, parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    """Writes down how it went, and when to try again if it did not."""
    state, next_at = outcome.state, now
    if state == WAITING:
        last = parcel.tries > len(PAUSES)
        state = FAILED if last else WAITING
        next_at = now if last else now + PAUSES[parcel.tries - 1]
    with database.writing() as session:
        session.execute(
            update(Delivery)
            .where(Delivery.parcel == parcel.id, Delivery.state == SENDING)
            .values(state=state, next_at=next_at, problem=outcome.problem)
        )
        session.commit()
