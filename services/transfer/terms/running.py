"""Beginning and ending arrangements: written by the case that brings them about."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.transfer.v1 import kind_pb2
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import store
from services.transfer.store import Transfer
from services.transfer.store.terms import Term


def all_of(session: Session, *member_ids: str) -> Sequence[Term]:
    """What runs for members today."""
    asked = select(Term).where(Term.member_id.in_(member_ids), Term.ended_on.is_(None))
    return session.scalars(asked.order_by(Term.from_on, Term.id)).all()


def of_kind(session: Session, member_id: str, kind: str) -> Term | None:
    """The arrangement of one kind that runs for a member: at most one, by the index."""
    asked = select(Term).where(
        Term.member_id == member_id, Term.kind == kind, Term.ended_on.is_(None)
    )
    return session.scalars(asked).one_or_none()


def over(session: Session, member_id: str, kind: str) -> Sequence[Term]:
    """The arrangements of one kind that a member has behind him."""
    asked = select(Term).where(
        Term.member_id == member_id, Term.kind == kind, Term.ended_on.is_not(None)
    )
    return session.scalars(asked).all()


def begin(work: Work, transfer: Transfer, kind: str, plan: kind_pb2.Plan) -> Term:
    """Begins what a case has decided on, from the planned day or from today."""
    place = store.current_relationship(work.session, transfer.member_id)
    planned = plan.from_on and not transfer.kind.effect.from_today
    from_on = date.fromisoformat(plan.from_on) if planned else work.today
    term = Term(
        id=new_id("c"),
        version=1,
        kind=kind,
        member_id=transfer.member_id,
        member_name=transfer.member_name,
        organization_id=place.organization_id,
        organization_name=place.organization_name,
        transfer_id=transfer.id,
        ground=plan.ground,
        from_on=from_on,
        until_on=date.fromisoformat(plan.until_on) if plan.until_on else None,
        place=plan.place,
    )
    work.session.add(term)
    return term


def end(work: Work, member_id: str, kind: str, *, by: str, because: str) -> None:
    """Ends the arrangement of a kind, if it runs; a search ends when its member is suspended."""
    if term := of_kind(work.session, member_id, kind):
        close(term, work, by=by, because=because)


def close(term: Term, work: Work, *, by: str, because: str, on: date | None = None) -> None:
    """Closes an arrangement, today if no day is given; `by` is the case that does it, empty where
    an act does. What was said on the return is kept."""
    term.ended_on, term.ended_by_id = on or work.today, by
    term.ended_because = "；".join(filter(None, (term.ended_because, because)))
    term.version += 1
