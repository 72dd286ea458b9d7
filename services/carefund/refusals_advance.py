"""What the care fund refuses of advances, each with a sentence and its mend."""

from services.chassis.errors import NotNow, Unknown


class AdvanceUnknown(Unknown):
    zh = "没有编号为 {id} 的暂付款。请核对编号。"
    en = "There is no advance {id}; check the id."


class AdvanceUnfit(NotNow):
    zh = "不能这样领取暂付款：{why_zh}。"
    en = "Cash cannot be drawn so: {why}."


class AdvanceBlocked(NotNow):
    zh = "该单位的暂付款 {id} 已于 {due} 到期未结清。请先交回签领表和余款，再领新的暂付款。"
    en = "Advance {id} of this unit was due on {due}; its sheets and what is left come first."


class PaymentAdvanced(NotNow):
    zh = "付款凭证 {id} 的现金已领出（暂付款 {advance}）。请登记签领表或退回余款。"
    en = "The cash of payment {id} is out (advance {advance}); record the sheet, or its return."


class RowUnfit(NotNow):
    zh = "付款凭证 {id} 不是暂付款 {advance} 中待签领的一行。请核对编号。"
    en = "Payment {id} is no open row of advance {advance}; check the id."


class SheetUnfit(NotNow):
    zh = "签领表不能接收：{why_zh}。请补齐后再交。"
    en = "The sheet cannot be accepted: {why}. Complete it first."
