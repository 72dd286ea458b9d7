"""What the care fund refuses of applications, each with a sentence and its mend."""

from services.chassis.errors import Forbidden, Malformed, NotNow, Taken, Unknown


class ApplicationUnknown(Unknown):
    zh = "没有编号为 {id} 的关爱申请。请用 dangwu care list 查看。"
    en = "There is no application {id}; look with: dangwu care list"


class EvidenceUnknown(Unknown):
    zh = "申请 {id} 没有编号为 {evidence} 的证明材料。请用 dangwu care show 查看。"
    en = "Application {id} has no paper {evidence}; look with: dangwu care show"


class NotYours(Forbidden):
    """It never says whose turn it is: whoever may not see a case may not learn that either."""

    zh = "此事不在您职务管辖的组织范围内，或现在不由您的职务办理。请联系本人所在组织或组织部。"
    en = "This is not the business of an organization you hold a post in, or not its turn now."


class OwnCase(Forbidden):
    zh = "这是您本人的事项，您不能办理其中任何环节。由副职或上级组织办理。"
    en = "This is your own case; a deputy or the superior organization acts instead."


class DutiesClash(Forbidden):
    zh = "您在本件中已是{one_zh}，不能再任{other_zh}。由本级其他人员或上级组织办理。"
    en = "You are {one} in this case already and cannot be {other}; somebody else or above acts."


class WrongState(NotNow):
    zh = "申请 {id} 现为“{state_zh}”，不能进行 {step}（须为：{expected_zh}）。"
    en = "Cannot {step} application {id}: it is {state}, not {expected}."


class RuleUndecided(NotNow):
    zh = "规则书 {book} 对此情形不作规定，须由人决定：{reason}。请报组织部。"
    en = "Rule book {book} leaves this to people to decide ({reason}); ask the organization office."


class DatesUnfit(Malformed):
    zh = "日期不合：{field}。请按所列字段更正后重新提交。"
    en = "A date cannot be as it is ({field}); mend the fields listed and send it again."


class NotEligible(NotNow):
    zh = "申请前检查未通过：{findings}。请按所列各项补正，不符合条件的不能提交。"
    en = "The application cannot go forward: {findings}. Mend what is listed, where it can be."


class PaperUnfit(Malformed):
    zh = "证明材料不能收存：{why_zh}。请提供 2 MB 以内完整的 PDF、PNG 或 JPEG 文件。"
    en = "The paper cannot be kept: {why}. Send a whole PDF, PNG or JPEG of at most 2 MB."


class PaperThere(Taken):
    zh = "这份材料已经收存（{id}），不必重复提交。"
    en = "This very paper is kept already ({id})."


class NotAccountant(Forbidden):
    zh = "本项只能由会计办理。"
    en = "Only the accountant may do this."


class NotCashier(Forbidden):
    zh = "本项只能由出纳办理。"
    en = "Only the cashier may do this."
