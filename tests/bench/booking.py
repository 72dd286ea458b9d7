"""Postings of the care fund's ledger, beside the same rows written to SQLite by hand.

A posting is an entry with two lines, its seal, and the pool whose cash it moves. Both ways write
into databases of the same schema, with the same triggers and pragmas, in the same run: one at a
time, each in a transaction of its own, and a thousand to a transaction.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.table import Table

from services.carefund import booking, posting
from services.carefund.booking import Draft
from services.carefund.posting import Occasion
from services.carefund.store import Pool
from services.chassis import migrate
from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.keys import Keyring
from services.chassis.sealing import Sealer
from services.chassis.signing import Signer
from services.chassis.tokens import Tokens
from services.chassis.work import Work

SECONDS, BATCH = 3.0, 1000
NOW, DAY = datetime(2026, 6, 10, 2, tzinfo=UTC), date(2026, 6, 10)
POOL, DUES, FEN = "b-000000000001", 1, 123_45
AIMS = {1: "25 % of raw", BATCH: "10,000"}


class Books:
    """The care fund's database in a file of its own, with one pool."""

    def __init__(self, folder: Path, name: str) -> None:
        self.database = Database(f"sqlite:///{folder / name}.db")
        migrate.upgrade(self.database.engine, "carefund")
        with self.database.writing() as session:
            session.add(
                Pool(id=POOL, version=1, source=DUES, name="池", uses="", opened_on=DAY,
                     cash_fen=0, reserved_fen=0)
            )  # fmt: skip
            session.commit()
        keys = folder / f"{name}-keys"
        Keyring.create(keys)
        self._keyring = Keyring.load(keys)
        self.numbers = count(1)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One write as the road makes it, committed at its end."""
        with self.database.writing() as session:
            made = Work(
                actor=Actor("p-0000000000te", frozenset()),
                now=NOW,
                service="carefund",
                sealer=Sealer(self._keyring),
                tokens=Tokens(self._keyring),
                signer=Signer(self._keyring),
                ask_peer=_nobody,
                line={},
            )
            made.begin(session, locked=True)
            yield made
            session.commit()


def _nobody(request: Any) -> Any:
    raise AssertionError("a posting asks nobody")


def ours(books: Books, size: int) -> None:
    """So many postings in one transaction, as the product books them."""
    lines = posting.income(1, DUES, POOL, FEN)
    drafts = [
        Draft(Occasion.INCOME, lines, DAY, "拨款", bank_reference=f"R{next(books.numbers):09d}")
        for _ in range(size)
    ]
    with books.work() as work:
        booking.book_all(work, drafts)


ENTRY = """INSERT INTO entry (id, year, number, booked_on, entered_at, occasion, note,
    application_id, payment_id, bank_reference, attempt, reverses_id, identifies_id, entered_by_id)
    VALUES (?, 2026, ?, '2026-06-10', ?, 'INCOME', '拨款', '', '', ?, 1, '', '', 'p-te')"""
LINE = """INSERT INTO line (entry_id, number, account, pool_id, amount_fen, category)
    VALUES (?, ?, ?, ?, ?, 0)"""


def raw(books: Books, size: int) -> None:
    """The same rows by hand, in one transaction."""
    lines = posting.income(1, DUES, POOL, FEN)
    numbers = [next(books.numbers) for _ in range(size)]
    with books.database.engine.connect() as connection:
        cursor: Any = connection.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        named = [(f"e-{n:012d}", n, "2026-06-10 02:00:00.000000", f"R{n:09d}") for n in numbers]
        cursor.executemany(ENTRY, named)
        cursor.executemany(
            LINE,
            [
                (f"e-{n:012d}", at, line.account, line.pool_id, line.fen)
                for n in numbers
                for at, line in enumerate(lines, 1)
            ],
        )
        cursor.executemany("INSERT INTO seal (entry_id) VALUES (?)", [one[:1] for one in named])
        moved = size * FEN
        cursor.execute("UPDATE pool SET cash_fen = cash_fen + ? WHERE id = ?", (moved, POOL))
        cursor.execute("COMMIT")


def rate(way: Callable[[Books, int], None], books: Books, size: int) -> float:
    """Postings a second."""
    way(books, size)
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        way(books, size)
        done += size
    return done / (time.perf_counter() - began)


def table(folder: Path) -> Table:
    """Rates of both ways, one at a time and a thousand at a time."""
    made = Table(title="postings of the ledger on sqlite")
    for heading in ("at a time", "raw a second", "dangwu a second", "of raw", "aim"):
        made.add_column(heading, justify="right")
    for size in (1, BATCH):
        by_hand, kept = Books(folder, f"raw{size}"), Books(folder, f"kept{size}")
        one = rate(raw, by_hand, size)
        other = rate(ours, kept, size)
        checked(kept)
        share = f"{100 * other / one:.0f} %"
        made.add_row(str(size), f"{one:,.0f}", f"{other:,.0f}", share, AIMS[size])
    return made


def checked(books: Books) -> None:
    """What was measured is in the books: each entry sealed, and the pool has its cash."""
    with books.database.engine.connect() as connection:
        entries = connection.scalar(sa.text("SELECT count(*) FROM seal"))
        cash = connection.scalar(sa.text("SELECT cash_fen FROM pool"))
    assert cash == entries * FEN


if __name__ == "__main__":
    import tempfile

    from rich.console import Console

    with tempfile.TemporaryDirectory() as name:
        Console().print(table(Path(name)))
