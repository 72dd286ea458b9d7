"""What every export is made of: entries in the order of the books, and accounts by pool."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dangwu.carefund.v1 import ledger_pb2, pool_pb2

ROOTS = {"1": "Assets", "2": "Liabilities", "3": "Equity", "4": "Income", "5": "Expenses"}
"""The five roots that plain text accounting knows, by the first digit of a code (会计科目)."""


class Ledger(Protocol):
    """Whoever can list the books, such as the fund's client."""

    def entries(self) -> Iterator[ledger_pb2.Entry]: ...

    def chart(self) -> Sequence[ledger_pb2.Account]: ...

    def pools(self) -> Sequence[pool_pb2.Pool]: ...


@dataclass(frozen=True)
class Books:
    """The books of the fund, read once."""

    entries: Sequence[ledger_pb2.Entry]
    accounts: Sequence[ledger_pb2.Account]
    pools: Sequence[pool_pb2.Pool]

    def name(self, code: str) -> str:
        """What an account is called, in Chinese."""
        return next((one.name for one in self.accounts if one.code == code), code)

    def pool(self, pool_id: str) -> str:
        """What a pool is called."""
        return next((one.name for one in self.pools if one.id == pool_id), pool_id)

    def used(self) -> list[tuple[str, str]]:
        """Every account and pool that a line stands on, in order."""
        return sorted({(line.account, line.pool_id) for one in self.entries for line in one.lines})

    def begins(self) -> date:
        """The day of the first entry; 1 January of the year 2000 while there is none."""
        days = [date.fromisoformat(one.booked_on) for one in self.entries]
        return min(days, default=date(2000, 1, 1))


def read(ledger: Ledger) -> Books:
    """All of the books, in the order of years and numbers."""
    return Books(ordered(ledger.entries()), list(ledger.chart()), list(ledger.pools()))


def ordered(entries: Iterable[ledger_pb2.Entry]) -> list[ledger_pb2.Entry]:
    """By day, and by number on one day."""
    return sorted(entries, key=lambda one: (one.booked_on, one.number))


def number(entry: ledger_pb2.Entry) -> str:
    """The number of an entry with its year, such as 2026-0017."""
    return f"{entry.booked_on[:4]}-{entry.number:04d}"


def yuan(fen: int) -> str:
    """An amount as plain text accounting reads it: 1234.56, with a minus below zero."""
    sign, amount = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{amount // 100}.{amount % 100:02d}"
