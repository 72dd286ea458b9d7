"""What the command prints: data on stdout (a table, or JSON), everything else on stderr."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from google.protobuf.timestamp_pb2 import Timestamp

# Civil time of Asia/Shanghai: without summer time since 1992, so no time zone data is needed.
SHANGHAI = timezone(timedelta(hours=8))
GAP = "  "


def note(text: str) -> None:
    """A word to the person, beside the data."""
    click.echo(text, err=True)


def line(text: str) -> None:
    """A line of data that is no table."""
    click.echo(text)


def as_json(data: object) -> None:
    """JSON for programs; protobuf messages with the protos' own names, no field left out."""
    click.echo(json.dumps(_plain(data), ensure_ascii=False, indent=2))


def _plain(data: object) -> object:
    from google.protobuf import json_format
    from google.protobuf.message import Message

    if isinstance(data, Message):
        return json_format.MessageToDict(
            data, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
        )
    if isinstance(data, Mapping):
        return {name: _plain(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], drop_empty: bool = False) -> None:
    """Rows under headings: drawn on a terminal, plain aligned text in a pipe."""
    known = [list(row) for row in rows]
    if not known:
        return
    if drop_empty:
        kept = [n for n in range(len(headings)) if any(row[n] for row in known)]
        headings, known = [headings[n] for n in kept], [[row[n] for n in kept] for row in known]
    if sys.stdout.isatty():
        _drawn(headings, known)
    else:
        aligned([list(headings), *known])


def _drawn(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for position, heading in enumerate(headings):
        drawn.add_column(heading, no_wrap=position == 0, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    Console().print(drawn)


def aligned(rows: Sequence[Sequence[str]]) -> None:
    """Columns lined up by what they take on a screen, where a Chinese character takes two."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        click.echo(GAP.join(cells).rstrip())


def pairs(rows: Iterable[tuple[str, str]]) -> None:
    """Labels and values, one a line; what has no value is left out."""
    known = [(label, value) for label, value in rows if value]
    if known:
        aligned(known)


def at(instant: "Timestamp") -> str:
    """An instant as the clock on the campus wall shows it; empty when there is none."""
    if not instant.seconds:
        return ""
    return datetime.fromtimestamp(instant.seconds, SHANGHAI).strftime("%Y-%m-%d %H:%M")


def utc(seconds: float) -> str:
    """An instant for programs, as the protos' own JSON has it."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """Today's civil date on the campus."""
    return datetime.now(SHANGHAI).date()
