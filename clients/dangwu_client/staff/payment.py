"""`dangwu payment`: vouchers, the bank's word, the recipient's confirmation, money claimed back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import fund_views, output, payment_claims, payment_exceptions
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import BECAUSE, CASE, FLOW, ON, PURPOSE, day
from dangwu_client.staff.money import yuan
from dangwu_client.staff.parts import (
    EnumWord,
    cut,
    limited,
    noun,
    pass_desk,
    rehearsable,
    verb,
)
from dangwu_client.staff.payment_views import after, find, table
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    pass

CHANNEL, MANNER = EnumWord("PAY_CHANNEL_"), EnumWord("CONFIRMATION_MANNER_")
STATE = EnumWord("PAYMENT_STATE_")
PAYMENT = click.argument("payment_id", metavar=say("付款", "PAYMENT"))
VERIFIED = click.option(
    "--verified",
    is_flag=True,
    help=say(
        "已核实账户为收款人本人所有，且本人健在。", "The account is his own, and he is alive."
    ),
)


@noun("payment", "付款：制单、付款、退汇、确认、追回。", "Payments: order, pay, return, confirm.")
def payment() -> None:
    pass


@verb(
    payment,
    "order",
    "会计：为已批准的申请制付款凭证。",
    "The accountant orders the payment of what was approved.",
    ["payment order 2026-0017 --verified"],
)
@CASE
@click.option(
    "--channel",
    type=CHANNEL,
    default="bank",
    metavar=say("方式", "CHANNEL"),
    help=say("方式：", "By: ") + CHANNEL.listed(),
)
@VERIFIED
@rehearsable
@pass_desk
def order(desk: Desk, case: str, channel: str, verified: bool, rehearse: bool) -> None:
    found = fund_views.find(desk, case)
    made = desk.fund.order_payment(
        found.id,
        found.etag,
        channel,
        account_verified=verified,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    after(desk, made, rehearse)


@verb(
    payment,
    "void",
    "会计：作废未执行的凭证，号码保留。",
    "The accountant takes back an order; its number stays used.",
    ["payment void y-… --because 账户有误"],
)
@PAYMENT
@BECAUSE
@rehearsable
@pass_desk
def void(desk: Desk, payment_id: str, because: str, rehearse: bool) -> None:
    found = find(desk, payment_id)
    done = desk.fund.void_payment(
        found.id, found.etag, because, request_id=desk.new_request_id(), rehearse=rehearse
    )
    after(desk, done, rehearse)


@verb(
    payment,
    "paid",
    "出纳：登记银行已付款，随即记账。",
    "The cashier records that the bank has paid; it is booked.",
    ["payment paid y-… --flow 2026062300001"],
)
@PAYMENT
@FLOW
@ON
@rehearsable
@pass_desk
def paid(desk: Desk, payment_id: str, flow: str, on: str | None, rehearse: bool) -> None:
    found = find(desk, payment_id)
    done = desk.fund.record_paid(
        found.id, found.etag, day(on), flow, request_id=desk.new_request_id(), rehearse=rehearse
    )
    after(desk, done, rehearse)


@verb(
    payment,
    "returned",
    "出纳：登记退汇。",
    "The cashier records that the bank sent it back.",
    ["payment returned y-… --flow 2026062500007 --because 户名不符"],
)
@PAYMENT
@FLOW
@BECAUSE
@ON
@rehearsable
@pass_desk
def returned(
    desk: Desk, payment_id: str, flow: str, because: str, on: str | None, rehearse: bool
) -> None:
    found = find(desk, payment_id)
    done = desk.fund.record_returned(
        found.id,
        found.etag,
        day(on),
        flow,
        because,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    after(desk, done, rehearse)


@verb(
    payment,
    "reissue",
    "会计：退汇的按更正后的账户重新制单。",
    "The accountant orders a returned payment anew, to a mended account.",
    ["payment reissue y-… --bank 工商银行秦皇岛分行 --account 62… --name 张三 --verified"],
)
@PAYMENT
@click.option(
    "--bank", required=True, metavar=say("开户行", "BANK"), help=say("到支行。", "To its branch.")
)
@click.option(
    "--account", required=True, metavar=say("账号", "ACCOUNT"), help=say("账号。", "Account.")
)
@click.option(
    "--name", required=True, metavar=say("户名", "NAME"), help=say("户名。", "In whose name.")
)
@VERIFIED
@rehearsable
@pass_desk
def reissue(
    desk: Desk,
    payment_id: str,
    bank: str,
    account: str,
    name: str,
    verified: bool,
    rehearse: bool,
) -> None:
    found = find(desk, payment_id)
    made = desk.fund.reissue_payment(
        found.id,
        found.etag,
        bank=bank,
        account=account,
        account_name=name,
        account_verified=verified,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    after(desk, made, rehearse)


@verb(
    payment,
    "confirm",
    "组织部：登记收款人已确认收到。",
    "The department records that the recipient confirmed.",
    ["payment confirm y-… --by call-back", "payment confirm y-… --by signature --sheet 签领2026-7"],
)
@PAYMENT
@click.option(
    "--by",
    "manner",
    type=MANNER,
    required=True,
    metavar=say("方式", "MANNER"),
    help=say("方式：", "How: ") + MANNER.listed(),
)
@click.option(
    "--sheet", default="", metavar=say("签领表", "SHEET"), help=say("签领表号。", "Its sheet.")
)
@ON
@rehearsable
@pass_desk
def confirm(
    desk: Desk, payment_id: str, manner: str, sheet: str, on: str | None, rehearse: bool
) -> None:
    found = find(desk, payment_id)
    done = desk.fund.confirm_payment(
        found.id,
        found.etag,
        manner,
        day(on),
        sheet=sheet,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    after(desk, done, rehearse)


@verb(
    payment,
    "list",
    "列出付款，新的在前。",
    "List payments, newest first.",
    ["payment list", "payment list --state ordered", "payment list --unconfirmed"],
)
@click.option(
    "--state",
    type=STATE,
    metavar=say("状态", "STATE"),
    help=say("状态：", "State: ") + STATE.listed(),
)
@click.option("--unconfirmed", is_flag=True, help=say("已付未确认的。", "Paid and not confirmed."))
@limited
@pass_desk
def list_(desk: Desk, state: str | None, unconfirmed: bool, limit: int, everything: bool) -> None:
    found = desk.fund.payments(state=state or "PAYMENT_STATE_UNSPECIFIED", unconfirmed=unconfirmed)
    rows = cut(found, limit, everything)
    desk.emit({"payments": rows}, lambda: table(rows))
    if not rows:
        output.note(say("没有付款。", "No payments."))


@verb(
    payment,
    "file",
    "出纳：为已制单的付款取出账号，制银行文件；记入审计。",
    "The cashier takes the accounts for the bank's file; audited.",
    ["payment file y-… y-… --purpose 制作网银文件 --output json"],
)
@click.argument("payment_ids", nargs=-1, required=True, metavar=say("付款…", "PAYMENT…"))
@PURPOSE
@pass_desk
def file(desk: Desk, payment_ids: Sequence[str], purpose: str) -> None:
    made = desk.fund.disclose_payment_file(payment_ids, purpose, request_id=desk.new_request_id())
    desk.emit(
        made,
        lambda: output.table(
            [say("序号", "n"), say("户名", "payee"), say("开户行", "bank"), say("账号", "account"),
             say("金额（元）", "yuan")],
            [[str(one.number), one.payee_name, one.bank, one.account, yuan(one.amount_fen)]
             for one in made.rows],
        ),
    )  # fmt: skip
    desk.done(False)


payment_claims.add_to(payment)
payment_exceptions.add_to(payment)
