"""How entries come into the log: in order, each once, and only as their service wrote them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from dangwu.audit.v1 import audit_pb2
from services.audit import store, wire
from services.audit.store import Entry, Source
from services.chassis import journal
from services.chassis.errors import Forbidden, NotNow


class NotYourJournal(Forbidden):
    zh = "{actor} 不得送交 {source} 的日志：只有该服务本身可以送交。"
    en = "{actor} may not send the journal of {source}: only that service itself may."


class EntryAltered(NotNow):
    zh = (
        "{source} 的第 {sequence} 条与已存内容或其自身散列不符，可能被改动。"
        "此后的条目一律不收，请纪检核查。"
    )
    en = (
        "Entry {sequence} of {source} does not match what is held, or its own hash: it may have "
        "been altered. Nothing behind it is taken; this needs an inspector."
    )


def require_own(actor_id: str, source: str, entries: Sequence[audit_pb2.Entry]) -> None:
    """Refuses with `NotYourJournal` unless a service sends its own journal and no other."""
    for named in {source, *(entry.source for entry in entries)}:
        if actor_id != f"service:{named}":
            raise NotYourJournal(actor=actor_id, source=named)


def take(session: Session, source: Source, entries: Sequence[audit_pb2.Entry]) -> int:
    """Takes what follows on, skips what is held, stops at a gap; says how many were taken.

    Refuses with `EntryAltered`, and then takes nothing of the batch.
    """
    position = store.last_position(session)
    taken = 0
    for entry in entries:
        if entry.sequence <= source.last_sequence:
            _require_as_held(session, entry)
        elif entry.sequence > source.last_sequence + 1:
            source.missing_sequence = source.last_sequence + 1
            break
        else:
            taken += 1
            _add(session, source, entry, position + taken)
    return taken


def _require_as_held(session: Session, entry: audit_pb2.Entry) -> None:
    held = store.find_entry(session, entry.source, entry.sequence)
    if held is None or held.hash != entry.hash or _as_kept(entry, held.position) is None:
        raise EntryAltered(source=entry.source, sequence=entry.sequence)


def _add(session: Session, source: Source, entry: audit_pb2.Entry, position: int) -> None:
    row = _as_kept(entry, position)
    if row is None or row.previous_hash != source.last_hash:
        raise EntryAltered(source=entry.source, sequence=entry.sequence)
    session.add(row)
    source.last_sequence, source.last_hash, source.last_at = row.sequence, row.hash, row.at
    source.missing_sequence = 0


def _as_kept(entry: audit_pb2.Entry, position: int) -> Entry | None:
    """The row the log would keep, or None when its hash is not that of its content.

    The hash is taken over what can be read back from the row, so nothing is lost unseen.
    """
    try:
        row = wire.from_proto(entry, position)
        return row if journal.row_hash(wire.to_proto(row)) == entry.hash else None
    except (ValueError, OverflowError):  # an instant outside the calendar
        return None
