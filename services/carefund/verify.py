"""What pools, promises and books promise, checked over all rows.

Each sum is made again from the lines: nothing here believes what a pool says of itself.
"""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.carefund import (
    chart,
    correcting,
    posting,
    verify_advances,
    verify_campaigns,
    verify_payments,
)
from services.carefund.posting import Occasion
from services.carefund.store.money import ClosedYear, Commitment, Entry, Line, Pool, Seal
from services.chassis.proof import Promise
from services.chassis.proof import verification as proven

ENDS = {"POSTED", "VOIDED", "EXPIRED"}


def verification(session: Session) -> values_pb2.Verification:
    """Every promise, with the ids that break it."""
    promises = (
        _entries_balance(session),
        _pools_balance(session),
        _numbers(session),
        _cash(session),
        _reserved(session),
        _commitments(session),
        _reversals(session),
        _closed(session),
        *verify_payments.promises(session),
        *verify_advances.promises(session),
        *verify_campaigns.promises(session),
    )
    return proven(session, "carefund", [one.to_proto() for one in promises])


def _entries_balance(session: Session) -> Promise:
    """Every entry has lines, they sum to nothing in each pool, and it is sealed."""
    promise = Promise("entries_balance")
    sums: dict[str, dict[str, int]] = defaultdict(dict)
    asked = select(Line.entry_id, Line.pool_id, func.sum(Line.amount_fen)).group_by(
        Line.entry_id, Line.pool_id
    )
    for entry_id, pool_id, fen in session.execute(asked):
        sums[entry_id][pool_id] = int(fen)
    sealed = set(session.scalars(select(Seal.entry_id)))
    for entry_id in session.scalars(select(Entry.id)):
        mine = sums.pop(entry_id, {})
        promise.look(entry_id, kept=entry_id in sealed and bool(mine) and not any(mine.values()))
    for orphan in sums:
        promise.look(orphan, kept=False)
    return promise


def _pools_balance(session: Session) -> Promise:
    """The books of each pool sum to nothing, and so does the whole."""
    promise = Promise("pools_balance")
    asked = select(Line.pool_id, func.sum(Line.amount_fen)).group_by(Line.pool_id)
    for pool_id, fen in session.execute(asked):
        promise.look(pool_id, kept=int(fen) == 0)
    return promise


def _numbers(session: Session) -> Promise:
    """Numbers run from 1 in each year without a gap, and the year is that of the date."""
    promise = Promise("numbers_without_gaps")
    last: dict[int, int] = defaultdict(int)
    asked = select(Entry.year, Entry.number, Entry.booked_on)
    for year, number, on in session.execute(asked.order_by(Entry.year, Entry.number)):
        promise.look(f"{year}-{number}", kept=number == last[year] + 1 and on.year == year)
        last[year] = number
    return promise


def _cash(session: Session) -> Promise:
    """A pool's cash is what its lines make it."""
    promise = Promise("cash_is_what_was_booked")
    asked = (
        select(Line.pool_id, func.sum(Line.amount_fen))
        .where(Line.account.in_(chart.COUNTS_AS_CASH))
        .group_by(Line.pool_id)
    )
    sums = {row[0]: int(row[1]) for row in session.execute(asked)}
    for pool in session.scalars(select(Pool)):
        promise.look(pool.id, kept=pool.cash_fen == sums.get(pool.id, 0))
    return promise


def _reserved(session: Session) -> Promise:
    """A pool has reserved what its standing promises sum to, and has it in hand."""
    promise = Promise("promises_are_funded")
    asked = (
        select(Commitment.pool_id, func.sum(Commitment.amount_fen))
        .where(Commitment.ended_at.is_(None))
        .group_by(Commitment.pool_id)
    )
    sums = {row[0]: int(row[1]) for row in session.execute(asked)}
    for pool in session.scalars(select(Pool)):
        same = pool.reserved_fen == sums.get(pool.id, 0)
        promise.look(pool.id, kept=same and pool.cash_fen >= pool.reserved_fen >= 0)
    return promise


def _commitments(session: Session) -> Promise:
    """A promise stands, or has ended in one of three ways; one stands for an application."""
    promise = Promise("promises_end_once")
    seen: set[str] = set()
    for one in session.scalars(select(Commitment)):
        stands = one.ended_at is None
        kept = one.ended_as == "" if stands else one.ended_as in ENDS
        promise.look(one.id, kept=kept and not (stands and one.application_id in seen))
        seen |= {one.application_id} if stands else set()
    return promise


def _reversals(session: Session) -> Promise:
    """A reversal is the red letters of one entry made by hand, which no other reverses."""
    promise = Promise("reversed_once")
    by_id = {one.id: one for one in session.scalars(select(Entry)) if _matters(one)}
    seen: set[str] = set()
    for one in by_id.values():
        if one.occasion != Occasion.REVERSAL and not one.reverses_id:
            continue
        promise.look(one.id, kept=_reverses(one, by_id) and one.reverses_id not in seen)
        seen.add(one.reverses_id)
    return promise


def _matters(entry: Entry) -> bool:
    return entry.occasion in {*posting.BY_HAND, Occasion.REVERSAL} or bool(entry.reverses_id)


def _reverses(one: Entry, by_id: dict[str, Entry]) -> bool:
    original = by_id.get(one.reverses_id)
    if original is None or one.occasion != Occasion.REVERSAL:
        return False
    red = posting.reversal(correcting.lines_of(original), same_year=original.year == one.year)
    return original.occasion in posting.BY_HAND and list(red) == correcting.lines_of(one)


def _closed(session: Session) -> Promise:
    """A closed year leaves nothing on income, expense and adjustments."""
    promise = Promise("closed_years_are_closed")
    asked = (
        select(Entry.year, Line.account, Line.pool_id, func.sum(Line.amount_fen))
        .join(Entry, Entry.id == Line.entry_id)
        .group_by(Entry.year, Line.account, Line.pool_id)
    )
    open_sums: dict[int, int] = defaultdict(int)
    for year, account, _, fen in session.execute(asked):
        open_sums[year] += chart.closes(account) and int(fen) != 0
    for year in session.scalars(select(ClosedYear.year)):
        promise.look(str(year), kept=not open_sums[year])
    return promise
