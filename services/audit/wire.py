"""Entries and sources as messages."""

import json
from datetime import UTC

from google.protobuf.json_format import MessageToDict, ParseDict

from dangwu.audit.v1 import audit_pb2
from dangwu.v1 import values_pb2
from services.audit.store import Entry, Source


def from_proto(entry: audit_pb2.Entry, position: int) -> Entry:
    """An entry as the log keeps it."""
    decisions = [MessageToDict(d, preserving_proto_field_name=True) for d in entry.decisions]
    return Entry(
        position=position,
        source=entry.source,
        sequence=entry.sequence,
        at=entry.at.ToDatetime(tzinfo=UTC),
        actor_id=entry.actor_id,
        post_id=entry.post_id,
        directory_revision=entry.directory_revision,
        rpc=entry.rpc,
        request_id=entry.request_id,
        subject_id=entry.subject_id,
        outcome=entry.outcome,
        request=entry.request,
        decisions=json.dumps(decisions, ensure_ascii=False, separators=(",", ":")),
        digest=entry.digest,
        previous_hash=entry.previous_hash,
        hash=entry.hash,
    )


def to_proto(entry: Entry) -> audit_pb2.Entry:
    message = audit_pb2.Entry(
        source=entry.source,
        sequence=entry.sequence,
        actor_id=entry.actor_id,
        post_id=entry.post_id,
        directory_revision=entry.directory_revision,
        rpc=entry.rpc,
        request_id=entry.request_id,
        subject_id=entry.subject_id,
        outcome=entry.outcome,
        request=entry.request,
        decisions=[ParseDict(d, values_pb2.Decision()) for d in json.loads(entry.decisions)],
        digest=entry.digest,
        previous_hash=entry.previous_hash,
        hash=entry.hash,
    )
    message.at.FromDatetime(entry.at)
    return message


def to_source(source: Source) -> audit_pb2.Source:
    message = audit_pb2.Source(
        id=source.id,
        last_sequence=source.last_sequence,
        last_hash=source.last_hash,
        missing_sequence=source.missing_sequence,
    )
    if source.last_at:
        message.last_at.FromDatetime(source.last_at)
    return message
