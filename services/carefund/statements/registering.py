"""The register (台账): everybody who was helped, as the cases tell it (C-093)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from services.carefund.lifecycle import State
from services.carefund.store import Application

HELPED = (State.PAID, State.CONFIRMED)


@dataclass(frozen=True)
class Helped:
    """Somebody who was helped: how often, how much, and when last."""

    member_id: str
    member_name: str
    branch_name: str
    times: int
    fen: int
    last_on: date
    last_category: int


def helped(session: Session, after: Sequence[str] | None, most: int) -> Sequence[Helped]:
    """By the branch of the last case and the member, behind a place in that order."""
    states = [one.value for one in HELPED]
    last = (
        select(Application.member_id, func.max(Application.approved_on).label("on"))
        .where(Application.state.in_(states), Application.approved_on.is_not(None))
        .group_by(Application.member_id)
        .subquery()
    )
    newest = (
        select(func.max(Application.id).label("id"))
        .join(
            last,
            (last.c.member_id == Application.member_id) & (last.c.on == Application.approved_on),
        )
        .where(Application.state.in_(states))
        .group_by(Application.member_id)
        .subquery()
    )
    asked = select(Application).join(newest, newest.c.id == Application.id)
    if after is not None:
        place = tuple_(Application.branch_name, Application.member_id)
        asked = asked.where(place > tuple_(after[0], after[1]))
    asked = asked.order_by(Application.branch_name, Application.member_id).limit(most)
    rows = session.scalars(asked).all()
    sums = _sums(session, [one.member_id for one in rows], states)
    return [
        Helped(
            one.member_id,
            one.member_name,
            one.branch_name,
            *sums[one.member_id],
            one.approved_on or date.min,
            one.category,
        )
        for one in rows
    ]


def _sums(
    session: Session, member_ids: Sequence[str], states: Sequence[int]
) -> dict[str, tuple[int, int]]:
    asked = (
        select(Application.member_id, func.count(), func.sum(Application.approved_fen))
        .where(Application.member_id.in_(member_ids), Application.state.in_(states))
        .group_by(Application.member_id)
    )
    return {row[0]: (row[1], int(row[2])) for row in session.execute(asked)}
