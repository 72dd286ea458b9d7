"""What letters and receipts refuse, each with a sentence and its mend."""

from services.chassis.errors import Malformed, NotNow, Unknown


class LetterUnknown(Unknown):
    zh = "没有编号为 {id} 的介绍信或证明信。请用 dangwu letter list 查看登记簿。"
    en = "There is no letter {id}; look in the register with: dangwu letter list"


class LetterVoid(NotNow):
    zh = "{number} 号信现为“{state_zh}”，不能再使用。需要时请补开：dangwu letter reissue。"
    en = "Letter {number} is {state}: it cannot be used any more; reissue it where one is needed."


class LetterStillGood(NotNow):
    zh = "介绍信 {number} 有效期至 {until}，仍然有效，也未登记遗失。请先收回原件或登记遗失再补开。"
    en = "Letter {number} is good until {until}; take it back, or report its loss, then reissue."


class OriginalMissing(NotNow):
    zh = "补开须先收回介绍信 {number} 的原件；遗失的请先登记：dangwu letter lost。"
    en = "The original of {number} must be handed in, or its loss reported: dangwu letter lost"


class NoReissue(NotNow):
    zh = (
        "距开出介绍信 {number} 已 {months} 个月，按规则不能直接补开：{why}"
        "请由党委组织部决定：改派、撤销本件，或另行处理。"
    )
    en = (
        "The rule does not let {number} be reissued ({months} months since the release): {why_en} "
        "The organization office decides: send elsewhere, rescind, or another way."
    )


class NotLost(NotNow):
    zh = "{number} 号信没有登记遗失，不必告知抬头单位。遗失的请先登记：dangwu letter lost。"
    en = "Letter {number} was not reported lost; report the loss first: dangwu letter lost"


class ReceiverUnfit(NotNow):
    zh = "{organization} 不能直接接收党员组织关系：{why_zh}。请核对最终接收的党委。"
    en = "{organization} cannot receive members directly: {why}. Check which committee received."


class LetterDiffers(NotNow):
    zh = (
        "回执所列编号（{given}）不是本件现行的介绍信（{number}）。请核对是否为另一份回执；"
        "报到后才登记遗失或作废的，请补开（dangwu letter reissue），由对方凭新信出具回执。"
    )
    en = (
        "The receipt is for letter {given}; the one that is out is {number}. Check the receipt; of "
        "a letter lost or void after it was presented, reissue it and ask for a receipt of that."
    )


class ReceiptUnaccepted(NotNow):
    zh = "依规定不认可以该方式送达的回执：{why}请对方以认可的方式送达后再登记。"
    en = "By rule a receipt that comes this way is not accepted: {why_en} Ask for it another way."


class ImageUnreadable(Malformed):
    zh = "回执图片不能读取：{why_zh}。请用完整的 PNG、JPEG 或 PDF，至多 1 MiB。"
    en = "The picture cannot be read: {why}. Send a whole PNG, JPEG or PDF of 1 MiB at most."


class HandoffRefused(NotNow):
    """Says one thing whatever was wrong: who guesses learns nothing."""

    zh = "交接码无效：可能有误、已用过、已过期，或尝试次数过多。请另开：dangwu letter handoff。"
    en = "The hand-off code is not good: mistyped, used, expired or tried too often; open another."
