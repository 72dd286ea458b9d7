"""What is asked of pools, promises and the books."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, not_, select
from sqlalchemy.orm import Session

from services.carefund import chart
from services.carefund.refusals_money import EntryUnknown, PoolUnknown
from services.carefund.store.money import Budget, ClosedYear, Commitment, Entry, Line, Pool

WITHDRAWN = ("VOIDED", "EXPIRED")
TURN = select(
    select(func.max(ClosedYear.year)).scalar_subquery(),
    select(func.max(Entry.number)).where(Entry.year == bindparam("year")).scalar_subquery(),
)
# The condition on the empty text lets both databases use the index, which leaves it out.
OF_REFERENCES = select(Entry.bank_reference, Entry.id).where(
    Entry.bank_reference.in_(bindparam("references", expanding=True)), Entry.bank_reference != ""
)


def get_pool(session: Session, pool_id: str) -> Pool:
    """A pool, or `PoolUnknown`."""
    found = session.get(Pool, pool_id)
    if found is None:
        raise PoolUnknown(id=pool_id)
    return found


def pools(session: Session) -> Sequence[Pool]:
    """All pools, by name."""
    return session.scalars(select(Pool).order_by(Pool.source, Pool.name)).all()


def get_entry(session: Session, entry_id: str) -> Entry:
    """An entry, or `EntryUnknown`."""
    found = session.get(Entry, entry_id)
    if found is None:
        raise EntryUnknown(id=entry_id)
    return found


def budget(session: Session, pool_id: str, year: int, at: datetime) -> int | None:
    """What a pool may promise for a year, by the last resolution known then; None where none is."""
    return session.scalar(
        select(Budget.amount_fen)
        .where(Budget.pool_id == pool_id, Budget.year == year, Budget.set_at <= at)
        .order_by(Budget.id.desc())
        .limit(1)
    )


def promised(session: Session, pool_id: str, year: int, at: datetime) -> int:
    """What a pool had promised for a year, paid or not, without what had been taken back."""
    withdrawn = Commitment.ended_as.in_(WITHDRAWN) & (Commitment.ended_at <= at)
    return _sum(
        session,
        Commitment.amount_fen,
        Commitment.pool_id == pool_id,
        Commitment.year == year,
        Commitment.made_at <= at,
        not_(withdrawn) | Commitment.ended_at.is_(None),
    )


def cash_at(session: Session, pool_id: str, at: datetime) -> int:
    """What a pool had in hand at an instant, less what was owed, by the entries made until then."""
    until = select(Entry.id).where(Entry.entered_at <= at)
    return _sum(
        session,
        Line.amount_fen,
        Line.pool_id == pool_id,
        Line.account.in_(chart.COUNTS_AS_CASH),
        Line.entry_id.in_(until),
    )


def reserved_at(session: Session, pool_id: str, at: datetime) -> int:
    """What a pool had promised and not paid at an instant."""
    stood = Commitment.ended_at.is_(None) | (Commitment.ended_at > at)
    return _sum(
        session,
        Commitment.amount_fen,
        Commitment.pool_id == pool_id,
        Commitment.made_at <= at,
        stood,
    )


def standing(session: Session, application_id: str) -> Commitment | None:
    """The promise that stands for an application."""
    return session.scalars(
        select(Commitment).where(
            Commitment.application_id == application_id, Commitment.ended_at.is_(None)
        )
    ).one_or_none()


def commitments(
    session: Session, pool_id: str, *, only_standing: bool, after: str, most: int
) -> Sequence[Commitment]:
    """A pool's promises, by id."""
    asked = select(Commitment).where(Commitment.pool_id == pool_id, Commitment.id > after)
    if only_standing:
        asked = asked.where(Commitment.ended_at.is_(None))
    return session.scalars(asked.order_by(Commitment.id).limit(most)).all()


def turn(session: Session, year: int) -> tuple[int, int]:
    """The last year whose books are closed, and the last number of a year's entries; 0 without."""
    # Every booking asks: on the connection, and in one statement that is built once.
    closed, number = session.connection().execute(TURN, {"year": year}).one()
    return closed or 0, number or 0


def entries(
    session: Session, *conditions: ColumnElement[bool], after: tuple[int, int], most: int
) -> Sequence[Entry]:
    """Entries in the order of their numbers, behind one."""
    year, number = after
    behind = (Entry.year > year) | ((Entry.year == year) & (Entry.number > number))
    asked = select(Entry).where(behind, *conditions).order_by(Entry.year, Entry.number)
    return session.scalars(asked.limit(most)).all()


def touching(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that an entry has a line such as this."""
    return Entry.id.in_(select(Line.entry_id).where(*conditions))


def reversals(session: Session, ids: Sequence[str]) -> Mapping[str, str]:
    """Of these entries, those reversed, and by which."""
    if not ids:
        return {}
    asked = select(Entry.reverses_id, Entry.id).where(
        Entry.reverses_id.in_(ids), Entry.reverses_id != ""
    )
    return {row[0]: row[1] for row in session.execute(asked)}


def identifications(session: Session, entry_id: str) -> Sequence[str]:
    """The entries that say what money of unknown origin was, without those reversed."""
    asked = select(Entry.id).where(Entry.identifies_id == entry_id)
    found = session.scalars(asked).all()
    return [one for one in found if one not in reversals(session, found)]


def of_references(session: Session, references: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The entries that name each of these bank references."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = session.connection().execute(OF_REFERENCES, {"references": references})
    for reference, entry_id in rows:
        found[reference].append(entry_id)
    return found


def balances(
    session: Session, *conditions: ColumnElement[bool]
) -> Sequence[tuple[str, str, int, int]]:
    """Account, pool, category and balance of all lines that meet conditions on entries."""
    key = (Line.account, Line.pool_id, Line.category)
    asked = (
        select(*key, func.sum(Line.amount_fen))
        .join(Entry, Entry.id == Line.entry_id)
        .where(*conditions)
        .group_by(*key)
        .order_by(*key)
    )
    return [(row[0], row[1], row[2], int(row[3])) for row in session.execute(asked)]


def balance(session: Session, account: str, pool_id: str) -> int:
    """The balance of one account in one pool now."""
    return _sum(session, Line.amount_fen, Line.account == account, Line.pool_id == pool_id)


def touched(session: Session, pool_id: str) -> bool:
    """Whether anything was booked in a pool, but what was reversed."""
    standing = select(Entry.id).where(
        Entry.reverses_id == "", Entry.id.not_in(select(Entry.reverses_id))
    )
    asked = select(Line.entry_id).where(Line.pool_id == pool_id, Line.entry_id.in_(standing))
    return session.scalars(asked.limit(1)).first() is not None


def last_closed(session: Session) -> int:
    """The last year whose books are closed; 0 where none is."""
    return session.scalar(select(func.max(ClosedYear.year))) or 0


def years_booked(session: Session, through: int) -> Sequence[int]:
    """The years that have entries, in order."""
    asked = select(Entry.year).where(Entry.year <= through).distinct().order_by(Entry.year)
    return session.scalars(asked).all()


def _sum(session: Session, column: Any, *conditions: ColumnElement[bool]) -> int:
    return int(session.scalar(select(func.coalesce(func.sum(column), 0)).where(*conditions)) or 0)
