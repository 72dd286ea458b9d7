"""Journals as services write them: numbered from 1, each row chained to the one before."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from dangwu.audit.v1 import audit_pb2 as pb
from dangwu.v1 import values_pb2
from services.chassis import journal

NOON = datetime(2026, 6, 20, 4, 0, 0, 123_456, tzinfo=UTC)


def chained(entries: Sequence[pb.Entry], previous_hash: str = journal.GENESIS) -> list[pb.Entry]:
    """Copies of entries, each with its place in the chain and its own hash."""
    made = []
    for entry in entries:
        copy = pb.Entry()
        copy.CopyFrom(entry)
        copy.previous_hash = previous_hash
        copy.hash = previous_hash = journal.row_hash(copy)
        made.append(copy)
    return made


def journal_of(source: str, length: int, subject_id: str = "t-0123456789ab") -> list[pb.Entry]:
    """A sound journal; every third row rests on a rule, every fourth is a refusal."""
    return chained([_entry(source, number, subject_id) for number in range(1, length + 1)])


def _entry(source: str, number: int, subject_id: str) -> pb.Entry:
    entry = pb.Entry(
        source=source,
        sequence=number,
        actor_id=f"p-00000000000{number % 3}",
        post_id="h-000000000001",
        directory_revision=7,
        rpc=f"dangwu.{source}.v1.TransferService/SignTransfer",
        request_id=f"00000000-0000-4000-8000-{number:012d}",
        subject_id=subject_id,
        outcome="OK" if number % 4 else "OWN_CASE",
        request='{"note":"[withheld]","reason":"转专业"}',
        digest="d" * 64,
    )
    if number % 3 == 0:
        entry.decisions.append(_receipt())
    entry.at.FromDatetime(NOON + timedelta(seconds=number))
    return entry


def _receipt() -> values_pb2.Decision:
    return values_pb2.Decision(
        book="transfer/rung_days",
        edition="e" * 64,
        facts={"act": "attest", "kind": "student"},
        case_number=1,
        because="三日。",
        answer=values_pb2.Answer(days=3),
    )
