"""The journal: one row for each call that changed something, in the transaction that changed it.

One row does three jobs: it answers the same request again, it is the history of what it changed,
and it is what the audit log is told. Rows are numbered without gaps and chained by hash.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785
import sqlalchemy as sa
from google.protobuf.json_format import MessageToDict
from sqlalchemy.orm import Session

from dangwu.audit.v1 import audit_pb2
from dangwu.v1 import values_pb2
from services.chassis.database import Instant

OK = "OK"
GENESIS = "0" * 64

HEAD = sa.Table(
    "journal_head",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

JOURNAL = sa.Table(
    "journal",
    HEAD.metadata,
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("rpc", sa.String(120), nullable=False),
    sa.Column("actor_id", sa.String(60), nullable=False),
    sa.Column("post_id", sa.String(20), nullable=False),
    sa.Column("directory_revision", sa.BigInteger, nullable=False),
    # Absent on a refusal: the same request may succeed another day.
    sa.Column("request_id", sa.String(36), nullable=True),
    sa.Column("subject_id", sa.String(60), nullable=False, index=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("outcome", sa.String(60), nullable=False),
    sa.Column("request", sa.Text, nullable=False),
    # A list of rule receipts, as the Entry message that carries nothing else.
    sa.Column("decisions", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("reply", sa.LargeBinary, nullable=True),
    sa.Column("previous_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.UniqueConstraint("rpc", "actor_id", "request_id", name="journal_request"),
)


def create_tables(op: Any) -> None:
    """The journal's part of a service's first migration."""
    for table in (HEAD, JOURNAL):
        op.create_table(
            table.name,
            *[column._copy() for column in table.columns],
            *(
                [sa.UniqueConstraint("rpc", "actor_id", "request_id", name="journal_request")]
                if table is JOURNAL
                else []
            ),
        )
    op.execute(f"INSERT INTO journal_head (id, sequence, hash) VALUES (1, 0, '{GENESIS}')")
    keep_for_ever(op, "journal")


def keep_for_ever(op: Any, table: str) -> None:
    """Lets the database itself refuse to change or remove a row."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = '23001'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )


def attach(metadata: sa.MetaData) -> None:
    """Makes the journal's tables part of a service's own metadata."""
    for table in (HEAD, JOURNAL):
        table.to_metadata(metadata)


_READ_HEAD = sa.select(HEAD.c.sequence, HEAD.c.hash)
_MOVE_HEAD = sa.update(HEAD).where(HEAD.c.sequence == sa.bindparam("was"))
_APPEND = sa.insert(JOURNAL)
_FIND = sa.select(JOURNAL.c.digest, JOURNAL.c.reply, JOURNAL.c.sequence).where(
    JOURNAL.c.rpc == sa.bindparam("rpc"),
    JOURNAL.c.actor_id == sa.bindparam("actor_id"),
    JOURNAL.c.request_id == sa.bindparam("request_id"),
)


class JournalMoved(Exception):
    """The head was not where this transaction had read it; it must begin again."""


def find(
    session: Session, rpc: str, actor_id: str, request_id: str
) -> sa.Row[*tuple[Any, ...]] | None:
    """The row of an earlier call with the same id, if there was one."""
    return session.execute(
        _FIND, {"rpc": rpc, "actor_id": actor_id, "request_id": request_id}
    ).one_or_none()


def record(
    session: Session,
    source: str,
    entry: audit_pb2.Entry,
    at: datetime,
    sealed_reply: Callable[[int], bytes | None],
) -> None:
    """Appends one row and fills in the entry's place in the chain.

    The reply is sealed for the sequence it gets, so that it opens nowhere else.
    """
    head = session.execute(_READ_HEAD).one()
    entry.source, entry.sequence, entry.previous_hash = source, head.sequence + 1, head.hash
    entry.hash = row_hash(entry)
    row = {
        "sequence": entry.sequence,
        "rpc": entry.rpc,
        "actor_id": entry.actor_id,
        "post_id": entry.post_id,
        "directory_revision": entry.directory_revision,
        "request_id": entry.request_id or None,
        "subject_id": entry.subject_id,
        "at": at,
        "outcome": entry.outcome,
        "request": entry.request,
        "decisions": _pack(entry.decisions),
        "digest": entry.digest,
        "reply": sealed_reply(entry.sequence),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }
    session.execute(_APPEND, row)
    moved = session.execute(
        _MOVE_HEAD, {"was": head.sequence, "sequence": entry.sequence, "hash": entry.hash}
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise JournalMoved


def head(session: Session) -> tuple[int, str]:
    """The last sequence and its hash."""
    row = session.execute(_READ_HEAD).one()
    return row.sequence, row.hash


def hash_at(session: Session, sequence: int) -> str | None:
    """The hash of the row at a sequence, or None when there is no such row."""
    if sequence == 0:
        return GENESIS
    return session.scalar(sa.select(JOURNAL.c.hash).where(JOURNAL.c.sequence == sequence))


def entries_after(session: Session, source: str, sequence: int, most: int) -> list[audit_pb2.Entry]:
    """Rows behind a sequence, in order."""
    return _entries(
        session, source, sa.select(JOURNAL).where(JOURNAL.c.sequence > sequence).limit(most)
    )


def entries_about(
    session: Session,
    source: str,
    subject_id: str,
    most: int,
    *,
    rpcs: Sequence[str],
    after: int,
    done: bool = False,
) -> list[audit_pb2.Entry]:
    """What was done to one thing, or tried unless `done`, by some calls, behind a sequence."""
    asked = sa.select(JOURNAL).where(
        JOURNAL.c.subject_id == subject_id,
        JOURNAL.c.sequence > after,
        JOURNAL.c.rpc.in_(rpcs),
    )
    if done:
        asked = asked.where(JOURNAL.c.outcome == OK)
    return _entries(session, source, asked.limit(most))


@dataclass(frozen=True)
class Decided:
    """A row that keeps rule receipts, and what it is about."""

    sequence: int
    subject_id: str
    decisions: Sequence[values_pb2.Decision]


_DECIDED = (
    sa.select(JOURNAL.c.sequence, JOURNAL.c.subject_id, JOURNAL.c.decisions)
    .where(JOURNAL.c.sequence > sa.bindparam("after"), JOURNAL.c.decisions != b"")
    .order_by(JOURNAL.c.sequence)
)


def decided_after(session: Session, sequence: int, most: int) -> list[Decided]:
    """The next rows behind a sequence that keep receipts: a refused act keeps none."""
    rows = session.execute(_DECIDED.limit(most), {"after": sequence})
    return [Decided(row.sequence, row.subject_id, _unpack(row.decisions)) for row in rows]


def _entries(session: Session, source: str, query: sa.Select[Any]) -> list[audit_pb2.Entry]:
    rows = session.execute(query.order_by(JOURNAL.c.sequence))
    return [_entry(source, row) for row in rows]


def _entry(source: str, row: sa.Row[Any]) -> audit_pb2.Entry:
    entry = audit_pb2.Entry(
        source=source,
        sequence=row.sequence,
        actor_id=row.actor_id,
        post_id=row.post_id,
        directory_revision=row.directory_revision,
        rpc=row.rpc,
        request_id=row.request_id or "",
        subject_id=row.subject_id,
        outcome=row.outcome,
        request=row.request,
        decisions=_unpack(row.decisions),
        digest=row.digest,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
    entry.at.FromDatetime(row.at)
    return entry


def row_hash(entry: audit_pb2.Entry) -> str:
    """SHA-256 over the canonical JSON (RFC 8785) of an entry without its own hash, in hex."""
    plain: Any = {
        "source": entry.source,
        "sequence": str(entry.sequence),
        "at": entry.at.ToJsonString(),
        "actor_id": entry.actor_id,
        "post_id": entry.post_id,
        "directory_revision": str(entry.directory_revision),
        "rpc": entry.rpc,
        "request_id": entry.request_id,
        "subject_id": entry.subject_id,
        "outcome": entry.outcome,
        "request": entry.request,
        "decisions": [
            MessageToDict(one, preserving_proto_field_name=True) for one in entry.decisions
        ],
        "digest": entry.digest,
        "previous_hash": entry.previous_hash,
    }
    return sha256(rfc8785.dumps(plain)).hexdigest()


def _plain(decision: values_pb2.Decision) -> Any:
    return MessageToDict(decision, preserving_proto_field_name=True)


def request_text(values: dict[str, Any]) -> str:
    """A request's kept values, as the journal writes them down."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _pack(decisions: Sequence[values_pb2.Decision]) -> bytes:
    return audit_pb2.Entry(decisions=decisions).SerializeToString(deterministic=True)


def _unpack(packed: bytes) -> Sequence[values_pb2.Decision]:
    return audit_pb2.Entry.FromString(packed).decisions
