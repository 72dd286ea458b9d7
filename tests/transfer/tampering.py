"""What somebody could do who has the database and not the services, one field at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from dangwu.transfer.v1 import roll_pb2
from services.chassis.database import Database
from services.transfer.store import Base
from tests.transfer.acts import Cases


def broken(cases: Cases) -> set[str]:
    """The promises of the roll that do not hold."""
    told = cases.desk("administrator").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    return {one.name for one in told.checks if one.broken}


@contextmanager
def _database(cases: Cases) -> Iterator[Database]:
    database = Database(cases.world.url.format(service="transfer"))
    try:
        yield database
    finally:
        database.close()


@contextmanager
def unlocked(cases: Cases, table: str) -> Iterator[None]:
    """What keeps the rows of a table for ever is away meanwhile; the database is used again."""
    with _database(cases) as database:
        lite = database.engine.dialect.name == "sqlite"
        name = f"{table}_no_update" if lite else f"{table}_append_only"
        away, back = f"ALTER TABLE {table} DISABLE TRIGGER {name}", ""
        with database.writing() as session:
            if lite:
                kept = "SELECT sql FROM sqlite_master WHERE name = :name"
                away = f"DROP TRIGGER {name}"
                back = str(session.scalar(sa.text(kept), {"name": name}))
            session.execute(sa.text(away))
            session.commit()
        try:
            yield
        finally:
            with database.writing() as session:
                again = back or f"ALTER TABLE {table} ENABLE TRIGGER {name}"
                session.connection().exec_driver_sql(again)
                session.commit()


@contextmanager
def tampered(cases: Cases, table: str, by: dict[str, Any], **changed: Any) -> Iterator[None]:
    """One row as somebody made it; afterwards it is as it was."""
    kept = Base.metadata.tables[table]
    here = [kept.c[name] == value for name, value in by.items()]
    # By the key, so that the row is found again whatever was changed in it.
    with _database(cases) as database:
        with database.writing() as session:
            row = session.execute(sa.select(kept).where(*here).limit(1)).one()._asdict()
            key = [column == row[column.name] for column in kept.primary_key]
            was = {kept.c[name]: row[name] for name in changed}
            assert any(row[name] != value for name, value in changed.items())
            session.execute(sa.update(kept).where(*key).values(changed))
            session.commit()
        try:
            yield
        finally:
            with database.writing() as session:
                session.execute(sa.update(kept).where(*key).values(was))
                session.commit()


@contextmanager
def removed(cases: Cases, table: str, **by: Any) -> Iterator[None]:
    """Rows that somebody took away; afterwards they are there again."""
    kept = Base.metadata.tables[table]
    here = [kept.c[name] == value for name, value in by.items()]
    with _database(cases) as database:
        with database.writing() as session:
            rows = [row._asdict() for row in session.execute(sa.select(kept).where(*here))]
            assert rows
            session.execute(sa.delete(kept).where(*here))
            session.commit()
        try:
            yield
        finally:
            with database.writing() as session:
                session.execute(sa.insert(kept), rows)
                session.commit()
