"""The four questions of an audit of dues, answered from the records (P-14)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.carefund import chart
from services.carefund.posting import Occasion
from services.carefund.store import Application, Entry, Line, Played, Rung
from services.carefund.store.payments import Payment

EXAMPLES = 20


@dataclass(frozen=True)
class Finding:
    """One question: how many records were looked at, and which do not bear it out."""

    question: str
    asked: str
    looked_at: int
    against: Sequence[str]


def income_complete(session: Session, year: int) -> Finding:
    """Every receipt carries the bank's reference, and nothing lies there of unknown origin."""
    received = session.execute(
        select(Entry.id, Entry.bank_reference).where(
            Entry.year == year, Entry.occasion == Occasion.INCOME.value
        )
    ).all()
    unknown = _unknown(session, year)
    against = [one.id for one in received if not one.bank_reference] + unknown
    asked = "收入是否真实、完整：每笔有银行流水，无来源不明款项"
    return Finding("INCOME_COMPLETE", asked, len(received), against)


def _unknown(session: Session, year: int) -> list[str]:
    """Receipts of unknown origin that nobody has identified by the end of a year."""
    identified = select(Entry.identifies_id).where(Entry.identifies_id != "")
    reversed_ = select(Entry.reverses_id).where(Entry.reverses_id != "")
    asked = (
        select(Line.entry_id)
        .join(Entry, Entry.id == Line.entry_id)
        .where(
            Entry.year <= year,
            Line.account == chart.UNIDENTIFIED,
            Line.amount_fen < 0,
            Entry.occasion == Occasion.INCOME.value,
            Entry.id.not_in(identified),
            Entry.id.not_in(reversed_),
        )
    )
    return list(session.scalars(asked.order_by(Line.entry_id)))


def decided_collectively(session: Session, year: int) -> Finding:
    """Every grant of the year was signed through, and a resolution stands behind it."""
    cases = session.scalars(
        select(Application.id).where(*_approved_in(year)).order_by(Application.id)
    ).all()
    resolved = set(session.scalars(select(Rung.application_id).where(Rung.resolution_id != "")))
    against = [one for one in cases if one not in resolved]
    asked = "是否集体讨论决定、审批手续完备：每笔有决议"
    return Finding("DECIDED_COLLECTIVELY", asked, len(cases), against)


def dedicated_people(session: Session, year: int) -> Finding:
    """Whoever ordered a payment did not carry it out."""
    ordered = select(Payment).where(Payment.paid_on.is_not(None))
    rows = [one for one in session.scalars(ordered) if one.paid_on and one.paid_on.year == year]
    paid_by: dict[str, set[str]] = {}
    played = select(Played.application_id, Played.person_id).where(Played.step == "pay")
    for application_id, person_id in session.execute(played):
        paid_by.setdefault(application_id, set()).add(person_id)
    against = [
        one.id for one in rows if one.ordered_by_id in paid_by.get(one.application_id, set())
    ]
    asked = "是否专人管理、会计出纳分设：制单人与付款人不同"
    return Finding("DEDICATED_PEOPLE", asked, len(rows), against)


def separate_accounts(session: Session, year: int) -> Finding:
    """Every entry of the year is in balance in each pool: no money crossed from one to another."""
    count = session.scalar(select(func.count()).select_from(Entry).where(Entry.year == year)) or 0
    asked = (
        select(Line.entry_id)
        .join(Entry, Entry.id == Line.entry_id)
        .where(Entry.year == year)
        .group_by(Line.entry_id, Line.pool_id)
        .having(func.sum(Line.amount_fen) != 0)
    )
    against = sorted(set(session.scalars(asked)))
    zh = "是否专户或单独设账、专款专用：每张凭证在每个资金池内平衡"
    return Finding("SEPARATE_ACCOUNTS", zh, count, against)


def _approved_in(year: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Application.approved_on >= date(year, 1, 1),
        Application.approved_on <= date(year, 12, 31),
    )


QUESTIONS: Sequence[Callable[[Session, int], Finding]] = (
    income_complete,
    decided_collectively,
    dedicated_people,
    separate_accounts,
)
