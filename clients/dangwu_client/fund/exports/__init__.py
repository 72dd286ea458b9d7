"""The books as other programs read them, so that somebody else's program can check them.

What is exported is what the ledger says, entry by entry; a foreign program that knows nothing of
dangwu adds it up again. All amounts are whole fen, written as yuan with two decimals.
"""

from dangwu_client.fund.exports.accounts import Books, read
from dangwu_client.fund.exports.beancount import beancount
from dangwu_client.fund.exports.hledger import hledger
from dangwu_client.fund.exports.workbook import workbook

__all__ = ["Books", "beancount", "hledger", "read", "workbook"]
