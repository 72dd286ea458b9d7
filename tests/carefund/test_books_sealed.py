"""The database itself keeps the books: nothing is changed, removed or out of balance, on SQLite and
on PostgreSQL alike, whoever writes."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from tests.carefund.bookkeeping import FREE, Books

LONE = "e-0000000000zz"
ENTRY = (
    "INSERT INTO entry (id, year, number, booked_on, entered_at, occasion, note, application_id, "
    "payment_id, bank_reference, attempt, reverses_id, identifies_id, entered_by_id) VALUES "
    "('{id}', {year}, {number}, '{year}-06-01', '{year}-06-01 00:00:00', 'INCOME', '', '', '', '', "
    "1, '', '', '')"
)
LINE = "INSERT INTO line VALUES ('{id}', {number}, '{account}', '{pool}', {fen}, 0)"
SEAL = "INSERT INTO seal VALUES ('{id}')"


@pytest.fixture
def pool_id(books: Books) -> str:
    return books.funded(FREE, 1_000_00)


@pytest.fixture
def entry_id(books: Books, pool_id: str) -> str:
    return str(books.call("accountant", "ListEntries").entries[0].id)


def refused(books: Books, *statements: str) -> None:
    with pytest.raises(DBAPIError):
        books.damage(*statements)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET note = 'x'",
        "UPDATE entry SET booked_on = '2020-01-01' WHERE id = '{}'",
        "UPDATE entry SET number = 7",
        "DELETE FROM entry",
        "UPDATE line SET amount_fen = amount_fen + 1",
        "UPDATE line SET account = '1001'",
        "DELETE FROM line WHERE entry_id = '{}'",
        "DELETE FROM seal",
        "UPDATE seal SET entry_id = 'e-0'",
    ],
)
def test_what_is_booked_is_never_changed(books: Books, entry_id: str, statement: str) -> None:
    refused(books, statement.format(entry_id))
    assert books.broken() == {}


def test_no_line_is_added_to_a_sealed_entry(books: Books, pool_id: str, entry_id: str) -> None:
    for number, fen in ((3, 5), (4, 0)):
        line = LINE.format(id=entry_id, number=number, account="1002", pool=pool_id, fen=fen)
        refused(books, line)


def raw(pool_id: str, *lines: tuple[str, int], number: int = 2, pool: str = "") -> list[str]:
    """An entry as SQL, without its seal."""
    made = [ENTRY.format(id=LONE, year=2026, number=number)]
    for place, (account, fen) in enumerate(lines, 1):
        at = pool if pool and place == len(lines) else pool_id
        made.append(LINE.format(id=LONE, number=place, account=account, pool=at, fen=fen))
    return made


SEALED = SEAL.format(id=LONE)


def test_an_entry_out_of_balance_gets_no_seal(books: Books, pool_id: str) -> None:
    refused(books, *raw(pool_id, ("1002", 100), ("4104", -99)), SEALED)
    refused(books, *raw(pool_id, ("1002", 100)), SEALED)
    refused(books, *raw(pool_id), SEALED)


def test_an_entry_in_balance_but_not_in_each_pool_gets_no_seal(books: Books, pool_id: str) -> None:
    other = books.pool(FREE)
    refused(books, *raw(pool_id, ("1002", 100), ("4104", -100), pool=other), SEALED)


def test_no_entry_is_kept_without_its_seal(books: Books, pool_id: str) -> None:
    refused(books, *raw(pool_id, ("1002", 100), ("4104", -99)))
    refused(books, *raw(pool_id, ("1002", 100), ("4104", -100)))
    refused(books, LINE.format(id=LONE, number=1, account="1002", pool=pool_id, fen=5))


def test_the_same_entry_in_balance_is_kept(books: Books, pool_id: str) -> None:
    """So that what is refused above is refused for the reason it says."""
    books.damage(*raw(pool_id, ("1002", 100), ("4104", -100)), SEALED)
    assert [one.number for one in books.call("accountant", "ListEntries").entries] == [1, 2]
    assert set(books.broken()) == {"cash_is_what_was_booked"}


def test_no_number_is_given_twice_even_to_take_the_place_of_another(
    books: Books, pool_id: str, entry_id: str
) -> None:
    again = raw(pool_id, ("1002", 100), ("4104", -100), number=1)
    refused(books, *again, SEALED)
    if books.database.is_sqlite:
        again[0] = again[0].replace("INSERT", "INSERT OR REPLACE")
        refused(books, "PRAGMA recursive_triggers=OFF", *again, SEALED)


def test_a_promise_that_ended_stays_ended(books: Books, pool_id: str) -> None:
    promise = books.reserve(pool_id, 10_00)
    refused(books, "UPDATE commitment SET amount_fen = 1")
    refused(books, "DELETE FROM commitment")
    books.end(promise, "void")
    refused(books, "UPDATE commitment SET ended_at = NULL, ended_as = ''")
    refused(books, "UPDATE commitment SET ended_as = 'POSTED'")


def test_no_pool_promises_what_it_has_not_got(books: Books, pool_id: str) -> None:
    refused(books, "UPDATE pool SET reserved_fen = cash_fen + 1")
    refused(books, "UPDATE pool SET reserved_fen = -1")


def test_a_budget_and_a_closed_year_are_kept(books: Books, pool_id: str) -> None:
    budget = "INSERT INTO budget VALUES (1, '{}', 2026, 100, 'g-0', '2026-01-01 00:00:00')"
    books.damage(
        budget.format(pool_id),
        "INSERT INTO closed_year VALUES (2026, '2027-01-01 00:00:00', 'p-0', 0)",
    )
    for table in ("budget", "closed_year"):
        refused(books, f"DELETE FROM {table}")
        refused(books, f"UPDATE {table} SET year = 2025")
    refused(books, *raw(pool_id, ("1002", 100), ("4104", -100)), SEALED)


def test_nothing_else_of_the_fund_is_without_a_guard(books: Books) -> None:
    """Tables of money that can be changed are those that are meant to be."""
    tables = set(sa.inspect(books.database.engine).get_table_names())
    assert {"pool", "budget", "commitment", "entry", "line", "seal", "closed_year"} <= tables
