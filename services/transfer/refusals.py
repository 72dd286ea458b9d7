"""What the roll and the transfers refuse, each with a sentence and its mend."""

from services.chassis.errors import Forbidden, Malformed, NotNow, Taken, Unknown


class MemberUnknown(Unknown):
    zh = "没有编号为 {id} 的党员。请用 dangwu member find 查找。"
    en = "There is no member {id}; look with: dangwu member find"


class TransferUnknown(Unknown):
    zh = "没有编号为 {id} 的转接。请用 dangwu transfer list 查看。"
    en = "There is no transfer {id}; look with: dangwu transfer list"


class ReminderUnknown(Unknown):
    zh = "没有给您的编号为 {id} 的提醒。请用 dangwu reminder list 查看。"
    en = "There is no reminder {id} for you; look with: dangwu reminder list"


class NotYours(Forbidden):
    """It never says where a member belongs: whoever may not see him may not learn that either."""

    zh = "此事不在您职务管辖的组织范围内。请联系本人所在组织的书记，或上级组织。"
    en = "This is not the business of an organization you hold a post in; ask its secretary."


class OwnCase(Forbidden):
    zh = "这是您本人的事项，您不能办理其中任何环节。由副职或上级组织办理。"
    en = "This is your own case or record; a deputy or the superior organization acts instead."


class SignedAlready(Forbidden):
    zh = "您已提交或签批过本件，同一人不能再签。将由副职或上级组织办理。"
    en = "You filed or signed this case already; nobody signs twice on one case."


class HolderBeforeYou(Forbidden):
    zh = "本环节现由{organization}的{post_zh}办理。该职务空缺或回避时才轮到您。"
    en = "The {post} of {organization} holds this rung; it passes on only if barred or vacant."


class NobodyCanSign(NotNow):
    zh = "本环节（{organization}）从支部到学校都无人可签：职务空缺或须回避。请组织部先任命。"
    en = "Nobody up to the school can sign for {organization}: posts vacant or people barred."


class WrongState(NotNow):
    zh = (
        "{kind_zh} {id} 现为“{state_zh}”，不能{step_zh}（须为：{expected_zh}）。"
        "现在可以：{next_zh}。"
    )
    en = "Cannot {step} {id} ({kind_en}): it is {state}, not {expected}. Possible: {next_en}."


class RuleUndecided(NotNow):
    zh = "规则书 {book} 对此情形不作规定，须由人决定：{reason}。请报组织部。"
    en = "Rule book {book} leaves this to people to decide ({reason}); ask the organization office."


class LadderUnfit(NotNow):
    zh = "规则书 {book} 今日给出的审批环节（{rungs}）不能办理：末一环节须与本事项相符。"
    en = "Rule book {book} gives a ladder that cannot be climbed ({rungs}): check its last rung."


class TransferOpen(Taken):
    zh = "该党员已有一件未办结的同类事项 {open}，请先办结或撤回；同时只能有一件。"
    en = "The member has an open transfer already ({open}); there is one of its sort at a time."


class NotReady(NotNow):
    zh = "办前检查未通过：{findings}。请按所列字段补正后再提交。"
    en = "The case is not ready: {findings}. Mend the fields listed, then submit."


class BranchNotNamed(Malformed):
    zh = "请指定接收支部（branch_id）：{organization} 下属的一个支部。"
    en = "Name the branch that receives the member (branch_id), one below {organization}."


class BranchElsewhere(Malformed):
    zh = "支部 {branch} 不能由本环节指定：须由转入党委指定其下属、且不是转出支部的支部。"
    en = "Branch {branch} cannot be named here: the destination committee names one of its own."


class NotABranch(NotNow):
    zh = "组织 {organization} 不是可以编入党员的支部，或已撤销。"
    en = "Organization {organization} is not a branch that can hold members, or it is closed."


class BranchMoved(NotNow):
    zh = "接收支部 {branch} 已不属于同意接收的党委，不能接收。请退回本件，由转出支部重新提交。"
    en = "Branch {branch} is no longer below the committee that agreed; return the case."


class IdNumberInvalid(Malformed):
    zh = "公民身份号码校验不通过：请核对 18 位号码（末位可为 X）。"
    en = "The ID number fails its check digit or date; check all 18 characters."


class MemberTaken(Taken):
    zh = "名册中已有此人（{by} 相同）。请先查找，不要重复登记。"
    en = "The roll has this person already (same {by}); look first, do not enter twice."


class DatesDisagree(Malformed):
    zh = "所填信息不合：{field}。请按所列字段更正后重新提交。"
    en = "What is given disagrees ({field}); mend the fields listed and send it again."


class ProbationStands(NotNow):
    zh = "预备期（至 {ends}）不能这样处理，请按所列字段办理。日期录入有误的，由组织部更正。"
    en = "Probation (until {ends}) is not settled so; a mistyped date is corrected by the office."


class FileUnexamined(NotNow):
    zh = "党员档案尚未审查（{id}）。请先登记审查结果：dangwu arrival examine {id}。"
    en = "The member file of {id} has not been examined; record it: dangwu arrival examine {id}"


class LetterMissing(NotNow):
    zh = "缺介绍信（{missing}）：有档案无介绍信的不予登记。请联系原党组织开具，并填写编号和有效期。"
    en = "The letter is missing ({missing}): a file without one is not registered; ask the source."


class PapersIncomplete(NotNow):
    zh = "材料仍不齐：{missing}。请收齐后再登记，暂缺期间保持临时登记。"
    en = "Papers are still missing ({missing}); enter them when all are there."


class LetterLapsed(NotNow):
    zh = "介绍信 {number} 已过期（有效期至 {until}），不能凭以接收。请原党组织补开后再办。"
    en = "Letter {number} lapsed on {until} and cannot be used; the issuer must reissue it."


class DocumentMissing(NotNow):
    zh = "缺上级审批文号（plan.document）。请退回本件，补填批准文件的文号后重新提交。"
    en = (
        "The number of the deciding document is missing (plan.document); return the case to add it."
    )


class OutsideUndescribed(NotNow):
    zh = "校外组织 {organization} 尚未登记地区和隶属关系。请组织部用 dangwu outside describe 补登。"
    en = "Outside organization {organization} is not described yet: dangwu outside describe"


class KindUnfit(Malformed):
    zh = "{kind_zh}不能这样申请。转接请用 dangwu transfer、departure、arrival 或 change unit。"
    en = "{kind} is not filed this way; use dangwu transfer, departure, arrival or change unit."


class NobodyToMove(NotNow):
    zh = "{branch} 名册上没有党员，无须整建制转接。"
    en = "Nobody is on the roll of {branch}: there is nobody to move."


class TermUnknown(Unknown):
    zh = "没有编号为 {id} 的保留、证明、流动、查找或停止党籍记录。请用 dangwu term list 查看。"
    en = "There is no arrangement {id}; look with: dangwu term list"


class TermOver(NotNow):
    zh = "{id} 已于 {ended} 结束，不能再登记。"
    en = "{id} ended on {ended}; nothing more can be entered in it."


class TermRuns(Taken):
    zh = "该党员已有一项在进行（{id}），不能另行开始。"
    en = "One runs for this member already ({id}); there is one at a time."


class SuspensionStays(NotNow):
    zh = "停止党籍不能这样结束：恢复党籍请用 dangwu change request restoration，除名用 removal。"
    en = "A suspension ends by restoration or removal only: dangwu change request restoration"


class HoldUnknown(Unknown):
    zh = "没有编号为 {id} 的限制。请用 dangwu hold list 查看。"
    en = "There is no hold {id}; look with: dangwu hold list"


class HoldOver(NotNow):
    zh = "限制 {id} 已于 {released} 解除。"
    en = "Hold {id} was released on {released} already."


class HoldStands(Taken):
    zh = "该党员已有一项限制 {id} 未解除。"
    en = "A hold stands on this member already ({id})."
