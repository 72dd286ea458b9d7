"""Corrections: red letters, never an eraser (红字冲销), and money whose origin was found out."""

from services.carefund import booking, chart, posting
from services.carefund.posting import BY_HAND, Lines, Occasion, Posted
from services.carefund.refusals_money import BeyondHeld, EntryReversed, EntryUnfit
from services.carefund.store import books
from services.carefund.store.money import Entry, Line
from services.carefund.terms import yuan
from services.chassis.work import Work

NOT_KNOWN = (posting.UNIDENTIFIED, posting.OPENING)
"""Kinds that money of unknown origin cannot turn out to be."""


def unidentified(work: Work, entry_id: str) -> Line:
    """The line by which an entry booked money of unknown origin that nobody has claimed since."""
    entry = books.get_entry(work.session, entry_id)
    found = [line for line in entry.lines if line.account == chart.UNIDENTIFIED]
    reversed_by = books.reversals(work.session, [entry.id])
    settled = entry.id in reversed_by or books.identifications(work.session, entry.id)
    if entry.occasion != Occasion.INCOME or not found or settled:
        raise EntryUnfit(id=entry.id)
    return found[0]


def reverse(work: Work, entry_id: str, because: str) -> Entry:
    """Books the red letters of an entry today."""
    entry = books.get_entry(work.session, entry_id)
    if by := books.reversals(work.session, [entry.id]).get(entry.id):
        raise EntryReversed(id=entry.id, by=by)
    if Occasion(entry.occasion) not in BY_HAND or books.identifications(work.session, entry.id):
        raise EntryUnfit(id=entry.id)
    lines = posting.reversal(lines_of(entry), same_year=entry.year == work.today.year)
    _require_held(work, lines)
    return booking.book(work, Occasion.REVERSAL, lines, work.today, because, reverses_id=entry.id)


def lines_of(entry: Entry) -> Lines:
    """The lines of an entry as they were posted."""
    return [
        Posted(line.account, line.pool_id, line.amount_fen, line.category) for line in entry.lines
    ]


def _require_held(work: Work, lines: Lines) -> None:
    """What was passed on already cannot be taken back as never collected."""
    for line in lines:
        if line.account == chart.PASS_THROUGH and line.fen > 0:
            held = -books.balance(work.session, chart.PASS_THROUGH, line.pool_id)
            if line.fen > held:
                raise BeyondHeld(held=yuan(held), needed=yuan(line.fen))
