"""Promises of money: what is reserved, and how it ends. What has moved is booked: booking.py.

All of it runs under the one pen of the service: what was read of a pool stays true until the act
commits, and the database refuses what this code should have refused.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dangwu.rules.v1 import rules_pb2
from services.carefund.booking import book
from services.carefund.refusals import RuleUndecided
from services.carefund.refusals_money import CommitmentEnded, CommitmentStands, PoolShort
from services.carefund.store import books
from services.carefund.store.books import standing
from services.carefund.store.cases import Application
from services.carefund.store.money import Commitment, Pool
from services.carefund.terms import yuan
from services.chassis.civil import shanghai_date
from services.chassis.ids import new_id
from services.chassis.work import Work

POSTED, VOIDED, EXPIRED = "POSTED", "VOIDED", "EXPIRED"


@dataclass(frozen=True)
class Standing:
    """A pool's money for a year, at an instant."""

    cash: int
    reserved: int
    budget: int | None
    floor: int
    promised: int
    """For that year, paid or not."""

    @property
    def available(self) -> int:
        """What may still be promised: funded, above the floor, within the budget if one is set."""
        funded = self.cash - self.reserved - self.floor
        return funded if self.budget is None else min(funded, self.budget - self.promised)


def standing_of(work: Work, pool: Pool, year: int) -> Standing:
    """How a pool stands now, for a year; asks the rules for its floor."""
    session = work.session
    budget = books.budget(session, pool.id, year, work.now)
    return Standing(
        cash=pool.cash_fen,
        reserved=pool.reserved_fen,
        budget=budget,
        floor=floor(work, budget or 0, work.today),
        promised=books.promised(session, pool.id, year, work.now),
    )


def standing_at(work: Work, pool: Pool, at: datetime) -> Standing:
    """How a pool stood at a past instant, counted from the books and the promises."""
    session, day = work.session, shanghai_date(at)
    budget = books.budget(session, pool.id, day.year, at)
    return Standing(
        cash=books.cash_at(session, pool.id, at),
        reserved=books.reserved_at(session, pool.id, at),
        budget=budget,
        floor=floor(work, budget or 0, day),
        promised=books.promised(session, pool.id, day.year, at),
    )


def floor(work: Work, budget: int, on: date) -> int:
    """What must stay in hand of a year's budget, by the rule of a day."""
    if not budget:
        return 0
    book, said = "carefund/pool_floor", yuan(budget)
    if on == work.today:
        answer = work.decide(book, annual_budget=said).answer
    else:
        day, facts = on.isoformat(), {"annual_budget": said}
        asked = rules_pb2.DecideRuleRequest(book=book, facts=facts, on=day, known_on=day)
        answer = work.ask(asked).answer
    if answer.HasField("needs_human"):
        raise RuleUndecided(book=book, reason=answer.needs_human)
    return int(answer.amount_fen)


def reserve(
    work: Work, pool_id: str, application: Application, fen: int, until: date, year: int
) -> Commitment:
    """Promises money of a pool to an application through a day; nothing is promised unfunded.

    `ask_<Method>` makes the same call on its read session: it asks the rules and changes nothing.
    """
    pool = books.get_pool(work.session, pool_id)
    free = standing_of(work, pool, year).available
    if free < fen:
        raise PoolShort(pool=pool.id, available=yuan(free), needed=yuan(fen))
    made = Commitment(
        id=new_id("c"),
        pool_id=pool.id,
        application_id=application.id,
        amount_fen=fen,
        year=year,
        made_at=work.now,
        made_on=work.today,
        until=until,
        ended_as="",
        ended_at=None,
    )
    if work.locked:
        pool.reserved_fen += fen
        work.session.add(made)
        work.session.flush()
    return made


def keep(work: Work, commitment: Commitment) -> None:
    """The promise was kept: it is paid. Comes before the booking that takes the money out."""
    _end(work, commitment, POSTED)


def void(work: Work, commitment: Commitment) -> None:
    """The promise was taken back."""
    _end(work, commitment, VOIDED)


def expire(work: Work, commitment: Commitment) -> None:
    """The promise became too old; refused while it is not."""
    if commitment.ended_at is None:
        require_lapsed(commitment, work.today)
    _end(work, commitment, EXPIRED)


def require_lapsed(commitment: Commitment, on: date) -> None:
    """Refuses with `CommitmentStands` where a promise can be paid yet."""
    if not lapsed(commitment, on):
        raise CommitmentStands(until=commitment.until)


def lapsed(commitment: Commitment, on: date) -> bool:
    """Whether a promise cannot be paid any more on a day, though nobody ended it yet."""
    return commitment.ended_at is None and on > commitment.until


def _end(work: Work, commitment: Commitment, how: str) -> None:
    if commitment.ended_at is not None:
        raise CommitmentEnded(ended_as=commitment.ended_as)
    commitment.ended_as, commitment.ended_at = how, work.now
    pool = books.get_pool(work.session, commitment.pool_id)
    pool.reserved_fen -= commitment.amount_fen
    work.session.flush()


__all__ = ["book", "expire", "keep", "lapsed", "reserve", "standing", "void"]
