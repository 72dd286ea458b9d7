"""The books, read again by programs that know nothing of them."""

import csv
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from beancount import loader
from beancount.core import data

from dangwu_client.fund import exports
from dangwu_client.fund.exports import Books as Exported
from tests.carefund.bookkeeping import Books

Balances = dict[tuple[str, str], int]


class Reading:
    """The books over the wire, as the exports ask for them."""

    def __init__(self, books: Books) -> None:
        self.books = books

    def entries(self) -> Iterator[Any]:
        token = ""
        while True:
            page = self.books.call("inspector", "ListEntries", page_size=200, page_token=token)
            yield from page.entries
            token = page.next_page_token
            if not token:
                return

    def chart(self) -> Any:
        return self.books.call("inspector", "ListAccounts").accounts

    def pools(self) -> Any:
        return self.books.call("inspector", "ListPools").pools


def own(books: Books) -> Balances:
    """Our own trial balance, by account and pool."""
    told = books.call("inspector", "GetTrialBalance")
    return {
        (row.account, row.pool_id): row.debit_fen - row.credit_fen
        for row in told.rows
        if row.debit_fen != row.credit_fen
    }


def agree(books: Books, folder: Path) -> int:
    """Exports the books, has each foreign program read them, and compares account by account; how
    many entries there were."""
    exported = exports.read(Reading(books))
    ours = own(books)
    assert by_beancount(exported, folder) == ours
    names = {(code, exported.pool(pool)): fen for (code, pool), fen in ours.items()}
    assert by_workbook(exports.workbook(exported)) == names
    assert by_hledger(exported, folder) == ours  # last: a machine without it skips only this
    return len(exported.entries)


def by_beancount(exported: Exported, folder: Path) -> Balances:
    """What Beancount makes of it; `bean-check` finds nothing to say."""
    path = folder / "books.beancount"
    path.write_text(exports.beancount(exported), encoding="utf-8")
    program = Path(sys.executable).parent / "bean-check"
    checked = subprocess.run([program, "--no-cache", path], capture_output=True, check=False)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
    entries, errors, _ = loader.load_file(str(path))
    assert not errors
    sums: Balances = defaultdict(int)
    for entry in entries:
        for posting in entry.postings if isinstance(entry, data.Transaction) else ():
            _, code, pool = posting.account.split(":")
            amount = posting.units
            assert amount is not None
            assert amount.number is not None
            sums[code, pool[0].lower() + pool[1:]] += fen(amount.number)
    return without_zeros(sums)


def by_hledger(exported: Exported, folder: Path) -> Balances:
    """What hledger makes of it, under its strict checks: every account and currency declared, every
    entry in balance, days in order."""
    path = folder / "books.journal"
    path.write_text(exports.hledger(exported), encoding="utf-8")
    assert hledger(path, "check", "--strict", "ordereddates") == ""
    told = hledger(path, "balance", "--flat", "--no-total", "--output-format=csv")
    sums: Balances = defaultdict(int)
    for row in csv.DictReader(told.splitlines()):
        _, code, pool = row["account"].split(":")
        amount, currency = row["balance"].split(" ")
        assert currency == "CNY"
        sums[code, pool] += fen(amount)
    return without_zeros(sums)


def hledger(path: Path, *asked: str) -> str:
    """What hledger prints, asked about a journal; it must have nothing to complain of."""
    done = run_hledger(path, *asked)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def run_hledger(path: Path, *asked: str) -> subprocess.CompletedProcess[str]:
    """Runs hledger on a journal. It is no Python package: `.ci/run` brings it from Debian."""
    if shutil.which("hledger") is None:
        assert not os.environ.get("CI"), "hledger is not installed: .ci/run brings it"
        pytest.skip("hledger is not installed: apt-get install hledger")
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["hledger", "--file", path, *asked],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def by_workbook(content: bytes) -> Balances:
    """What a spreadsheet program reads, by account and name of pool."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    sums: Balances = defaultdict(int)
    rows = book["记账凭证"].iter_rows(min_row=2, values_only=True)
    for row in rows:
        code, pool, debit, credit = row[4], row[6], row[7], row[8]
        sums[str(code), str(pool)] += fen(debit or 0) - fen(credit or 0)
    shown: Balances = {}
    for code, _, pool, *sides in book["科目余额"].iter_rows(min_row=2, values_only=True):
        debit, credit, *_ = *sides, None  # a row ends with its last amount
        shown[str(code), str(pool)] = fen(debit or 0) - fen(credit or 0)
    assert shown == without_zeros(sums)
    return shown


def fen(amount: Any) -> int:
    """Yuan to fen, exactly."""
    return int((Decimal(str(amount)) * 100).to_integral_exact())


def without_zeros(sums: Balances) -> Balances:
    return {key: amount for key, amount in sums.items() if amount}
