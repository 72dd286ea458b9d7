"""Money acts by chance keep every promise after each of them; and planted defects are found.

In the long run 100 worlds see 100 acts each, 10,000 in all.
"""

import os
from collections import defaultdict
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from services.carefund import acting, booking, duties, money, posting, verify
from services.carefund.lifecycle import Part, State
from services.carefund.posting import Posted
from services.carefund.store import Application, Played, books, payments
from services.carefund.store.money import Pool
from services.chassis import etags
from tests.carefund.chances import Chances
from tests.carefund.till import Till

FULL = bool(os.environ.get("DANGWU_FULL"))
WORLDS = 100 if FULL else 1
ACTS = 100
PAID_OF = payments.paid_of


def require_kept(chances: Chances) -> None:
    """All that the service promises of its own rows, and all that the reference says of pools."""
    with chances.till.books.database.reading() as session:
        checks = verify.verification(session).checks
        assert [one.name for one in checks if one.broken] == []
        for pool_id, purse in chances.purses.items():
            pool = session.get_one(Pool, pool_id)
            assert (pool.cash_fen, pool.reserved_fen) == (purse.cash, purse.reserved)
        asked = session.execute(sa.select(Application.id, Application.state))
        states = {one.id: one.state for one in asked}
        for known in chances.cases:
            assert State(states[known.case.id]).name == known.state
        cast: dict[tuple[str, str], set[Part]] = defaultdict(set)
        for one in session.scalars(sa.select(Played)):
            cast[one.application_id, one.person_id].add(Part(one.part))
        for parts in cast.values():
            assert not [pair for pair in duties.APART if pair <= parts]


def run(till: Till, seed: int) -> set[str]:
    """A hundred acts, each with all promises kept after it; the sorts of acts there were."""
    chances, done = Chances(till, seed), set()
    for _ in range(ACTS):
        done.add(chances.step())
        require_kept(chances)
    return done


@pytest.mark.parametrize("seed", range(WORLDS))
def test_every_promise_is_kept_after_every_act(till: Till, seed: int) -> None:
    assert len(run(till, seed)) > 8


def instead(target: Any, name: str, put: Any) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda monkeypatch: monkeypatch.setattr(target, name, put)


def _forgets_to_release(work: Any, commitment: Any) -> None:
    commitment.ended_as, commitment.ended_at = "VOIDED", work.now


def _pays_too_little(pool_id: str, fen: int, category: int) -> list[Posted]:
    return list(posting.passed_on(pool_id, max(fen - 1, 1)))


def _a_rich_one(session: Any, application_id: str) -> Any:
    found = PAID_OF(session, application_id)
    return SimpleNamespace(id=found.id, amount_fen=found.amount_fen + 1)


def _moves_no_cash(work: Any, lines: Any) -> None:
    """The lines are booked and the pool does not know."""


DEFECTS = {
    "a promise taken back stays reserved": instead(money, "void", _forgets_to_release),
    "an expired promise stays reserved": instead(money, "expire", _forgets_to_release),
    "a payment is booked short": instead(posting, "paid", _pays_too_little),
    "a pool does not know its cash": instead(booking, "move_cash", _moves_no_cash),
    "nothing lapses": instead(money, "lapsed", lambda promise, on: False),
    "the accountant may be anybody": instead(acting, "require_finance", lambda work, kind: None),
    "an etag is not read": instead(etags, "check", lambda etag, version: None),
    "what came back is free at once": instead(
        posting, "returned", lambda pool_id, fen: posting.income(4, 5, pool_id, fen)
    ),
    "a claim may be of anything": instead(payments, "paid_of", _a_rich_one),
    "a bank reference counts for nothing": instead(
        books, "of_references", lambda session, references: {}
    ),
    "a pool promises what it has not got": instead(
        money.Standing, "available", property(lambda standing: 10**9)
    ),
    "a step is not kept": instead(acting, "move", lambda application, work, to: None),
}
"""Each as small as a slip of the pen."""


@pytest.mark.one_database
@pytest.mark.parametrize("called", DEFECTS)
def test_a_planted_defect_is_found(
    till: Till, monkeypatch: pytest.MonkeyPatch, called: str
) -> None:
    chances = Chances(till, 0)
    require_kept(chances)
    DEFECTS[called](monkeypatch)
    for _ in range(3 * ACTS):
        try:
            chances.step()
            require_kept(chances)
        except (AssertionError, SQLAlchemyError):
            return
    raise AssertionError(f"not found: {called}")
