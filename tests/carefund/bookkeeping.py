"""Pools and books in tests: over the wire where there is a call, else inside one real write."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa

from services.carefund import booking, money, posting
from services.carefund.posting import Occasion
from services.carefund.store.cases import Application, Resolution
from services.carefund.store.money import Commitment
from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.sealing import Sealer
from services.chassis.signing import Signer
from services.chassis.work import Work
from tests.carefund.calls import call
from tests.worlds import World

DUES, ALLOCATED, SCHOOL, RESTRICTED, FREE, INTEREST = range(1, 7)
"""Sources, numbered as in the .proto."""
SEVERE = 1
LATE = date(2026, 12, 31)
ACCOUNTANT = "accountant"


class Books:
    """The fund's money in one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._serial = count(1)
        self.database = Database(world.url.format(service="carefund"))

    @property
    def today(self) -> str:
        return self.world.clock().date().isoformat()

    def call(self, who: str, method: str, **said: Any) -> Any:
        return call(self.world, who, method, **said)

    def pool(self, source: int, *uses: int, name: str = "") -> str:
        name = name or f"资金池{next(self._serial)}"
        opened = self.call("director", "OpenPool", source=source, name=name, uses=uses)
        return str(opened.id)

    def reference(self) -> str:
        return f"FLOW{next(self._serial):06d}"

    def income(self, pool_id: str, kind: int, fen: int, on: str = "", **said: Any) -> Any:
        """Money comes in; the kind is numbered as in the .proto."""
        said = {"bank_reference": self.reference(), "note": "入账"} | said
        return self.call(
            ACCOUNTANT,
            "RecordIncome",
            pool_id=pool_id,
            kind=kind,
            amount_fen=fen,
            received_on=on or self.today,
            **said,
        )

    def funded(self, source: int, fen: int, *uses: int) -> str:
        """A pool that had this much when its books were opened."""
        pool_id = self.pool(source, *uses)
        self.income(pool_id, posting.OPENING, fen)
        return pool_id

    def state(self, pool_id: str, year: int = 0) -> Any:
        return self.call("director", "GetPool", id=pool_id, year=year)

    def available(self) -> int:
        return sum(one.available_fen for one in self.call("director", "ListPools").pools)

    def balances(self, on: str = "") -> dict[str, int]:
        """The balance of each account, over all pools."""
        told = self.call("inspector", "GetTrialBalance", on=on)
        assert told.debit_fen == told.credit_fen
        sums: dict[str, int] = {}
        for row in told.rows:
            sums[row.account] = sums.get(row.account, 0) + row.debit_fen - row.credit_fen
        return sums

    def broken(self) -> dict[str, list[str]]:
        told = self.call("administrator", "VerifyFund")
        return {one.name: list(one.examples) for one in told.checks if one.broken}

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """One write as the road makes it, committed at its end."""
        host = self.world.host
        assert host
        with self.database.writing(20.0) as session:
            work = Work(
                actor=Actor("p-0000000000te", frozenset()),
                now=self.world.clock(),
                service="carefund",
                sealer=Sealer(self.world.keyring),
                tokens=self.world.tokens,
                signer=Signer(self.world.keyring),
                ask_peer=lambda request: host.ask_as("carefund", request),
                line={},
            )
            work.begin(session, locked=False)
            work.locked = True
            yield work
            session.commit()

    def plan(self, year: int) -> str:
        """The id of a resolution that passes the plan of a year."""
        with self.writing() as work:
            serial = next(self._serial)
            row = Resolution(
                id=f"g-{serial:012d}",
                number=f"党委纪要〔{year}〕{serial}号",
                body=2,
                held_on=work.today,
                entitled=9,
                present=9,
                in_favour=9,
                application_ids="",
                plan_year=year,
                recorded_at=work.now,
            )
            work.session.add(row)
            work.session.flush()
            return row.id

    def budget(self, pool_id: str, fen: int, year: int = 2026, **said: Any) -> Any:
        """Sets a pool's budget of a year, by a resolution that passes its plan."""
        said = {"resolution_id": said.get("resolution_id") or self.plan(year)} | said
        said = {"etag": self.state(pool_id).etag} | said
        return self.call(
            "director", "SetBudget", pool_id=pool_id, amount_fen=fen, year=year, **said
        )

    def reserve(self, pool_id: str, fen: int, year: int = 2026, until: date = LATE) -> str:
        """Promises money as an approval does; the id of the promise."""
        with self.writing() as work:
            work.locked = False  # as in ask_<Method>: the rules are asked before the lock
            application = Application(id=f"a-{next(self._serial):012d}")
            asked = money.reserve(work, pool_id, application, fen, until, year)
            work.locked = True
            made = money.reserve(work, pool_id, application, fen, until, year)
            assert asked.id != made.id
            return made.id

    def end(self, commitment_id: str, how: str) -> None:
        """Ends a promise: "keep", "void" or "expire"."""
        with self.writing() as work:
            row = work.session.get_one(Commitment, commitment_id)
            getattr(money, how)(work, row)

    def pay(self, pool_id: str, fen: int, category: int = SEVERE, on: str = "") -> str:
        """Promises and pays aid, as RecordPaid does; the id of the entry."""
        promise = self.reserve(pool_id, fen)
        with self.writing() as work:
            money.keep(work, work.session.get_one(Commitment, promise))
            return self._book(work, Occasion.PAID, posting.paid(pool_id, fen, category), on)

    def book(self, occasion: Occasion, lines: posting.Lines, on: str = "") -> str:
        with self.writing() as work:
            return self._book(work, occasion, lines, on)

    def _book(self, work: Work, occasion: Occasion, lines: posting.Lines, on: str) -> str:
        day = date.fromisoformat(on or self.today)
        entry = booking.book(work, occasion, lines, day, "支付", bank_reference=self.reference())
        return entry.id

    def damage(self, *statements: str) -> None:
        """What somebody could do who has the database and not the services."""
        with self.database.writing() as session:
            for statement in statements:
                session.execute(sa.text(statement))
            session.commit()

    def unguarded(self, statement: str) -> None:
        """The same, by somebody who took the guards away first."""
        with self.database.writing() as session:
            if self.database.is_sqlite:
                found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                for (name,) in session.execute(sa.text(found)).all():
                    session.execute(sa.text(f"DROP TRIGGER {name}"))
                session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
                session.connection().exec_driver_sql("COMMIT")
                session.connection().exec_driver_sql("PRAGMA foreign_keys = OFF")
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            else:
                session.execute(sa.text("SET LOCAL session_replication_role = replica"))
            session.execute(sa.text(statement))
            session.commit()

    def close(self) -> None:
        self.database.close()
