"""The books as a spreadsheet (xlsx): entries line by line, and the balance of each account."""

from collections import defaultdict
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from dangwu_client.fund.exports.accounts import Books, number

ENTRIES = (
    "日期",
    "凭证号",
    "事项",
    "摘要",
    "科目",
    "科目名称",
    "资金池",
    "借方",
    "贷方",
    "流水号",
    "凭证",
)
BALANCES = ("科目", "科目名称", "资金池", "借方余额", "贷方余额")
MONEY = "#,##0.00"


def workbook(books: Books) -> bytes:
    """The whole file. Amounts are numbers with two decimals; texts are never formulas."""
    made = Workbook(write_only=True)
    entries = made.create_sheet("记账凭证")
    entries.append(ENTRIES)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for entry in books.entries:
        for line in entry.lines:
            sums[line.account, line.pool_id] += line.amount_fen
            _row(
                entries,
                entry.booked_on,
                number(entry),
                entry.occasion,
                entry.note,
                line.account,
                books.name(line.account),
                books.pool(line.pool_id),
                *_sides(line.amount_fen),
                entry.bank_reference,
                entry.id,
            )
    balances = made.create_sheet("科目余额")
    balances.append(BALANCES)
    for (code, pool_id), fen in sorted(sums.items()):
        if fen:
            _row(balances, code, books.name(code), books.pool(pool_id), *_sides(fen))
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def _sides(fen: int) -> tuple[Decimal | None, Decimal | None]:
    """An amount on the debit or the credit side."""
    amount = Decimal(abs(fen)) / 100
    return (amount, None) if fen > 0 else (None, amount)


def _row(sheet: WriteOnlyWorksheet, *values: str | Decimal | None) -> None:
    """One row; a text that begins like a formula stays a text."""
    sheet.append([_cell(sheet, value) for value in values])


def _cell(sheet: WriteOnlyWorksheet, value: str | Decimal | None) -> Cell:
    made = WriteOnlyCell(sheet)
    made.value = value
    if isinstance(value, Decimal):
        made.number_format = MONEY
    elif value is not None:
        made.data_type = "s"
    return made
