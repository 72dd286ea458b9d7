"""The books as a journal for hledger (and Ledger): `hledger check --strict` reads it."""

from collections.abc import Iterator

from dangwu.carefund.v1 import ledger_pb2
from dangwu_client.fund.exports.accounts import ROOTS, Books, number, yuan


def account(code: str, pool_id: str) -> str:
    """An account with its pool as the last part."""
    return f"{ROOTS[code[0]].lower()}:{code}:{pool_id}"


def hledger(books: Books) -> str:
    """The whole journal; every account and the currency are declared."""
    return "".join(f"{line}\n" for line in _lines(books))


def _lines(books: Books) -> Iterator[str]:
    yield "; 党内关爱专项资金 / Party care special fund"
    yield "commodity 1000.00 CNY"
    for code, pool_id in books.used():
        yield f"account {account(code, pool_id)}  ; {plain(books.name(code))}"
    for entry in books.entries:
        yield ""
        yield from _entry(entry)


def _entry(entry: ledger_pb2.Entry) -> Iterator[str]:
    yield f"{entry.booked_on} * ({number(entry)}) {plain(entry.note)}"
    yield f"    ; id: {entry.id}, occasion: {entry.occasion}"
    for line in entry.lines:
        yield f"    {account(line.account, line.pool_id)}    {yuan(line.amount_fen)} CNY"


def plain(said: str) -> str:
    """A description on one line, without what begins a comment or splits payee from note."""
    kept = " ".join(said.split())
    return kept.replace(";", "；").replace("|", "／") or "-"
