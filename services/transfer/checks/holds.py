"""Holds placed by order: an examination by the Party that is still open."""

from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.transfer import filing
from services.transfer.filing import Case
from services.transfer.roll import Finding
from services.transfer.store.terms import Hold

STRENGTH_BOOK = "transfer/hold_strength"
UNDER_EXAMINATION = "UNDER_EXAMINATION"


def standing(session: Session, member_id: str) -> Hold | None:
    """The hold that stands on a member, if one does."""
    asked = select(Hold).where(Hold.member_id == member_id, Hold.released_on.is_(None))
    return session.scalars(asked.limit(1)).first()


def _examination(case: Case) -> Finding | None:
    hold = standing(case.work.session, case.member.id)
    if hold is None:
        return None
    rule = filing.receipt(case.work, STRENGTH_BOOK, hold=hold.code.lower())
    return Finding(
        hold.code,
        "member_id",
        f"该党员正在接受组织审查（{hold.document}），审查结束、解除限制后再办。",
        f"An examination is open ({hold.document}); it ends, and the hold is released, first.",
        blocks=rule.answer.word != "none",
        cites=rule.cites,
        soft=rule.answer.word == "soft",
    )


CHECKS: Mapping[str, Callable[[Case], Finding | None]] = {"examination": _examination}
