"""`dangwu advance`: cash for visits, drawn, signed for row by row, and brought back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, resolve, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import BECAUSE, FLOW, ON, day
from dangwu_client.staff.fund_printing import TO, printing
from dangwu_client.staff.money import yuan
from dangwu_client.staff.parts import cut, limited, noun, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from pathlib import Path

    from dangwu.carefund.v1.advance_pb2 import Advance, SheetRow

ADVANCE = click.argument("advance_id", metavar=say("暂付款", "ADVANCE"))
PAYMENTS = click.argument("payment_ids", nargs=-1, required=True, metavar=say("付款…", "PAYMENT…"))


@noun("advance", "暂付款：领取、签领、退回余款。", "Advances: drawn, signed for, brought back.")
def advance() -> None:
    pass


@verb(
    advance,
    "draw",
    "出纳：为现金方式的付款领取现金，交经手人走访发放。",
    "The cashier draws cash for payments ordered in cash, for somebody to carry.",
    ["advance draw y-… y-… --holder p-… --flow 2026062600001"],
)
@PAYMENTS
@click.option(
    "--holder",
    required=True,
    metavar=say("经手人", "PERSON"),
    help=say("由谁领取。", "Who carries it."),
)
@FLOW
@ON
@rehearsable
@pass_desk
def draw(
    desk: Desk, payment_ids: Sequence[str], holder: str, flow: str, on: str | None, rehearse: bool
) -> None:
    made = desk.fund.draw_advance(
        payment_ids,
        resolve.person_id(desk, holder),
        day(on),
        flow,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _after(desk, made, rehearse)


@verb(
    advance,
    "sheet",
    "会计：接收签领表；不列明付款时，全部未结清的各行都已签名。\n\n代签写作 y-…=姓名:委托书编号。",
    "The accountant accepts a signed sheet; without payments, every open row was signed.\n\n"
    "A proxy is written y-…=NAME:LETTER.",
    ["advance sheet u-… 签领2026-1 --witness p-… --approver p-… --proxy y-…=王芳:委2026-3"],
)
@ADVANCE
@click.argument("sheet_number", metavar=say("签领表编号", "SHEET"))
@click.argument("payment_ids", nargs=-1, metavar=say("付款…", "PAYMENT…"))
@click.option(
    "--witness", required=True, metavar=say("证明人", "PERSON"), help=say("证明人。", "Who saw it.")
)
@click.option(
    "--approver",
    required=True,
    metavar=say("审批人", "PERSON"),
    help=say("审批人。", "Who approved it."),
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar=say("付款=姓名:委托书", "PAYMENT=NAME:LETTER"),
    help=say("代签的行。", "A row that somebody else signed."),
)
@ON
@rehearsable
@pass_desk
def sheet(
    desk: Desk,
    advance_id: str,
    sheet_number: str,
    payment_ids: Sequence[str],
    witness: str,
    approver: str,
    proxies: Sequence[str],
    on: str | None,
    rehearse: bool,
) -> None:
    found = desk.fund.advance(advance_id)
    made = desk.fund.accept_sheet(
        found.id,
        found.etag,
        sheet_number,
        _rows(found, payment_ids, proxies),
        signed_on=day(on),
        witness_id=resolve.person_id(desk, witness),
        approver_id=resolve.person_id(desk, approver),
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _after(desk, made, rehearse)


def _rows(found: "Advance", payment_ids: Sequence[str], proxies: Sequence[str]) -> "list[SheetRow]":
    from dangwu.carefund.v1.advance_pb2 import SheetRow
    from dangwu.carefund.v1.payment_pb2 import PAYMENT_STATE_ORDERED

    signed = list(payment_ids) or [
        row.payment_id for row in found.rows if row.state == PAYMENT_STATE_ORDERED
    ]
    by = {}
    for one in proxies:
        payment_id, _, who = one.partition("=")
        name, colon, letter = who.replace("：", ":").partition(":")
        if not colon or payment_id not in signed:
            raise click.BadParameter(
                say("写作 付款=姓名:委托书编号", "write PAYMENT=NAME:LETTER"), param_hint="--proxy"
            )
        by[payment_id] = (name, letter)
    return [
        SheetRow(
            payment_id=one,
            signed=True,
            proxy_name=by.get(one, ("", ""))[0],
            proxy_letter=by.get(one, ("", ""))[1],
        )
        for one in signed
    ]


@verb(
    advance,
    "return",
    "出纳：登记未发放的现金已存回银行，相应付款凭证作废。",
    "The cashier records that cash nobody took is in the bank again.",
    ["advance return u-… y-… --flow 2026062900001 --because 本人外出"],
)
@ADVANCE
@PAYMENTS
@FLOW
@BECAUSE
@ON
@rehearsable
@pass_desk
def return_(
    desk: Desk,
    advance_id: str,
    payment_ids: Sequence[str],
    flow: str,
    because: str,
    on: str | None,
    rehearse: bool,
) -> None:
    found = desk.fund.advance(advance_id)
    made = desk.fund.return_unused(
        found.id,
        found.etag,
        payment_ids,
        returned_on=day(on),
        bank_reference=flow,
        because=because,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _after(desk, made, rehearse)


@verb(advance, "show", "查看暂付款和各行。", "Show an advance and its rows.", ["advance show u-…"])
@ADVANCE
@pass_desk
def show(desk: Desk, advance_id: str) -> None:
    found = desk.fund.advance(advance_id)
    desk.emit(found, lambda: _whole(found))


@verb(
    advance,
    "print",
    "打印随现金带去的签领表，每行由收款人本人签名。",
    "Print the sheet that goes out with the cash, to be signed row by row.",
    ["advance print u-… --to 签领表.pdf"],
)
@ADVANCE
@TO
@pass_desk
def print_(desk: Desk, advance_id: str, path: "Path") -> None:
    from dangwu_client.fund.forms import gathering
    from dangwu_client.fund.forms.printing import print_forms

    form = gathering.signoff_sheet(desk.fund, desk.fund.advance(advance_id))
    print_forms([form], path, printing(desk, ""))
    output.note(say("已写入 {path}。", "{path} is written.", path=path))
    desk.answered = True


@verb(
    advance,
    "list",
    "列出暂付款，新的在前。",
    "List advances, newest first.",
    ["advance list --open", "advance list --overdue", "advance list --open --holder w0112"],
)
@click.option(
    "--holder", metavar=say("经手人", "PERSON"), help=say("只列由其经手的，如交接时。", "Only his.")
)
@click.option("--open", "is_open", is_flag=True, help=say("只列未结清的。", "Only open ones."))
@click.option("--overdue", is_flag=True, help=say("只列逾期未结清的。", "Only overdue ones."))
@limited
@pass_desk
def list_(
    desk: Desk, holder: str | None, is_open: bool, overdue: bool, limit: int, everything: bool
) -> None:
    holder_id = resolve.person_id(desk, holder) if holder else ""
    found = desk.fund.advances(holder_id=holder_id, is_open=is_open, overdue=overdue)
    rows = cut(found, limit, everything)
    desk.emit({"advances": rows}, lambda: _table(rows))
    if not rows:
        output.note(say("没有暂付款。", "No advances."))


def _after(desk: Desk, made: "Advance", rehearse: bool) -> None:
    desk.emit(made, lambda: _whole(made))
    desk.done(rehearse)


def _whole(found: "Advance") -> None:
    _table([found])
    _row_table(found)


def _table(rows: "Sequence[Advance]") -> None:
    output.table(
        [
            say("暂付款", "advance"), say("经手人", "holder"), say("金额（元）", "yuan"),
            say("已签领", "signed"), say("已退回", "returned"), say("未结清", "open"),
            say("领取", "drawn"), say("结清期限", "due"),
        ],
        [
            [
                one.id, one.holder_name, yuan(one.amount_fen), yuan(one.signed_fen),
                yuan(one.returned_fen), yuan(one.open_fen), one.drawn_on,
                one.due_on + (say("（逾期）", " (overdue)") if one.overdue else ""),
            ]
            for one in rows
        ],
    )  # fmt: skip


def _row_table(found: "Advance") -> None:
    from dangwu.carefund.v1.payment_pb2 import PaymentState

    output.table(
        [
            say("付款", "payment"), say("收款人", "payee"), say("金额（元）", "yuan"),
            say("状态", "state"), say("签领表", "sheet"), say("代签", "proxy"),
        ],
        [
            [
                one.payment_id, one.payee_name, yuan(one.amount_fen),
                terms.term(PaymentState.Name(one.state)), one.sheet, one.proxy_name,
            ]
            for one in found.rows
        ],
    )  # fmt: skip
