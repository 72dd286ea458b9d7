"""How payments are shown, and how one is named."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dangwu_client.errors import Unknown
from dangwu_client.staff import output, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.money import yuan
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.payment_pb2 import Payment


def find(desk: Desk, payment_id: str) -> "Payment":
    """A payment by its id."""
    for one in desk.fund.payments():
        if one.id == payment_id.strip():
            return one
    raise Unknown(
        "PAYMENT_UNKNOWN",
        "没有这笔付款。请用 dangwu payment list 查看编号。",
        "There is no such payment; see: dangwu payment list",
        code="NOT_FOUND",
    )


def after(desk: Desk, made: "Payment", rehearse: bool) -> None:
    """What is said after an act on a payment."""
    desk.emit(made, lambda: table([made]))
    desk.done(rehearse)


def table(rows: "Sequence[Payment]") -> None:
    """Payments, one a line."""
    from dangwu.carefund.v1.payment_pb2 import PaymentState

    output.table(
        [
            say("付款", "payment"), say("凭证号", "voucher"), say("收款人", "payee"),
            say("账号", "account"), say("金额（元）", "yuan"), say("大写", "in capitals"),
            say("状态", "state"), say("付款日", "paid"), say("确认", "confirmed"),
            say("期限", "due"),
        ],
        [
            [
                one.id, f"{one.ordered_on[:4]}-{one.number:04d}", one.payee_name,
                one.account_masked, yuan(one.amount_fen), one.amount_in_capitals,
                terms.term(PaymentState.Name(one.state)), one.paid_on, one.confirmed_on,
                one.due_on,
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip
