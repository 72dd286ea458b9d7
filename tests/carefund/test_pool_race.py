"""The last 1,000.00 of a pool: of 32 who want it at once, exactly one gets it."""

from concurrent.futures import ThreadPoolExecutor

from services.carefund.refusals_money import CommitmentEnded, PoolShort
from tests.carefund.bookkeeping import FREE, Books

MANY = 32


def test_of_32_approvals_at_once_exactly_one_gets_the_last_of_a_pool(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000_00)

    def approve(_: int) -> str:
        try:
            books.reserve(pool_id, 1_000_00)
        except PoolShort:
            return "short"
        return "promised"

    with ThreadPoolExecutor(MANY) as threads:
        told = list(threads.map(approve, range(MANY)))
    assert sorted(told) == ["promised"] + ["short"] * (MANY - 1)
    pool = books.state(pool_id)
    assert (pool.cash_fen, pool.reserved_fen, pool.available_fen) == (1_000_00, 1_000_00, 0)
    assert books.broken() == {}


def test_of_paying_and_taking_back_at_once_exactly_one_wins(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000_00)
    for _ in range(4):
        promise = books.reserve(pool_id, 10_00)

        def end(how: str, promise: str = promise) -> str:
            try:
                books.end(promise, how)
            except CommitmentEnded:
                return "too late"
            return "done"

        with ThreadPoolExecutor(8) as threads:
            told = list(threads.map(end, ["keep", "void"] * 4))
        assert sorted(told) == ["done"] + ["too late"] * 7
    assert books.state(pool_id).reserved_fen == 0
    assert books.broken() == {}
