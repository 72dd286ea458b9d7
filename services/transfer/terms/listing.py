"""Questions to the arrangements: by member, by organization, by kind, page by page."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.transfer.refusals import TermUnknown
from services.transfer.store import Member
from services.transfer.store.terms import Contact, Term


def get(session: Session, term_id: str) -> Term:
    """One arrangement, running or over."""
    if term := session.get(Term, term_id):
        return term
    raise TermUnknown(id=term_id)


def terms(
    session: Session,
    *conditions: Any,
    scope: Collection[str] | None,
    categories: Collection[int] | None,
    after: tuple[date, str] | None,
    most: int,
) -> Sequence[Term]:
    """Arrangements in the order they began; the filter is in the query, so pages do not leak."""
    asked = select(Term).where(*conditions)
    if scope is not None:
        asked = asked.where(Term.organization_id.in_(scope))
    if categories is not None:
        asked = asked.join(Member, Member.id == Term.member_id)
        asked = asked.where(Member.category.in_(categories))
    if after is not None:
        day, last_id = after
        later = (Term.from_on > day) | ((Term.from_on == day) & (Term.id > last_id))
        asked = asked.where(later)
    return session.scalars(asked.order_by(Term.from_on, Term.id).limit(most)).all()


def contacts(session: Session, term_id: str) -> Sequence[Contact]:
    """What was logged in an arrangement, oldest first."""
    asked = select(Contact).where(Contact.term_id == term_id)
    return session.scalars(asked.order_by(Contact.on, Contact.entered_at, Contact.id)).all()
