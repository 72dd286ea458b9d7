"""Promises that a store can be checked for, and those every journal keeps."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.chassis import journal

MOST_EXAMPLES = 20
BATCH = 500


@dataclass
class Promise:
    """One promise: how much was looked at, and what breaks it."""

    name: str
    examined: int = 0
    broken: int = 0
    examples: list[str] = field(default_factory=list)

    def look(self, thing: str, *, kept: bool) -> None:
        """Counts one row, and remembers it when it breaks the promise."""
        self.examined += 1
        if not kept:
            self.broken += 1
            if len(self.examples) < MOST_EXAMPLES:
                self.examples.append(thing)

    def to_proto(self) -> values_pb2.Check:
        return values_pb2.Check(
            name=self.name, examined=self.examined, broken=self.broken, examples=self.examples
        )


def verification(
    session: Session, service: str, promises: Iterable[values_pb2.Check]
) -> values_pb2.Verification:
    """A service's own checks, with those of its journal and where the journal stands."""
    sequence, head = journal.head(session)
    return values_pb2.Verification(
        service=service,
        checks=[*promises, *(one.to_proto() for one in _journal(session, service, sequence, head))],
        journal_sequence=sequence,
        journal_hash=head,
    )


def _journal(session: Session, service: str, last: int, head: str) -> tuple[Promise, ...]:
    """I-27: rows 1 to n without gaps, each as it was written, each chained to the one before."""
    whole, chained = Promise("journal_without_gaps"), Promise("journal_chained")
    written = Promise("journal_as_written")
    before, at = journal.GENESIS, 0
    while entries := journal.entries_after(session, service, at, BATCH):
        for entry in entries:
            thing = f"{service}/{entry.sequence}"
            whole.look(thing, kept=entry.sequence == at + 1)
            chained.look(thing, kept=entry.previous_hash == before)
            written.look(thing, kept=journal.row_hash(entry) == entry.hash)
            before, at = entry.hash, entry.sequence
    whole.look(f"{service}/head", kept=at == last)
    chained.look(f"{service}/head", kept=before == head)
    return whole, chained, written


def acts_on(session: Session, *rpcs: str) -> dict[str, int]:
    """How many acts of these kinds the journal has on each thing."""
    table = journal.JOURNAL
    counted = session.execute(
        sa.select(table.c.subject_id, sa.func.count())
        .where(table.c.outcome == journal.OK, table.c.rpc.in_(rpcs))
        .group_by(table.c.subject_id)
    )
    return {row[0]: row[1] for row in counted}


class Asked(NamedTuple):
    """One act as the journal has it: what it was, on what, and what was asked."""

    rpc: str
    subject_id: str
    request: dict[str, Any]


def asked(session: Session, *rpcs: str) -> Iterator[Asked]:
    """Every act of these kinds, oldest first; what is personal in a request is not kept there.

    A row that was made unreadable asks nothing: the promises of the journal itself name it.
    """
    table = journal.JOURNAL
    rows = session.execute(
        sa.select(table.c.rpc, table.c.subject_id, table.c.request)
        .where(table.c.outcome == journal.OK, table.c.rpc.in_(rpcs))
        .order_by(table.c.sequence)
        .execution_options(yield_per=BATCH)
    )
    for row in rows:
        try:
            request = json.loads(row.request)
        except ValueError:
            request = None
        yield Asked(row.rpc, row.subject_id, request if isinstance(request, dict) else {})
