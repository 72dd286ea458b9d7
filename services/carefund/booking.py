"""Bookings: entries under consecutive numbers, and the cash of pools they move.

All of it runs under the one pen of the service; the database seals what is booked, and refuses what
this code should have refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from services.carefund import posting, typed
from services.carefund.posting import Lines, Occasion
from services.carefund.refusals_money import (
    BankReferenceTaken,
    DateAhead,
    PoolShort,
    YearClosed,
)
from services.carefund.store import books
from services.carefund.store.money import Entry, Line, Seal
from services.carefund.terms import yuan
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault, Malformed
from services.chassis.ids import new_id
from services.chassis.work import Work

ENTRIES, LINES, SEALS = insert(Entry), insert(Line), insert(Seal)
FIRST_DAY = date(2000, 1, 1)
"""Nothing is booked before this day: a year that nobody can close would hold up all after it."""


def day_of(text: str, field: str) -> date:
    """The day of an entry; refuses, naming the field, one before there were books."""
    day = parse_date(text, field)
    if day < FIRST_DAY:
        zh, en = f"不能早于 {FIRST_DAY}。", f"Nothing is booked before {FIRST_DAY}."
        raise Malformed(FieldFault(field, zh, en))
    return day


@dataclass(frozen=True)
class Draft:
    """An entry to be: everything but its number."""

    occasion: Occasion
    lines: Lines
    on: date
    note: str
    application_id: str = ""
    payment_id: str = ""
    bank_reference: str = ""
    reverses_id: str = ""
    identifies_id: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "bank_reference", typed.reference(self.bank_reference))


def book(
    work: Work,
    occasion: Occasion,
    lines: Lines,
    on: date,
    note: str,
    *,
    application_id: str = "",
    payment_id: str = "",
    bank_reference: str = "",
    reverses_id: str = "",
    identifies_id: str = "",
) -> Entry:
    """Books one entry under the next number of its year."""
    draft = Draft(
        occasion, lines, on, note, application_id, payment_id, bank_reference, reverses_id,
        identifies_id,
    )  # fmt: skip
    return books.get_entry(work.session, book_all(work, [draft])[0])


def book_all(work: Work, drafts: Sequence[Draft]) -> list[str]:
    """Books entries together, in their order; all of them, or none. Their ids."""
    turns = {year: books.turn(work.session, year) for year in {one.on.year for one in drafts}}
    attempts = require_bookable(work, drafts, max(closed for closed, _ in turns.values()))
    move_cash(work, [line for draft in drafts for line in draft.lines])
    numbers = {year: number for year, (_, number) in turns.items()}
    entries, lines = [], []
    for draft, attempt in zip(drafts, attempts, strict=True):
        numbers[draft.on.year] += 1
        row = _row(work, draft, numbers[draft.on.year], attempt)
        entries.append(row)
        lines += _line_rows(str(row["id"]), draft.lines)
    # Plain inserts: the session need not know rows that nobody will change.
    connection = work.session.connection()
    connection.execute(ENTRIES, entries)
    connection.execute(LINES, lines)
    connection.execute(SEALS, [{"entry_id": row["id"]} for row in entries])
    return [str(row["id"]) for row in entries]


def require_bookable(work: Work, drafts: Sequence[Draft], closed: int) -> list[int]:
    """Refuses a date ahead, one in a year through the last closed one, and a bank reference that
    stands in the books or comes twice; which attempt each of them is to book it."""
    for draft in drafts:
        if draft.on > work.today:
            raise DateAhead(on=draft.on)
        if draft.on.year <= closed:
            raise YearClosed(year=draft.on.year)
        if not posting.balanced(draft.lines):
            raise ValueError("lines do not sum to nothing")
    named = [draft.bank_reference for draft in drafts if draft.bank_reference]
    if len(set(named)) != len(named):
        raise BankReferenceTaken(entry="-")
    before = books.of_references(work.session, named)
    reversed_by = books.reversals(work.session, [one for ids in before.values() for one in ids])
    for reference in named:
        standing = [one for one in before.get(reference, ()) if one not in reversed_by]
        if standing:
            raise BankReferenceTaken(entry=standing[0])
    return [1 + len(before.get(draft.bank_reference, ())) for draft in drafts]


def move_cash(work: Work, lines: Lines) -> None:
    """Brings the cash of pools to what lines make it; what is promised stays funded."""
    for pool_id, fen in posting.cash_moved(lines).items():
        pool = books.get_pool(work.session, pool_id)
        free = pool.cash_fen - pool.reserved_fen
        if fen < 0 and free + fen < 0:
            raise PoolShort(pool=pool.id, available=yuan(free), needed=yuan(-fen))
        if work.locked:
            pool.cash_fen += fen
    if work.locked:
        work.session.flush()


def _row(work: Work, draft: Draft, number: int, attempt: int) -> dict[str, object]:
    return {
        "id": new_id("e"),
        "year": draft.on.year,
        "number": number,
        "booked_on": draft.on,
        "entered_at": work.now,
        "occasion": draft.occasion.value,
        "note": draft.note,
        "application_id": draft.application_id,
        "payment_id": draft.payment_id,
        "bank_reference": draft.bank_reference,
        "attempt": attempt,
        "reverses_id": draft.reverses_id,
        "identifies_id": draft.identifies_id,
        "entered_by_id": work.actor.id,
    }


def _line_rows(entry_id: str, lines: Lines) -> list[dict[str, object]]:
    return [
        {
            "entry_id": entry_id,
            "number": number,
            "account": line.account,
            "pool_id": line.pool_id,
            "amount_fen": line.fen,
            "category": line.category,
        }
        for number, line in enumerate(lines, 1)
    ]
