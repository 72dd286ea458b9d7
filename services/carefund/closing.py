"""Closing a year (结账): income and expense go to the balance of each pool; promises go on."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from services.carefund import booking, chart, posting
from services.carefund.booking import Draft
from services.carefund.posting import Occasion, Posted
from services.carefund.refusals_money import (
    NothingToClose,
    YearBeforeOpen,
    YearClosed,
    YearNotOver,
)
from services.carefund.store import books, payments
from services.carefund.store.money import ClosedYear, Entry
from services.chassis.work import Work


def close(work: Work, year: int) -> tuple[ClosedYear, Sequence[str]]:
    """Closes a year, in its turn; its row, and the ids of the entries that did it."""
    require_turn(work, year)
    ids = booking.book_all(work, drafts) if (drafts := _drafts(work, year)) else []
    last_day = date(year, 12, 31)
    row = ClosedYear(
        year=year,
        closed_at=work.now,
        closed_by_id=work.actor.id,
        carried_over_fen=sum(payments.standing_on(work.session, last_day).values()),
    )
    work.session.add(row)
    work.session.flush()
    return row, ids


def require_turn(work: Work, year: int) -> None:
    """Refuses a year that is closed, not over, empty, or not the first that is open."""
    closed = books.last_closed(work.session)
    if year <= closed:
        raise YearClosed(year=year)
    if year >= work.today.year:
        raise YearNotOver(year=year)
    booked = [one for one in books.years_booked(work.session, year) if one > closed]
    if year not in booked:
        raise NothingToClose(year=year)
    if booked[0] != year:
        raise YearBeforeOpen(year=booked[0])


def _drafts(work: Work, year: int) -> list[Draft]:
    """One entry for each pool that has anything to close."""
    found = [
        Posted(account, pool_id, fen, category)
        for account, pool_id, category, fen in books.balances(work.session, Entry.year == year)
        if chart.closes(account)
    ]
    found.sort(key=lambda one: one.pool_id)
    drafts = []
    for pool_id, mine in groupby(found, key=lambda one: one.pool_id):
        balance = posting.balance_of(books.get_pool(work.session, pool_id).source)
        if lines := posting.year_end(mine, balance):
            drafts.append(Draft(Occasion.YEAR_END, lines, date(year, 12, 31), f"{year}年年终结转"))
    return drafts
