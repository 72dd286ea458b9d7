"""Looks for a secret wherever it could have been left, in every form it could have taken."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from services import roster
from services.chassis.database import Database


def forms(secret: str) -> dict[str, bytes]:
    """A secret as it is, and as somebody might have written it without meaning to hide it."""
    plain = secret.encode()
    hexed = plain.hex().encode()
    found = {
        "clear": plain,
        "UTF-16": secret.encode("utf-16-le"),
        "UTF-16, the other way": secret.encode("utf-16-be"),
        "hex": hexed,
        "HEX": hexed.upper(),
        "backwards": plain[::-1],
    }
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + plain + bytes(3))
        begin, end = -(-shift * 4 // 3), (shift + len(plain)) * 8 // 6
        found[f"base64 at {shift}"] = whole[begin:end]
    return found


def found_in(places: Iterable[tuple[str, bytes]], *secrets: str) -> list[str]:
    """Where any of the secrets is, and in which form; the secret itself is not repeated."""
    wanted = [(name, form) for secret in secrets for name, form in forms(secret).items()]
    return [
        f"{place}: {name}" for place, content in places for name, form in wanted if form in content
    ]


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, as far as it is still there when its turn comes."""
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            if path.is_file():
                yield str(path.relative_to(folder)), path.read_bytes()


def rows_of(url: str) -> Iterator[tuple[str, bytes]]:
    """Every row of every table of every service, all columns as bytes."""
    for service in roster.NAMES:
        database = Database(url.format(service=service))
        with database.reading() as session:
            for table in sa.inspect(database.engine).get_table_names():
                for row in session.execute(sa.select(sa.text("*")).select_from(sa.table(table))):
                    yield f"{service}.{table}", b"\0".join(map(_bytes, row))
        database.close()


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
