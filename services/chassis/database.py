"""One database a service, SQLite or PostgreSQL, with one writer at a time on both.

A write takes its turn before it reads anything, so what it read stays true until it commits:
`BEGIN IMMEDIATE` on SQLite, `LOCK TABLE journal_head` as the first statement on PostgreSQL.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
import pysqlite3.dbapi2 as sqlite
from sqlalchemy import DateTime, Dialect, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from services.chassis.errors import Busy, DatabaseAway
from services.chassis.logbook import log

SQLITE_FLOOR = (3, 51, 3)
"""Below this, two connections that write and checkpoint at once can corrupt a WAL database."""

LOCKED = {"55P03", "57014"}
"""PostgreSQL: lock not available, statement timed out."""

RETRYABLE = {"40001", "40P01"}
"""PostgreSQL: serialization failure, deadlock."""

CONNECTIONS = 10
"""To each PostgreSQL database: with these, two servers of all services fit into its usual 100."""

ENDING = {"57P01", "57P02", "57P03"}
"""PostgreSQL: told to shut down, crashed beside another, or just starting."""


class Instant(TypeDecorator[datetime]):
    """An instant, aware and in UTC, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class FairLock:
    """A lock that is taken in the order it was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._queue: deque[threading.Event] = deque()

    @contextmanager
    def turn(self, timeout_s: float) -> Iterator[None]:
        """Waits for its turn; refuses with `Busy` when that takes too long."""
        self._acquire(timeout_s)
        try:
            yield
        finally:
            self._release()

    def _acquire(self, timeout_s: float) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._queue.append(turn)
        if turn.wait(timeout_s):
            return
        with self._guard:
            if turn in self._queue:
                self._queue.remove(turn)
                raise Busy()
        # The turn came between the timeout and the guard: it is ours after all.

    def _release(self) -> None:
        with self._guard:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._held = False


class Database:
    """A service's own database."""

    def __init__(self, url: str, timeout_s: float = 5.0) -> None:
        self.timeout_s = timeout_s
        self.engine = (
            _sqlite(url, timeout_s) if url.startswith("sqlite") else _postgres(url, timeout_s)
        )
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._turns = FairLock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one consistent picture, which is never written to."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with Session(bind=connection, autoflush=False) as session:
                yield session

    @contextmanager
    def writing(self, timeout_s: float | None = None) -> Iterator[Session]:
        """A session that holds the one pen of this service; the caller commits or rolls back."""
        with self._turns.turn(timeout_s or self.timeout_s), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="SERIALIZABLE")
            with Session(bind=connection) as session:
                session.connection()  # begins now, not at the first statement
                if not self.is_sqlite:
                    session.execute(text("LOCK TABLE journal_head IN EXCLUSIVE MODE"))
                yield session
                session.rollback()

    @contextmanager
    def there(self) -> Iterator[None]:
        """Refuses with `DatabaseAway` when the connection to the database is lost on the way."""
        try:
            yield
        except NoneFree as error:
            raise Busy() from error
        except DBAPIError as error:
            if not is_away(error):
                raise
            log.warning("database.away", problem=str(error.orig).strip().rpartition("\n")[2])
            raise DatabaseAway() from error

    def close(self) -> None:
        self.engine.dispose()


def is_away(error: DBAPIError) -> bool:
    """Whether the database went away, and with it the knowledge of what it has done."""
    if not isinstance(error.orig, psycopg.Error):
        return False
    lost = isinstance(error.orig, psycopg.OperationalError) and not _state(error)
    return lost or error.connection_invalidated or _state(error) in ENDING


def is_retryable(error: DBAPIError) -> bool:
    """Whether the database itself asks for the whole transaction again."""
    return _state(error) in RETRYABLE


def is_locked(error: DBAPIError) -> bool:
    """Whether another process holds the pen."""
    return _state(error) in LOCKED or "database is locked" in str(error.orig)


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _sqlite(url: str, timeout_s: float) -> Engine:
    if sqlite.sqlite_version_info < SQLITE_FLOOR:
        floor = ".".join(map(str, SQLITE_FLOOR))
        raise RuntimeError(f"SQLite {sqlite.sqlite_version} is too old for WAL; needs {floor}")
    engine = create_engine(
        url,
        module=sqlite,
        connect_args={"timeout": timeout_s, "check_same_thread": False},
        pool_size=32,
        max_overflow=32,
        pool_reset_on_return=None,  # closing a session has rolled back already
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we open transactions, not the driver
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: str, timeout_s: float) -> Engine:
    return create_engine(
        url,
        pool_size=CONNECTIONS,
        pool_reset_on_return=None,
        max_overflow=0,
        pool_timeout=timeout_s,
        pool_pre_ping=False,
        connect_args={
            "options": "-c lock_timeout=5s -c statement_timeout=15s"
            " -c idle_in_transaction_session_timeout=30s -c timezone=UTC"
        },
    )
