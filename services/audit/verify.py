"""What the log promises, checked over all of it.

It is compared with itself only. Whether a source's own journal agrees is seen by whoever asks both:
the journal's last hash stands in that service's own verification.
"""

from google.protobuf.json_format import ParseError
from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.audit import store, wire
from services.audit.store import Entry, Source
from services.chassis import journal
from services.chassis.proof import Promise


def checks(session: Session) -> list[values_pb2.Check]:
    """Every promise, with the entries and sources that break it."""
    contiguous = Promise("entries_contiguous")
    chained = Promise("entries_chained")
    unaltered = Promise("entries_as_written")
    at_head = Promise("sources_at_their_last_entry")
    complete = Promise("sources_without_gap")
    last: dict[str, Entry] = {}
    for entry in store.in_order_of_sources(session):
        before = last.get(entry.source)
        thing = f"{entry.source}/{entry.sequence}"
        contiguous.look(thing, kept=entry.sequence == (before.sequence if before else 0) + 1)
        chained.look(
            thing, kept=entry.previous_hash == (before.hash if before else journal.GENESIS)
        )
        unaltered.look(thing, kept=_is_as_written(entry))
        last[entry.source] = entry
    for source in store.all_sources(session):
        at_head.look(source.id, kept=_stands_at(source, last.pop(source.id, None)))
        complete.look(source.id, kept=source.missing_sequence == 0)
    for orphan in last:
        at_head.look(orphan, kept=False)
    return [promise.to_proto() for promise in (contiguous, chained, unaltered, at_head, complete)]


def _is_as_written(entry: Entry) -> bool:
    try:
        return journal.row_hash(wire.to_proto(entry)) == entry.hash
    except (ValueError, ParseError):  # not even readable any more
        return False


def _stands_at(source: Source, last: Entry | None) -> bool:
    sequence, last_hash = (last.sequence, last.hash) if last else (0, journal.GENESIS)
    return (source.last_sequence, source.last_hash) == (sequence, last_hash)
