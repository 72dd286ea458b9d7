"""What the care fund refuses of review and approval, each with a sentence and its mend."""

from services.chassis.errors import Forbidden, Malformed, NotNow, Taken


class MeetingUnfit(Malformed):
    zh = "会议记录不合要求：{field}。请按所列字段更正；未通过的申请请按未通过办理。"
    en = "The meeting cannot be as it is told ({field}); what was not carried is rejected instead."


class SumUnfit(NotNow):
    zh = "金额不合：{why_zh}（最多 {most} 元）。请调整金额或写明理由。"
    en = "The sum cannot be so: {why} (at most {most} yuan); change it, or give the reason."


class ReplyThere(Taken):
    zh = "该部门对申请 {id} 的意见已经登记，不能另行登记。"
    en = "What that office replied to application {id} is recorded already."


class ScreeningOpen(NotNow):
    zh = "联审尚未完成：{offices_zh}。请先登记答复；有异议的，不能报批。"
    en = "Screening is open: {offices}. Record the replies first; where one objects, it ends here."


class PoolUnfit(NotNow):
    zh = "资金池 {id} 的资金不能用于这一类别：{why_zh}请另选资金池。"
    en = "Pool {id} may not pay for this category ({why}); choose another pool."


class NotYourRung(Forbidden):
    zh = "现在轮到{signer_zh}签批，不由您签。每人只签一级。"
    en = "It is the turn of {signer} to sign, which is not you; nobody signs twice."


class ResolutionTaken(Taken):
    zh = "该机构这一文号的决议已经登记（{id}）。请核对文号。"
    en = "A resolution of that body with this number is recorded already ({id})."
