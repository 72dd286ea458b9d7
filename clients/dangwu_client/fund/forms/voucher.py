"""The payment voucher (付款凭证): one payment, its amount in figures and capitals, its entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dangwu.carefund.v1.application_pb2 import Application
from dangwu.carefund.v1.ledger_pb2 import Entry
from dangwu.carefund.v1.payment_pb2 import PAYMENT_STATE_RETURNED, PAYMENT_STATE_VOID, Payment
from dangwu_client.fund.forms.amounts import capitals, figures
from dangwu_client.fund.forms.wording import CATEGORIES, CHANNELS, VOUCHERS, day
from dangwu_client.letters.sheets import SheetRefused

POSTS = ("制单", "复核", "出纳", "会计主管", "审批人", "领款人")


class AmountsDiffer(SheetRefused):
    """Figures and capitals that do not say the same, or an entry of another sum."""

    def __init__(self, number: str, said: str, fen: int) -> None:
        super().__init__(
            f"凭证 {number}：{said} 与 {figures(fen)} 不符，不予打印。",
            f"Voucher {number}: {said} is not {figures(fen)}; nothing was printed.",
        )


@dataclass(frozen=True)
class Voucher:
    """A payment with what belongs on its voucher. Without an entry it is not booked yet."""

    payment: Payment
    application: Application
    pool_name: str
    entry: Entry | None = None
    resolution_number: str = ""
    papers: int = 0
    signers: Mapping[str, str] = field(default_factory=dict)

    kind = "voucher"
    title = "党内关爱专项资金付款凭证"

    @property
    def number(self) -> str:
        return f"{self.payment.ordered_on[:4]}第{self.payment.number:04d}号"

    def shown(self) -> Mapping[str, Any]:
        payment = self.payment
        said = capitals(payment.amount_fen)
        if payment.amount_in_capitals != said:
            raise AmountsDiffer(self.number, payment.amount_in_capitals, payment.amount_fen)
        category = CATEGORIES.get(self.application.category, "")
        return {
            "on": day(payment.paid_on or payment.ordered_on),
            "pairs": [
                ["收款人", payment.payee_name],
                ["收款账号", payment.account_masked],
                ["付款资金", self.pool_name],
                ["支付方式", CHANNELS.get(payment.channel, "")],
                ["案件号", self.application.number],
                ["决议号", self.resolution_number],
                ["状态", VOUCHERS.get(payment.state, "")],
                ["银行流水号", payment.bank_reference],
            ],
            "about": f"付{self.application.member_name}{category}关爱金",
            "lines": self._lines(),
            "figures": figures(payment.amount_fen),
            "capitals": said,
            "papers": str(self.papers),
            "remark": self._remark(),
            "void": payment.state == PAYMENT_STATE_VOID,
            "signers": [[post, self.signers.get(post, "")] for post in POSTS],
        }

    def _lines(self) -> list[list[str]]:
        if self.entry is None:
            return []
        lines = self.entry.lines
        debit = sum(line.amount_fen for line in lines if line.amount_fen > 0)
        if debit != self.payment.amount_fen or sum(line.amount_fen for line in lines) != 0:
            raise AmountsDiffer(self.number, f"记账 {figures(debit)}", self.payment.amount_fen)
        return [
            [
                f"{line.account} {line.account_name}",
                figures(line.amount_fen) if line.amount_fen > 0 else "",
                figures(-line.amount_fen) if line.amount_fen < 0 else "",
            ]
            for line in lines
        ]

    def _remark(self) -> str:
        if self.payment.state == PAYMENT_STATE_VOID:
            return "本凭证作废，编号保留。"
        if self.payment.state == PAYMENT_STATE_RETURNED:
            on, why = day(self.payment.returned_on), self.payment.return_reason
            return f"{on}退汇：{why}"
        return "" if self.entry else "尚未记账：待银行确认。"
