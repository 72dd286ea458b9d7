"""A year's sums, from the lines of the ledger and the cases they name (C-098)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from dangwu.carefund.v1 import payment_pb2
from services.carefund import chart
from services.carefund.posting import Occasion
from services.carefund.statements.heads import Aid
from services.carefund.store import Application, Entry, Line, payments
from services.carefund.store.payments import Payment
from services.carefund.terms import CATEGORIES

BALANCES = (chart.RESTRICTED, chart.FREE)


@dataclass(frozen=True)
class PoolSums:
    """A pool in a year, from its lines; balances count what is owned, so credits are positive."""

    opening: int
    income: int
    expense: int
    adjusted: int
    reserved: int

    @property
    def closing(self) -> int:
        return self.opening + self.income - self.expense + self.adjusted


def pools(session: Session, year: int) -> Mapping[str, PoolSums]:
    """Every pool that has a line by the end of a year. A year's close moves nothing here: what was
    earned and spent is told as it was."""
    asked = (
        select(Line.pool_id, Line.account, Entry.year, Entry.occasion, func.sum(Line.amount_fen))
        .join(Entry, Entry.id == Line.entry_id)
        .where(Entry.year <= year)
        .group_by(Line.pool_id, Line.account, Entry.year, Entry.occasion)
    )
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for pool_id, account, booked, occasion, fen in session.execute(asked):
        part = _part(account, occasion, this_year=booked == year)
        sums[pool_id][part] += int(fen)
    reserved = payments.standing_on(session, date(year, 12, 31))
    return {
        pool_id: PoolSums(
            opening=-one["opening"],
            income=-one["income"],
            expense=one["expense"],
            adjusted=-one["adjusted"],
            reserved=reserved.get(pool_id, 0),
        )
        for pool_id, one in sums.items()
    }


def _part(account: str, occasion: str, *, this_year: bool) -> str:
    """Where a line counts: money and debts are the other side of all these."""
    if account[0] in "12":
        return ""
    if not this_year or account in BALANCES:
        return "" if this_year and occasion == Occasion.YEAR_END else "opening"
    if occasion == Occasion.YEAR_END:
        return ""
    parts = {"4": "income", "5": "expense"}
    return parts.get(account[0], "adjusted")


def income(session: Session, year: int) -> Sequence[tuple[str, int, int]]:
    """Of each income account with anything on it: how many entries, and how much."""
    asked = (
        select(Line.account, func.count(Entry.id.distinct()), func.sum(Line.amount_fen))
        .join(Entry, Entry.id == Line.entry_id)
        .where(*_in_year(year), Line.account.like("4%"))
        .group_by(Line.account)
        .order_by(Line.account)
    )
    return [(account, count, -int(fen)) for account, count, fen in session.execute(asked)]


def aids(session: Session, year: int) -> Mapping[str, Sequence[Aid]]:
    """What each case cost in a year, under its category, its unit and its channel."""
    asked = (
        select(Entry.application_id, Line.category, Line.entry_id, Line.amount_fen)
        .join(Entry, Entry.id == Line.entry_id)
        .where(*_in_year(year), Line.account == chart.AID)
    )
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for application_id, category, entry_id, fen in session.execute(asked):
        sums[application_id or entry_id, category] += int(fen)
    cases = _cases(session, {application_id for application_id, _ in sums})
    channels = _channels(session)
    found: dict[str, list[Aid]] = {"category": [], "unit": [], "channel": []}
    for (case_id, category), fen in sums.items():
        if not fen:
            continue
        member, unit = cases.get(case_id, (case_id, "—"))
        names = (CATEGORIES.get(category, "—"), unit, channels.get(case_id, "—"))
        for head, name in zip(found, names, strict=True):
            found[head].append(Aid(case_id, member, name, fen))
    return found


def _in_year(year: int) -> tuple[ColumnElement[bool], ...]:
    return Entry.year == year, Entry.occasion != Occasion.YEAR_END.value


def _cases(session: Session, ids: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Whose a case is, and of which unit."""
    wanted = set(ids)
    asked = select(Application.id, Application.member_id, Application.committee_name)
    return {row[0]: (row[1], row[2]) for row in session.execute(asked) if row[0] in wanted}


def _channels(session: Session) -> Mapping[str, str]:
    """By which channel the last payment of a case went."""
    asked = select(Payment.application_id, Payment.channel).where(Payment.paid_on.is_not(None))
    rows = session.execute(asked.order_by(Payment.year, Payment.number))
    return {row[0]: payment_pb2.PayChannel.Name(row[1]) for row in rows}


def happened(session: Session, year: int, occasion: Occasion) -> tuple[int, int]:
    """How often something was booked in a year, and how much money moved by it."""
    asked = (
        select(func.count(Entry.id.distinct()), func.coalesce(func.sum(Line.amount_fen), 0))
        .join(Line, Line.entry_id == Entry.id)
        .where(Entry.year == year, Entry.occasion == occasion.value, Line.amount_fen > 0)
    )
    count, fen = session.execute(asked).one()
    return int(count), int(fen)
