"""The rows that deadlines are counted from, each kind of row in one question."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, defer

from dangwu.transfer.v1 import member_pb2
from services.transfer.store import INSIDE, Member, Relationship, Transfer
from services.transfer.store.letters import LIVE, LOST, Letter
from services.transfer.store.terms import Term

_PLACE = and_(
    Relationship.member_id == Member.id,
    Relationship.until.is_(None),
    Relationship.place == INSIDE,
)


@dataclass(frozen=True)
class Paper:
    """What of a letter deadlines are counted from."""

    id: str
    number: str
    transfer_id: str
    member_id: str
    member_name: str
    issuer_id: str
    issuer_name: str
    state: str
    issued_on: date
    valid_until: date
    void_on: date | None
    addressee_told_on: date | None


@dataclass(frozen=True)
class Probationer:
    """A probationary member, and the branch he belongs to."""

    id: str
    name: str
    ends_on: date
    organization_id: str
    organization_name: str


def open_cases(session: Session, conditions: Sequence[Any]) -> Sequence[Transfer]:
    """The cases under way, with their rungs."""
    asked = select(Transfer).where(Transfer.ended_at.is_(None), *conditions)
    # What a case keeps of people and of rules is long, and says nothing about days.
    unread = defer(Transfer.details), defer(Transfer.decisions), defer(Transfer.note)
    return session.scalars(asked.options(*unread)).all()


def papers(session: Session, *conditions: Any) -> dict[str, list[Paper]]:
    """The letters of cases under way by case, oldest first, and lost ones nobody was told of."""
    columns = [getattr(Letter, name) for name in Paper.__dataclass_fields__]
    untold = and_(Letter.state == LOST, Letter.addressee_told_on.is_(None))
    asked = (
        select(*columns)
        .join(Transfer, Transfer.id == Letter.transfer_id)
        .where(or_(Transfer.ended_at.is_(None), untold), *conditions)
        .order_by(Letter.issued_on, Letter.serial)
    )
    found: dict[str, list[Paper]] = defaultdict(list)
    for row in session.execute(asked):
        found[row.transfer_id].append(Paper(*row))
    return found


def out(of_case: Sequence[Paper]) -> Paper | None:
    """The letter that is out, good or lapsed."""
    return next((one for one in of_case if one.state == LIVE), None)


def terms(session: Session, scope: Collection[str] | None) -> Sequence[tuple[Term, str, str]]:
    """The arrangements that run, each with the branch the member belongs to today."""
    asked = (
        select(Term, Relationship.organization_id, Relationship.organization_name)
        .join(Relationship, Relationship.member_id == Term.member_id)
        .where(Term.ended_on.is_(None), Relationship.until.is_(None), Relationship.place == INSIDE)
    )
    if scope is not None:
        asked = asked.where(Relationship.organization_id.in_(scope))
    return [(row[0], row[1], row[2]) for row in session.execute(asked)]


def probationers(
    session: Session, ends_by: date, scope: Collection[str] | None
) -> Sequence[Probationer]:
    """The probationary members here whose probation ends on a day or before."""
    asked = (
        select(
            Member.id,
            Member.name,
            Member.probation_ends_on,
            Relationship.organization_id,
            Relationship.organization_name,
        )
        .join(Relationship, _PLACE)
        .where(
            Member.kind == member_pb2.MEMBER_KIND_PROBATIONARY, Member.probation_ends_on <= ends_by
        )
    )
    if scope is not None:
        asked = asked.where(Relationship.organization_id.in_(scope))
    return [
        Probationer(row[0], row[1], row[2], row[3], row[4])
        for row in session.execute(asked)
        if row[2] is not None
    ]
