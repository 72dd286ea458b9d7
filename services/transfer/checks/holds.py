"""Holds placed by order: an examination by the Party that is still open."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.v1 import values_pb2
from services.chassis.work import Work
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


GRADED = ("DUES_UNPAID", "PROBATION_EXPIRED", "SUSPENDED", UNDER_EXAMINATION)
"""What holds a member; a rule says how strongly."""


def strength(work: Work, code: str) -> values_pb2.Decision:
    """How strongly something holds a member: hard, soft or none."""
    return filing.receipt(work, STRENGTH_BOOK, hold=code.lower())


def graded(case: Case, found: Finding) -> Finding:
    """What holds a member, as strongly as the rule says; everything else as it is."""
    if found.code not in GRADED:
        return found
    word = strength(case.work, found.code).answer.word
    return replace(found, blocks=word != "none", soft=word == "soft")


def _examination(case: Case) -> Finding | None:
    hold = standing(case.work.session, case.member.id)
    if hold is None:
        return None
    rule = strength(case.work, hold.code)
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
