"""Of those who would end one promise at once, by paying or by taking back, exactly one wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from tests.carefund.till import Till
from tests.refusals import outcome

TOO_LATE = {
    "STALE",
    "WRONG_STATE",
    "PAYMENT_DONE",
    "PAYMENT_UNPAID",
    "COMMITMENT_ENDED",
    "CONFIRMED_ALREADY",
}
Act = Callable[[], Any]


def race(*acts: Act) -> None:
    """Exactly one of the acts is done; the others are told that they came too late."""
    with ThreadPoolExecutor(len(acts)) as threads:
        told = list(threads.map(outcome, acts))
    assert told.count("OK") == 1, told
    assert set(told) - {"OK"} <= TOO_LATE, told


def pay_or_void(till: Till, case: Any) -> list[Act]:
    ordered = till.order(case)
    return [lambda: till.pay(ordered), lambda: till.void(ordered)]


def order_or_withdraw(till: Till, case: Any) -> list[Act]:
    seen = till.get(case, "director")
    return [lambda: till.order(seen, etag=seen.etag), lambda: till.withdraw(seen)]


def reissue_or_give_up(till: Till, case: Any) -> list[Act]:
    returned = till.bounce(till.pay(till.order(case)))
    return [lambda: till.reissue(returned), lambda: till.take_back(returned)]


def confirm_or_return(till: Till, case: Any) -> list[Act]:
    paid = till.pay(till.order(case))
    return [lambda: till.confirm(paid), lambda: till.bounce(paid)]


@pytest.mark.parametrize(
    "acts", [pay_or_void, order_or_withdraw, reissue_or_give_up, confirm_or_return]
)
def test_exactly_one_wins(till: Till, acts: Callable[[Till, Any], list[Act]]) -> None:
    pool_id = till.pool(fen=1_000_00)
    case = till.granted(1_000_00, pool_id)
    race(*acts(till, case) * 4)
    assert till.books.broken() == {}


def test_of_two_who_end_a_lapsed_promise_one_does(till: Till) -> None:
    until = date(2026, 6, 30)
    case = till.granted(1_000_00, until=until)
    while till.today() <= until.isoformat():
        till.world.clock.pass_days(1)
    seen = till.get(case, "director")

    def expire() -> Any:
        return till.call("accountant", "ExpireGrant", id=seen.id, etag=seen.etag)

    race(*[expire, lambda: till.withdraw(seen)] * 4)
    assert till.books.broken() == {}
