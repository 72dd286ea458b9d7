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


def all_of(session: Session, member_id: str) -> Sequence[Term]:
    """What runs for a member today."""
    asked = select(Term).where(Term.member_id == member_id, Term.ended_on.is_(None))
    return session.scalars(asked.order_by(Term.from_on, Term.id)).all()


def of_kind(session: Session, member_id: str, kind: str) -> Term | None:
    """The arrangement of one kind that runs for a member: at most one, by the index."""
    asked = select(Term).where(
        Term.member_id == member_id, Term.kind == kind, Term.ended_on.is_(None)
    )
    return session.scalars(asked).one_or_none()


def begin(work: Work, transfer: Transfer, kind: str, plan: kind_pb2.Plan) -> Term:
    """Begins what a case has decided on, from the planned day or from today."""
    place = store.current_relationship(work.session, transfer.member_id)
    from_on = date.fromisoformat(plan.from_on) if plan.from_on else work.today
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


def end(work: Work, member_id: str, kind: str, *, by: str) -> None:
    """Ends the arrangement of a kind, if it runs; a search ends when its member is suspended."""
    if term := of_kind(work.session, member_id, kind):
        close(term, work, by=by, because="")


def close(term: Term, work: Work, *, by: str, because: str) -> None:
    """Closes an arrangement today; `by` is the case that does it, empty where an act does."""
    term.ended_on, term.ended_by_id, term.ended_because = work.today, by, because
    term.version += 1
