"""The books as a Beancount file: `bean-check` reads it and adds everything up again."""

from collections.abc import Iterator

from dangwu.carefund.v1 import fund_pb2, ledger_pb2
from dangwu_client.fund.exports.accounts import ROOTS, Books, number, yuan


def account(code: str, pool_id: str) -> str:
    """An account as Beancount wants it: its parts begin with a capital or a digit."""
    return f"{ROOTS[code[0]]}:{code}:{pool_id[:1].upper()}{pool_id[1:]}"


def beancount(books: Books) -> str:
    """The whole file; balances at its end are asserted, account by account."""
    return "".join(f"{line}\n" for line in _lines(books))


def _lines(books: Books) -> Iterator[str]:
    yield 'option "title" "党内关爱专项资金 / Party care special fund"'
    yield 'option "operating_currency" "CNY"'
    yield ""
    first = books.begins().isoformat()
    yield f"{first} commodity CNY"
    for code, pool_id in books.used():
        yield f"{first} open {account(code, pool_id)} CNY"
        yield f"  name: {text(f'{books.name(code)} / {books.pool(pool_id)}')}"
    for entry in books.entries:
        yield ""
        yield from _entry(entry)


def _entry(entry: ledger_pb2.Entry) -> Iterator[str]:
    yield f"{entry.booked_on} * {text(entry.occasion)} {text(entry.note)}"
    yield f"  number: {text(number(entry))}"
    yield f"  id: {text(entry.id)}"
    for name, said in (
        ("application", entry.application_id),
        ("payment", entry.payment_id),
        ("reference", entry.bank_reference),
        ("reverses", entry.reverses_id),
        ("identifies", entry.identifies_id),
    ):
        if said:
            yield f"  {name}: {text(said)}"
    for line in entry.lines:
        yield f"  {account(line.account, line.pool_id)}  {yuan(line.amount_fen)} CNY"
        if line.category:
            word = fund_pb2.CareCategory.Name(line.category).removeprefix("CARE_CATEGORY_")
            yield f"    category: {text(word.lower())}"


def text(said: str) -> str:
    """A text in quotes, on one line."""
    plain = " ".join(said.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
