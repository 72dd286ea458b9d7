"""Schema revisions: brought forward on purpose, and required to be current before serving.

A server only compares two words, so Alembic is imported where something is brought forward: it
brings so much with it that every start would take a third longer.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from services.chassis.keys import SetupError

CHASSIS = Path(__file__).parent
SERVICES = CHASSIS.parent
VERSION = sa.table("alembic_version", sa.column("version_num", sa.String))
"""Where Alembic keeps the revision of a database."""


class SchemaNotCurrent(SetupError):
    zh = (
        "{service} 的数据库版本是 {found}，程序需要 {expected}。"
        "请先运行 python -m services migrate，再启动。"
    )
    en = (
        "The {service} database is at revision {found}, this code needs {expected}. "
        "Run python -m services migrate, then start again."
    )


class DatabaseUnreachable(SetupError):
    zh = "连不上数据库 {database}：请检查 DANGWU_DATABASE_URL，并确认数据库已启动、库已建立。"
    en = "Cannot reach the database {database}: check DANGWU_DATABASE_URL, and that it runs."


def _versions(service: str) -> Path:
    return SERVICES / service / "migrations" / "versions"


def newest(service: str) -> str | None:
    """The revision this code expects: revisions are numbered, and so are the files they are in."""
    numbers = [file.name.partition("_")[0] for file in _versions(service).glob("[0-9]*_*.py")]
    return max(numbers, default=None)


def current(engine: sa.Engine) -> str | None:
    """The revision a database is at."""
    with _reached(engine) as connection:
        if not sa.inspect(connection).has_table(VERSION.name):
            return None
        return connection.scalar(sa.select(VERSION.c.version_num))


def _reached(engine: sa.Engine) -> sa.Connection:
    try:
        return engine.connect()
    except DBAPIError:
        where = engine.url.render_as_string(hide_password=True)
        raise DatabaseUnreachable(database=where) from None


def upgrade(engine: sa.Engine, service: str) -> None:
    """Brings a database to the newest revision, all or nothing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(CHASSIS / "migrations"))
    config.set_main_option("version_locations", str(_versions(service)))
    config.set_main_option("path_separator", "os")
    with _reached(engine).execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_current(engine: sa.Engine, service: str) -> None:
    """Refuses to serve a database that is not at the revision this code expects."""
    found, expected = current(engine), newest(service)
    if found != expected:
        raise SchemaNotCurrent(service=service, found=found or "-", expected=expected or "-")
