"""`dangwu ledger`: the books, and their export for programs that know nothing of dangwu."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import ledger_export, output
from dangwu_client.staff.dates import DAY
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import BECAUSE, FLOW, NOTE, ON, POOL, day, pool_id
from dangwu_client.staff.fund_terms import OCCASIONS
from dangwu_client.staff.money import YUAN, yuan
from dangwu_client.staff.parts import (
    EnumWord,
    cut,
    limited,
    noun,
    pass_desk,
    rehearsable,
    verb,
)
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.ledger_pb2 import Entry

KIND = EnumWord("INCOME_KIND_")
SUM = click.argument("amount", type=YUAN, metavar=say("金额（元）", "YUAN"))
ENTRY = click.argument("entry_id", metavar=say("凭证", "ENTRY"))


@noun(
    "ledger", "账簿：收入、手续费、冲销、试算平衡、导出。", "The books: income, balances, export."
)
def ledger() -> None:
    pass


@verb(
    ledger,
    "income",
    "会计：登记收到的款项。",
    "The accountant books money that came in.",
    ["ledger income 60000 dues --pool 留存党费 --flow 20260615001 --note 党费转入"],
)
@SUM
@click.argument("kind", type=KIND, metavar=say("种类", "KIND"))
@POOL
@FLOW
@NOTE
@ON
@rehearsable
@pass_desk
def income(
    desk: Desk,
    amount: int,
    kind: str,
    pool: str,
    flow: str,
    note: str,
    on: str | None,
    rehearse: bool,
) -> None:
    made = desk.fund.record_income(
        pool_id(desk, pool),
        kind,
        amount,
        received_on=day(on),
        bank_reference=flow,
        note=note,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _after(desk, made, rehearse)


@verb(
    ledger,
    "identify",
    "会计：待查明款项查明来源。",
    "The accountant says what money of unknown origin was.",
    ["ledger identify e-… donation --pool 捐赠 --note 校友捐款"],
)
@ENTRY
@click.argument("kind", type=KIND, metavar=say("种类", "KIND"))
@POOL
@NOTE
@rehearsable
@pass_desk
def identify(desk: Desk, entry_id: str, kind: str, pool: str, note: str, rehearse: bool) -> None:
    made = desk.fund.identify_income(
        entry_id,
        pool_id(desk, pool),
        kind,
        note,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _after(desk, made, rehearse)


@verb(
    ledger,
    "pass-on",
    "会计：转出代收款（特殊党费、募捐）。",
    "The accountant passes on what was collected for others.",
    ["ledger pass-on 3000 --pool 留存党费 --flow 20260616001 --note 上缴特殊党费"],
)
@SUM
@POOL
@FLOW
@NOTE
@ON
@rehearsable
@pass_desk
def pass_on(
    desk: Desk, amount: int, pool: str, flow: str, note: str, on: str | None, rehearse: bool
) -> None:
    made = desk.fund.pass_on(
        pool_id(desk, pool),
        amount,
        paid_on=day(on),
        bank_reference=flow,
        note=note,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _after(desk, made, rehearse)


@verb(
    ledger,
    "fee",
    "会计：登记银行手续费。",
    "The accountant books a fee of the bank.",
    ["ledger fee 5 --pool 留存党费 --flow 20260617001 --note 转账手续费"],
)
@SUM
@POOL
@FLOW
@NOTE
@ON
@rehearsable
@pass_desk
def fee(
    desk: Desk, amount: int, pool: str, flow: str, note: str, on: str | None, rehearse: bool
) -> None:
    made = desk.fund.record_fee(
        pool_id(desk, pool),
        amount,
        paid_on=day(on),
        bank_reference=flow,
        note=note,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _after(desk, made, rehearse)


@verb(
    ledger,
    "reverse",
    "会计：红字冲销一张记错的凭证。",
    "The accountant reverses an entry.",
    ["ledger reverse e-… --because 金额有误"],
)
@ENTRY
@BECAUSE
@rehearsable
@pass_desk
def reverse(desk: Desk, entry_id: str, because: str, rehearse: bool) -> None:
    made = desk.fund.reverse_entry(
        entry_id, because, request_id=desk.new_request_id(), rehearse=rehearse
    )
    _after(desk, made, rehearse)


@verb(
    ledger,
    "list",
    "列出记账凭证，一行一笔。",
    "List entries, line by line.",
    ["ledger list --year 2026", "ledger list --account 5101"],
)
@click.option(
    "--year",
    type=click.IntRange(2000, 2199),
    default=0,
    metavar=say("年度", "YEAR"),
    help=say("只列一年。", "Of one year."),
)
@click.option(
    "--account", default="", metavar=say("科目", "CODE"), help=say("只列一个科目。", "Of one.")
)
@limited
@pass_desk
def list_(desk: Desk, year: int, account: str, limit: int, everything: bool) -> None:
    rows = cut(desk.fund.entries(year=year, account=account), limit, everything)
    desk.emit({"entries": rows}, lambda: _table(rows))
    if not rows:
        output.note(say("没有凭证。", "No entries."))


@verb(
    ledger,
    "trial",
    "试算平衡表：某日终各科目余额。",
    "The trial balance at the end of a day.",
    ["ledger trial", "ledger trial --on 2026-06-30"],
)
@click.option("--on", type=DAY, metavar=say("日期", "DAY"), help=say("默认今天。", "Today."))
@pass_desk
def trial(desk: Desk, on: str | None) -> None:
    found = desk.fund.trial_balance(on or "")
    names = {one.id: one.name for one in desk.fund.pools()}
    rows = [
        [one.account, one.account_name, names.get(one.pool_id, one.pool_id),
         _side(one.debit_fen), _side(one.credit_fen)]
        for one in found.rows
    ]  # fmt: skip
    total = ["", say("合计", "total"), "", yuan(found.debit_fen), yuan(found.credit_fen)]
    desk.emit(
        found,
        lambda: output.table(
            [say("科目", "code"), say("名称", "account"), say("资金池", "pool"),
             say("借方（元）", "debit"), say("贷方（元）", "credit")],
            [*rows, total],
        ),
    )  # fmt: skip


ledger_export.add_to(ledger)


def _after(desk: Desk, made: "Entry", rehearse: bool) -> None:
    desk.emit(made, lambda: _table([made]))
    desk.done(rehearse)


def _side(fen: int) -> str:
    return yuan(fen) if fen else ""


def _table(rows: "Sequence[Entry]") -> None:
    output.table(
        [
            say("日期", "on"), say("凭证号", "number"), say("事项", "what"), say("摘要", "note"),
            say("科目", "account"), say("借方（元）", "debit"), say("贷方（元）", "credit"),
            say("凭证", "entry"),
        ],
        [
            [
                entry.booked_on, f"{entry.booked_on[:4]}-{entry.number:04d}",
                say(*OCCASIONS.get(entry.occasion, (entry.occasion, entry.occasion))),
                entry.note, f"{line.account} {line.account_name}",
                _side(max(line.amount_fen, 0)), _side(max(-line.amount_fen, 0)), entry.id,
            ]
            for entry in rows
            for line in entry.lines
        ],
        drop_empty=True,
    )  # fmt: skip
