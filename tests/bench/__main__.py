"""`make bench`: calls side by side in one run; decisions beside another engine; postings.

An empty call, a read, a write and a whole transfer come first. Their rates are of one server
process and one load process sharing the machine's cores, so only the shares mean anything: each
call's rate against the empty call's, in the same run.
"""

import os

os.environ["GRPC_VERBOSITY"] = "NONE"

import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import booking, deciding
from tests.bench.acts import Bench
from tests.bench.load import Act, Measured, measure
from tests.databases import Databases, PostgresDatabases, SqliteFiles

CLIENTS = (1, 16)
SECONDS = 4.0
AIMS = {"read": 35, "write": 10}
"""Per cent of the empty call's rate."""


def main() -> int:
    """Prints one table for each database, one of decisions, one of postings."""
    console = Console()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("sqlite", "postgres"):
            place = folder / kind
            place.mkdir()
            databases: Databases = (
                SqliteFiles(place) if kind == "sqlite" else PostgresDatabases(place, durable=True)
            )
            with Bench(place, databases.template) as bench:
                console.print(_table(kind, bench))
                console.print(f"fsck: {bench.broken() or 'clean'}")
            databases.close()
        console.print(deciding.table(folder))
        console.print(booking.table(folder))
    return 0


def _table(kind: str, bench: Bench) -> Table:
    table = Table(title=f"dangwu on {kind}")
    for heading in ("call", "clients", "per second", "p50 ms", "p99 ms", "of empty", "aim"):
        table.add_column(heading, justify="left" if heading == "call" else "right")
    for clients in CLIENTS:
        kinds: dict[str, list[Act]] = {
            "empty": [bench.empty() for _ in range(clients)],
            "read": [bench.read(n) for n in range(clients)],
            "write": [bench.write(n) for n in range(clients)],
            "story (6 writes)": [bench.story() for _ in range(clients)],
        }
        base: Measured | None = None
        for name, acts in kinds.items():
            measured = measure(acts, SECONDS)
            base = base or measured
            table.add_row(
                name,
                str(clients),
                f"{measured.rate:.0f}",
                f"{measured.quantile_ms(0.5):.2f}",
                f"{measured.quantile_ms(0.99):.2f}",
                f"{100 * measured.rate / base.rate:.0f} %",
                f"{AIMS[name]} %" if name in AIMS else "",
            )
    return table


if __name__ == "__main__":
    sys.exit(main())
