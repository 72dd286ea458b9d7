"""Pools: what comes in, what is promised and paid, and what is left, to the fen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from services.carefund import posting
from services.carefund.posting import Occasion
from services.carefund.refusals_money import CommitmentEnded, CommitmentStands, PoolShort
from tests.carefund.bookkeeping import DUES, FREE, INTEREST, RESTRICTED, SCHOOL, SEVERE, Books
from tests.refusals import refuses

BANK, AID = "1002", "5101"


def worked_check(books: Books) -> dict[int, str]:
    """A year of the fund: opening 20,000.00, four incomes, four payments, eight visits, a return
    and its reissue, and 2,000.00 recovered; 6,000.00 approved and not paid."""
    pools = {
        DUES: books.funded(DUES, 20_000_00),
        SCHOOL: books.pool(SCHOOL),
        FREE: books.pool(FREE),
        INTEREST: books.pool(INTEREST),
    }
    books.income(pools[DUES], 1, 60_000_00)
    books.income(pools[SCHOOL], 3, 40_000_00)
    books.income(pools[FREE], 4, 12_345_67)
    books.income(pools[INTEREST], 5, 88_12)
    for fen in (3_000_00, 2_000_00, 5_000_00, 1_000_00):
        books.pay(pools[DUES], fen)
    books.book(Occasion.RETURNED, posting.returned(pools[DUES], 1_000_00))
    books.book(Occasion.REISSUED, posting.reissued(pools[DUES], 1_000_00))
    for _ in range(8):
        books.pay(pools[SCHOOL], 1_000_00, category=13)
    books.book(Occasion.RECOVERED, posting.recovered(pools[DUES], 2_000_00, SEVERE, same_year=True))
    books.reserve(pools[SCHOOL], 6_000_00)
    return pools


def test_the_worked_check_comes_out_to_the_fen(books: Books) -> None:
    worked_check(books)
    balances = books.balances()
    assert balances[BANK] == 115_433_79
    assert books.available() == 109_433_79
    assert balances[AID] == 17_000_00
    assert "2202" not in balances  # what came back went out again
    assert books.broken() == {}


def test_a_pool_is_of_one_source_under_one_name(books: Books) -> None:
    books.pool(DUES, name="留存党费")
    with refuses("POOL_TAKEN"):
        books.pool(SCHOOL, name="留存党费")
    with refuses("PURPOSE_UNFIT"):
        books.pool(RESTRICTED)
    with refuses("PURPOSE_UNFIT"):
        books.pool(DUES, SEVERE)
    pool = books.state(books.pool(RESTRICTED, 5, SEVERE))
    assert list(pool.uses) == [SEVERE, 5]
    with refuses("POOL_UNKNOWN"):
        books.state("b-" + "0" * 12)


def test_nothing_is_promised_unfunded(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000_00)
    with pytest.raises(PoolShort):
        books.reserve(pool_id, 1_000_01)
    books.reserve(pool_id, 1_000_00)
    assert books.state(pool_id).available_fen == 0
    with pytest.raises(PoolShort):
        books.reserve(pool_id, 1)
    assert books.broken() == {}


@pytest.mark.parametrize("how", ["keep", "void", "expire"])
@pytest.mark.parametrize("then", ["keep", "void", "expire"])
def test_a_promise_ends_once(books: Books, how: str, then: str) -> None:
    pool_id = books.funded(FREE, 1_000_00)
    promise = books.reserve(pool_id, 400_00, until=date(2026, 6, 9))
    books.end(promise, how)
    assert books.state(pool_id).reserved_fen == 0
    with pytest.raises(CommitmentEnded):
        books.end(promise, then)
    told = books.call("inspector", "ListCommitments", pool_id=pool_id).commitments[0]
    assert told.ended_as == {"keep": 1, "void": 2, "expire": 3}[how]
    assert told.ended_on == "2026-06-10"
    assert not books.call(
        "inspector", "ListCommitments", pool_id=pool_id, standing=True
    ).commitments


def test_a_promise_is_not_too_old_on_its_last_day(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000_00)
    promise = books.reserve(pool_id, 400_00, until=date(2026, 6, 10))
    with pytest.raises(CommitmentStands):
        books.end(promise, "expire")
    books.world.clock.pass_days(1)
    books.end(promise, "expire")


def test_commitments_are_paged(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000_00)
    made = {books.reserve(pool_id, 1_00) for _ in range(5)}
    seen, token = set(), ""
    for _ in range(3):
        page = books.call(
            "accountant", "ListCommitments", pool_id=pool_id, page_size=2, page_token=token
        )
        seen |= {one.id for one in page.commitments}
        token = page.next_page_token
    assert seen == made
    assert token == ""
    with refuses("PAGE_TOKEN_INVALID"):
        books.call("accountant", "ListCommitments", pool_id=pool_id, page_token="no")


def at(instant: datetime) -> Timestamp:
    made = Timestamp()
    made.FromDatetime(instant)
    return made


def test_pools_are_told_as_they_stood_at_an_instant(books: Books) -> None:
    """Everything is counted from what had been entered by then, not from what is known now."""
    clock = books.world.clock
    empty = clock()
    pool_id = books.funded(FREE, 1_000_00)
    clock.pass_time(hours=1)
    promise = books.reserve(pool_id, 300_00)
    clock.pass_time(hours=1)
    promised = clock()
    clock.pass_time(hours=1)
    books.end(promise, "keep")
    books.book(Occasion.PAID, posting.paid(pool_id, 300_00, SEVERE))
    books.income(pool_id, 4, 50_00)

    def stood(instant: datetime) -> tuple[int, int, int]:
        found = books.call("inspector", "ListPools", at=at(instant)).pools
        mine = next(one for one in found if one.id == pool_id)
        return mine.cash_fen, mine.reserved_fen, mine.available_fen

    assert stood(empty) == (1_000_00, 0, 1_000_00)
    assert stood(promised) == (1_000_00, 300_00, 700_00)
    assert stood(clock()) == (750_00, 0, 750_00)
    now = books.state(pool_id)
    assert stood(clock()) == (now.cash_fen, now.reserved_fen, now.available_fen)
    with refuses("DATE_AHEAD"):
        stood(clock() + timedelta(minutes=1))
    assert books.call("inspector", "ListPools", at=at(datetime(2020, 1, 1, tzinfo=UTC))).pools == []


def test_a_budget_brings_a_floor_that_stays_in_hand(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000_00)
    pool = books.budget(pool_id, 900_00)
    assert (pool.budget_fen, pool.floor_fen, pool.available_fen) == (900_00, 90_00, 900_00)
    pool = books.budget(pool_id, 2_000_00)
    assert (pool.floor_fen, pool.available_fen) == (200_00, 800_00)
    with pytest.raises(PoolShort):
        books.reserve(pool_id, 800_01)
    books.reserve(pool_id, 800_00)
    assert books.broken() == {}


def test_no_more_is_promised_for_a_year_than_its_budget(books: Books) -> None:
    """Paid or not: what was kept counts, what was taken back does not."""
    pool_id = books.funded(FREE, 1_000_00)
    books.budget(pool_id, 100_00)
    books.end(books.reserve(pool_id, 60_00), "keep")
    with pytest.raises(PoolShort):
        books.reserve(pool_id, 40_01)
    books.end(books.reserve(pool_id, 40_00), "void")
    assert books.state(pool_id).available_fen == 40_00
    books.reserve(pool_id, 40_01, year=2027)
    assert books.state(pool_id, 2027).budget_fen == 0


def test_a_budget_stands_on_the_resolution_of_its_year(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000_00)
    with refuses("RESOLUTION_UNKNOWN"):
        books.budget(pool_id, 1, resolution_id="g-" + "z" * 12)
    with refuses("RESOLUTION_UNFIT"):
        books.budget(pool_id, 1, resolution_id=books.plan(2025))
    with refuses("STALE"):
        books.budget(pool_id, 1, etag="9")
    books.reserve(pool_id, 300_00)
    with refuses("BUDGET_PROMISED") as refused:
        books.budget(pool_id, 299_99)
    assert refused.details["promised"] == "300.00"
    assert books.budget(pool_id, 300_00).available_fen == 0


def test_a_closed_year_has_its_budget_for_good(books: Books) -> None:
    pool_id = books.pool(FREE)
    books.income(pool_id, 4, 100, "2025-05-01")
    books.call("accountant", "CloseYear", year=2025)
    with refuses("YEAR_CLOSED"):
        books.budget(pool_id, 1, year=2025)


def test_a_budget_is_told_as_it_stood(books: Books) -> None:
    pool_id = books.funded(FREE, 1_000_00)
    books.budget(pool_id, 500_00)
    then = books.world.clock()
    books.world.clock.pass_days(1)
    books.budget(pool_id, 100_00)

    def told(instant: datetime) -> tuple[int, int]:
        pool = books.call("inspector", "ListPools", at=at(instant)).pools[0]
        return pool.budget_fen, pool.floor_fen

    assert told(then) == (500_00, 50_00)
    assert told(books.world.clock()) == (100_00, 10_00)
