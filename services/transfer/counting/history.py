"""What history says of a day: where everybody was, who was probationary, what ran."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dangwu.transfer.v1 import member_pb2
from services.chassis import journal
from services.chassis.civil import SHANGHAI
from services.transfer.counting.moves import Stretch
from services.transfer.store import Member, Relationship
from services.transfer.store.terms import Term

ENTERED = "dangwu.transfer.v1.RollService/RegisterMember"
AMENDED = "dangwu.transfer.v1.RollService/AmendMember"
FULL = "MEMBER_KIND_FULL"
ROWS = journal.JOURNAL.c
INSTANT = timedelta(microseconds=1)


def end_of(day: date) -> datetime:
    """The last instant of a civil day in Shanghai."""
    return datetime.combine(day + timedelta(days=1), time.min, SHANGHAI) - INSTANT


def stretches(session: Session) -> Sequence[Stretch]:
    """Where everybody has been, and when."""
    columns = (
        Relationship.member_id,
        Relationship.since,
        Relationship.until,
        Relationship.place,
        Relationship.organization_id,
        Relationship.organization_name,
        Relationship.transfer_id,
        Relationship.id,
    )
    return [Stretch(*row) for row in session.execute(sa.select(*columns))]


def probationary(session: Session, at: datetime) -> set[str]:
    """Who was probationary at an instant: who is now, and who became full since."""
    kind = Member.kind == member_pb2.MEMBER_KIND_PROBATIONARY
    now = set(session.scalars(sa.select(Member.id).where(kind)))
    since = _naming_a_kind(session, AMENDED, ROWS.at > at)
    # One may name the kind he has already: who was entered as full has never become it.
    entered = _naming_a_kind(session, ENTERED, ROWS.subject_id.in_(since))
    full = {one for one, named in entered.items() if named == FULL}
    return now | (set(since) - full)


def _naming_a_kind(
    session: Session, rpc: str, condition: sa.ColumnElement[bool]
) -> dict[str, object]:
    asked = sa.select(ROWS.subject_id, ROWS.request).where(
        ROWS.rpc == rpc, ROWS.outcome == journal.OK, condition
    )
    told = ((row.subject_id, json.loads(row.request)) for row in session.execute(asked))
    return {member_id: request["kind"] for member_id, request in told if request.get("kind")}


def terms(session: Session, on: date) -> Sequence[Term]:
    """What ran at the end of a day."""
    asked = sa.select(Term).where(
        Term.from_on <= on, sa.or_(Term.ended_on.is_(None), Term.ended_on > on)
    )
    return session.scalars(asked).all()
