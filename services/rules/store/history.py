"""What the journal saw of editions, drafts and rulings: what their tables are held against.

Drafts and rulings move on, so the database lets their rows be changed; and whoever has it in hand
can slip a row into any table. The journal is chained, and its replies are sealed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from dangwu.rules.v1 import edition_pb2, rules_pb2
from services.chassis import journal
from services.chassis.sealing import SealBroken, Sealer

SEED = "dangwu.rules.v1.RulesService/SeedBooks"
PROPOSE = "dangwu.rules.v1.EditionService/ProposeEdition"
APPROVE = "dangwu.rules.v1.EditionService/ApproveEdition"
REJECT = "dangwu.rules.v1.EditionService/RejectEdition"
KEEP = "dangwu.rules.v1.RulingService/KeepRuling"
CLOSE = "dangwu.rules.v1.RulingService/CloseRuling"
AT_A_TIME = 200

ROWS = journal.JOURNAL.c
_ACTS = (
    select(ROWS.sequence, ROWS.rpc, ROWS.actor_id, ROWS.subject_id, ROWS.at, ROWS.request)
    .where(ROWS.outcome == journal.OK, ROWS.rpc.in_((PROPOSE, APPROVE, REJECT, KEEP, CLOSE)))
    .order_by(ROWS.sequence)
)
_BROUGHT_IN = select(ROWS.sequence, ROWS.rpc, ROWS.subject_id, ROWS.reply).where(
    ROWS.outcome == journal.OK, ROWS.rpc.in_((SEED, APPROVE))
)


@dataclass
class Thing:
    """A draft or a ruling by what was done to it."""

    sequence: int
    made_by_id: str
    made_at: datetime
    sent: Mapping[str, Any]
    """The request that made it; of a draft's text the digest."""
    closed: str = ""
    """The call that closed it."""
    closed_by_id: str = ""
    closed_at: datetime | None = None
    note: str = ""


@dataclass
class History:
    """All of them, and every edition that came into the store by a call."""

    editions: set[str] = field(default_factory=set)
    seeded_unnamed: bool = False
    """Whether a seeding of an earlier release did not say which editions it added."""
    published: dict[str, str] = field(default_factory=dict)
    """The edition that each published draft became."""
    drafts: dict[str, Thing] = field(default_factory=dict)
    rulings: dict[str, Thing] = field(default_factory=dict)


def read(session: Session, sealer: Sealer) -> History:
    """One pass over the rows of these calls; a reply that was tampered with names nothing."""
    seen = History()
    for row in session.execute(_ACTS).yield_per(AT_A_TIME):
        _take(seen, row)
    for brought in session.execute(_BROUGHT_IN).yield_per(AT_A_TIME):
        at = str(brought.sequence)
        try:
            reply = sealer.open_bytes(brought.reply or b"", "journal", "reply", at)
        except SealBroken:
            continue
        if brought.rpc == SEED:
            seeding = rules_pb2.Seeding.FromString(reply)
            seen.editions.update(seeding.editions)
            seen.seeded_unnamed |= seeding.added > len(seeding.editions)
        else:
            seen.published[brought.subject_id] = edition_pb2.Draft.FromString(reply).edition.id
    seen.editions.update(seen.published.values())
    return seen


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _take(seen: History, row: Row[*tuple[Any, ...]]) -> None:
    request = json.loads(row.request)
    things = seen.rulings if row.rpc in (KEEP, CLOSE) else seen.drafts
    if row.rpc in (PROPOSE, KEEP):
        if "text" in request:
            request["text"] = digest(request["text"])
        things[row.subject_id] = Thing(row.sequence, row.actor_id, row.at, request)
    elif made := things.get(row.subject_id):
        made.closed, made.closed_by_id, made.closed_at = row.rpc, row.actor_id, row.at
        made.note = request.get("note", "")
