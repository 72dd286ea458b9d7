"""What the care fund refuses of payments and claims, each with a sentence and its mend."""

from services.chassis.errors import Forbidden, NotNow, Taken, Unknown


class PaymentUnknown(Unknown):
    zh = "没有编号为 {id} 的付款凭证。请核对编号。"
    en = "There is no payment {id}; check the id."


class PaymentDone(NotNow):
    zh = "付款凭证 {id} 已不是待支付的凭证（现为“{state_zh}”），不能再这样处理。"
    en = "Payment {id} is {state}; only one that is ordered can be dealt with so."


class PaymentUnpaid(NotNow):
    zh = "付款凭证 {id} 没有已支付的款项（现为“{state_zh}”）。"
    en = "Payment {id} is {state}: there is no money out by it."


class PaymentNotReturned(NotNow):
    zh = "付款凭证 {id} 不是待重新支付的退汇（现为“{state_zh}”）。"
    en = "Payment {id} is no returned payment that waits for another order ({state})."


class PaidInCash(NotNow):
    zh = "付款凭证 {id} 为现金方式：经暂付款领取、凭签领表入账，未领的交回，不按银行付款办理。"
    en = "Payment {id} is in cash: it goes by an advance and its signed sheet, not by the bank."


class SheetSigner(Forbidden):
    zh = "该笔现金由您经手、证明或审批，不能再由您核实收款。请由他人核实。"
    en = "You carried this cash, or witnessed or approved its sheet; somebody else confirms it."


class CommitmentLapsed(NotNow):
    zh = "该项批准到 {until} 为止未支付，已经失效。请办理失效，仍有需要的重新申请。"
    en = "The grant could be paid through {until} and has lapsed; end it, and apply anew if needed."


class ChannelRefused(NotNow):
    zh = "不能这样支付：应直接转入收款人本人账户。确需现金的，须由审批人写明原因并同意。"
    en = "Not so: it goes to the payee's own account; in cash only where a signer allows it."


class PayeeUnfit(NotNow):
    zh = "收款人不符合付款条件：{why_zh}。请核实后再办理。"
    en = "The payee cannot be paid so: {why}. Look into it first."


class ConfirmedAlready(Taken):
    zh = "付款凭证 {id} 已于 {on} 由收款人确认。"
    en = "Payment {id} was confirmed by the recipient on {on}."


class ConfirmerNear(Forbidden):
    zh = "您在该党员所在的党支部或分党委任职，不能核实其收款。由组织部其他人员办理。"
    en = "You hold a post in the member's own branch or committee; somebody outside confirms."


class SignatureMissing(NotNow):
    zh = "以此方式支付的款项须由收款人本人签收。"
    en = "What is paid in this way is confirmed by the recipient's signature."


class ClaimUnknown(Unknown):
    zh = "没有编号为 {id} 的追回。请核对编号。"
    en = "There is no claim {id}; check the id."


class BeyondPaid(NotNow):
    zh = "追回的金额超过已支付的 {paid} 元。"
    en = "Only {paid} yuan were paid; no more can be claimed back."


class BeyondClaim(NotNow):
    zh = "追回尚余 {left} 元，不能收回 {given} 元。多收的部分按其他收入处理或退还。"
    en = "{left} yuan of the claim are open, not {given}; give back what is more."
