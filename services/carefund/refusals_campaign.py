"""What the care fund refuses of campaigns, each with a sentence and its mend."""

from services.chassis.errors import Conflict, Malformed, NotNow, Taken, Unknown


class CampaignUnknown(Unknown):
    zh = "没有编号为 {id} 的慰问活动。请核对编号，或列出全部慰问活动查看。"
    en = "There is no campaign {id}; check the number, or list the campaigns."


class CampaignTaken(Taken):
    zh = "这个节日、这一类别的慰问活动已经开展（{id}），不能重复。"
    en = "A campaign of this category for this festival is open already ({id})."


class FestivalUnfit(Malformed):
    zh = "{on} 不是该节日的日期：“七一”为7月1日，春节为正月初一（1月21日至2月21日）。"
    en = "{on} is not a day of that festival: 1 July, or the first of the lunar year."


class CampaignLate(NotNow):
    zh = (
        "时间不够：须在 {pay_by} 前发放到位，支部推荐的截止日只能在 {earliest} 至 {latest} 之间，"
        "否则推荐、审核、公示、审批或付款的期限不足。"
    )
    en = (
        "Too little time: to pay by {pay_by}, nominations must end between {earliest} and "
        "{latest}, or a step has fewer days than its rule gives."
    )


class CampaignClosed(NotNow):
    zh = "慰问活动 {id} 已于 {on} 结束。"
    en = "Campaign {id} was closed on {on}."


class SeatsUndecided(NotNow):
    zh = "下列单位的名额规则未作规定，须由人确定：{units}。请在申请中逐一写明。"
    en = "The rule leaves the places of these branches to people: {units}. Say how many each has."


class SeatsUnfit(NotNow):
    zh = "下列单位的名额不能这样确定：{units}。由规则确定的不得另定，另定的须在所定幅度之内。"
    en = "The places of these cannot be decided so: {units}; only what is left open, within bounds."


class SeatsTaken(NotNow):
    zh = "下列单位已推荐的人数超过新的名额：{units}。请先处理已推荐的申请。"
    en = "These branches have put forward more than they would have: {units}. See to those first."


class CategoryUnfit(NotNow):
    zh = "本次慰问的类别与此不符：慰问活动只限节日慰问和老党员慰问，名额不得用于其他类别。"
    en = "The category does not fit: places serve that of the campaign, festival or veterans."


class NominationLate(NotNow):
    zh = "慰问活动 {id} 的推荐已于 {on} 截止。可作为一般申请办理。"
    en = "Nominations of campaign {id} ended on {on}; it can go on as an ordinary application."


class NominatedAlready(Taken):
    zh = "该党员已由申请 {application} 列入本次慰问，不能重复推荐。"
    en = "This member is on the list already, by application {application}."


class NotNominated(NotNow):
    zh = "申请 {application} 不在任何慰问活动的名单中。"
    en = "Application {application} is in no campaign."


class QuotaFull(NotNow):
    zh = "该支部的 {seats} 个名额已经用完，超额不予受理。"
    en = "The branch has used all its {seats} places; nothing is taken above them."


class ListFixed(NotNow):
    zh = "慰问活动 {id} 的名单已于 {on} 提出，不能再变动名额和增加人员。"
    en = "The list of campaign {id} was proposed on {on}; places and names stay as they are."


class NominationsRun(NotNow):
    zh = "慰问活动 {id} 的推荐到 {on}（含当日）才截止，之前不能提出名单。"
    en = "Nominations of campaign {id} run through {on}; the list cannot be proposed before."


class ListChanged(Conflict):
    zh = "名单在您查看之后有变化。请重新查看名单后再办理。"
    en = "The list has changed since you saw it; look at it again first."


class ListEmpty(NotNow):
    zh = "名单中没有可以办理这一步的申请。"
    en = "Nothing on the list stands where this act begins."


class ListUnready(NotNow):
    zh = "名单中下列申请还没有办到这一步：{applications}。请先办理，或将其移出名单。"
    en = "These on the list have not come so far: {applications}. See to them, or release them."


class ListDoubled(NotNow):
    zh = "名单中下列申请疑似重复享受：{applications}。请先否决或移出其中之一。"
    en = "These on the list look like double aid: {applications}. Reject or release one of each."


class ListUnresolved(NotNow):
    zh = "决议 {id} 没有列出名单中的下列申请：{applications}。须由一份决议通过全部名单。"
    en = "Resolution {id} does not name these on the list: {applications}; one names them all."


class BatchUnsigned(NotNow):
    zh = "批次总额 {total} 元，须由财务负责人和校领导加签。请填写加签单号。"
    en = "The batch comes to {total} yuan: finance signs too; give the number of its sheet."


class ListOpen(NotNow):
    zh = "名单中下列申请尚未办结：{applications}。"
    en = "These on the list have not ended: {applications}."


class UnitAbsent(NotNow):
    zh = "组织 {organization} 在本次慰问中没有名额。请核对编号。"
    en = "Organization {organization} has no places in this campaign; check the number."


class ReturnThere(Taken):
    zh = "该支部的回执已经收到（{id}）。"
    en = "The return sheet of this branch is there already ({id})."


class ReturnUnfit(NotNow):
    zh = "回执填报 {received} 人领到，而账上已支付 {paid} 人。请核对后重新填报。"
    en = "The sheet says {received} received it, and {paid} were paid; look into it first."


class ReturnsMissing(NotNow):
    zh = "下列支部尚未交回执：{units}。"
    en = "These branches have filed no return sheet: {units}."


class CampaignListed(NotNow):
    zh = "申请 {application} 在慰问活动 {campaign} 的名单中，须随名单办理；单独办理的先移出名单。"
    en = "Application {application} is on the list of {campaign} and goes with it; or release it."
