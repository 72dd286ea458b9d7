"""What each occasion posts: lines that sum to nothing in each pool, on a cash basis (收付实现制).

A movement has a debit and a credit of one amount in one pool, so it cannot be out of balance; an
entry is one or more movements. An approval posts nothing: it is a promise, kept beside the books.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from services.carefund import chart

RESTRICTED_GIFT, FREE_GIFT = 4, 5
"""Sources, numbered as in the .proto."""


class Occasion(StrEnum):
    """What happened that is booked."""

    INCOME = "INCOME"
    IDENTIFIED = "IDENTIFIED"
    PASSED_ON = "PASSED_ON"
    FEE = "FEE"
    PAID = "PAID"
    ADVANCED = "ADVANCED"
    BROUGHT_BACK = "BROUGHT_BACK"
    RETURNED = "RETURNED"
    REISSUED = "REISSUED"
    TAKEN_BACK = "TAKEN_BACK"
    RECOVERED = "RECOVERED"
    REVERSAL = "REVERSAL"
    YEAR_END = "YEAR_END"


BY_HAND = frozenset({Occasion.INCOME, Occasion.IDENTIFIED, Occasion.PASSED_ON, Occasion.FEE})
"""What an accountant booked himself, and may reverse; a payment is undone by its own acts."""


@dataclass(frozen=True)
class Posted:
    """One line of an entry: debit above zero, credit below."""

    account: str
    pool_id: str
    fen: int
    category: int = 0


Lines = Sequence[Posted]


@dataclass(frozen=True)
class Kind:
    """What money that comes in is: its account, and the sources whose pools it may go to."""

    account: str
    sources: frozenset[int]


ALL = frozenset(range(1, 7))
KINDS: Mapping[int, Kind] = {
    1: Kind(chart.DUES, frozenset({1})),
    2: Kind(chart.ALLOCATION, frozenset({2})),
    3: Kind(chart.APPROPRIATION, frozenset({3})),
    4: Kind(chart.DONATIONS, frozenset({RESTRICTED_GIFT, FREE_GIFT})),
    5: Kind(chart.INTEREST, ALL),
    6: Kind(chart.OTHER_INCOME, ALL),
    7: Kind(chart.UNIDENTIFIED, ALL),
    8: Kind(chart.PASS_THROUGH, ALL),
    9: Kind("", ALL),
}
"""Kinds of income, numbered as in the .proto. Interest follows its principal (C-008)."""
UNIDENTIFIED, OPENING = 7, 9


def fits(kind: int, source: int) -> bool:
    """Whether money of this kind may go to a pool of this source."""
    return source in KINDS[kind].sources


def balance_of(source: int) -> str:
    """The balance that a source's income and expense end in: all but free gifts is restricted."""
    return chart.FREE if source == FREE_GIFT else chart.RESTRICTED


def _moved(debit: str, credit: str, pool_id: str, fen: int, category: int = 0) -> list[Posted]:
    """A movement: the category stands on the lines of aid, where statements ask for it."""
    if fen <= 0:
        raise ValueError("a movement is of something")
    return [
        Posted(debit, pool_id, fen, category if debit == chart.AID else 0),
        Posted(credit, pool_id, -fen, category if credit == chart.AID else 0),
    ]


def income(kind: int, source: int, pool_id: str, fen: int) -> Lines:
    """Money has come in, or was there when the books were opened."""
    credit = balance_of(source) if kind == OPENING else KINDS[kind].account
    return _moved(chart.BANK, credit, pool_id, fen)


def identified(kind: int, from_pool: str, to_pool: str, fen: int) -> Lines:
    """Money of unknown origin is known now; to another pool it goes through the bank account."""
    account = KINDS[kind].account
    if from_pool == to_pool:
        return _moved(chart.UNIDENTIFIED, account, to_pool, fen)
    return [
        *_moved(chart.UNIDENTIFIED, chart.BANK, from_pool, fen),
        *_moved(chart.BANK, account, to_pool, fen),
    ]


def passed_on(pool_id: str, fen: int) -> Lines:
    """What was collected for others has been passed on."""
    return _moved(chart.PASS_THROUGH, chart.BANK, pool_id, fen)


def fee(pool_id: str, fen: int) -> Lines:
    """The bank took a fee."""
    return _moved(chart.FEES, chart.BANK, pool_id, fen)


def paid(pool_id: str, fen: int, category: int) -> Lines:
    """The bank has paid aid."""
    return _moved(chart.AID, chart.BANK, pool_id, fen, category)


def advanced(pool_id: str, fen: int) -> Lines:
    """Cash was drawn for a visit: out of the bank, and in somebody's hands."""
    return _moved(chart.ADVANCES, chart.BANK, pool_id, fen)


def signed_for(pool_id: str, fen: int, category: int) -> Lines:
    """Cash reached its recipient, who signed for it."""
    return _moved(chart.AID, chart.ADVANCES, pool_id, fen, category)


def brought_back(pool_id: str, fen: int) -> Lines:
    """Cash that nobody took is in the bank again."""
    return _moved(chart.BANK, chart.ADVANCES, pool_id, fen)


def returned(pool_id: str, fen: int) -> Lines:
    """The bank sent a payment back: it lies there for the same case."""
    return _moved(chart.BANK, chart.RETURNED, pool_id, fen)


def reissued(pool_id: str, fen: int) -> Lines:
    """The bank has paid what had come back."""
    return _moved(chart.RETURNED, chart.BANK, pool_id, fen)


def taken_back(pool_id: str, fen: int, category: int, *, same_year: bool) -> Lines:
    """What had come back is nobody's any more: it is the pool's again."""
    credit = chart.AID if same_year else chart.EARLIER_YEARS
    return _moved(chart.RETURNED, credit, pool_id, fen, category)


def recovered(pool_id: str, fen: int, category: int, *, same_year: bool) -> Lines:
    """Aid was paid back: in its own year it lessens the expense, later it is an adjustment."""
    credit = chart.AID if same_year else chart.EARLIER_YEARS
    return _moved(chart.BANK, credit, pool_id, fen, category)


def reversal(lines: Iterable[Posted], *, same_year: bool) -> Lines:
    """The red letters of an entry; what an earlier year earned or spent is an adjustment now."""
    return [_red(line, same_year) for line in lines]


def _red(line: Posted, same_year: bool) -> Posted:
    red = replace(line, fen=-line.fen)
    if same_year or not chart.closes(line.account):
        return red
    return replace(red, account=chart.EARLIER_YEARS, category=0)


def year_end(balances: Iterable[Posted], balance: str) -> Lines:
    """One pool's close: its income and expense, given as balances, go to its own balance."""
    closed = [replace(one, fen=-one.fen) for one in balances if one.fen]
    if not closed:
        return []
    rest = -sum(one.fen for one in closed)
    return [*closed, Posted(balance, closed[0].pool_id, rest)] if rest else closed


def cash_moved(lines: Iterable[Posted]) -> Mapping[str, int]:
    """By how much each pool's cash changes: what is there, less what is owed."""
    moved: dict[str, int] = defaultdict(int)
    for line in lines:
        moved[line.pool_id] += line.fen if line.account in chart.COUNTS_AS_CASH else 0
    return moved


def balanced(lines: Lines) -> bool:
    """Whether lines are there and sum to nothing in each pool, and so in all."""
    sums: dict[str, int] = defaultdict(int)
    for line in lines:
        sums[line.pool_id] += line.fen
    return bool(lines) and not any(sums.values())
