"""What the care fund refuses of notices and objections, each with a sentence and its mend."""

from services.chassis.errors import NotNow, Taken, Unknown


class NoticeUnknown(Unknown):
    zh = "没有编号为 {id} 的公示，或不在您可以查看的范围内。请用 dangwu care notices 查看。"
    en = "There is no notice {id} that you may see; look with: dangwu care notices"


class NoticeStands(Taken):
    zh = "申请 {application} 已在公示 {id} 中，不能重复公示。请先等该公示办结。"
    en = "Application {application} is on notice {id} already; that one comes to its end first."


class NoticeMixed(NotNow):
    zh = "一份公示只能列出同一个分党委的申请；申请 {id} 属于另一个组织。请分别公示。"
    en = "One notice is of one committee; application {id} is of another. Post them apart."


class NoticeRuns(NotNow):
    zh = "公示 {id} 要到 {last_on}（含当日）才期满，不能提前办结。"
    en = "Notice {id} stands through {last_on}; it cannot end early."


class NoticeEnded(NotNow):
    zh = "公示 {id} 已于 {on} 办结。"
    en = "Notice {id} was concluded on {on}."


class NoticeOver(NotNow):
    zh = "公示 {id} 已于 {last_on} 期满，不再受理异议。请向组织部或纪检部门反映。"
    en = "Notice {id} was over on {last_on}; take it to the organization office or the inspectors."


class NotOnNotice(NotNow):
    zh = "申请 {application} 不在公示 {id} 所列名单中。请核对编号。"
    en = "Application {application} is not on notice {id}; check the numbers."


class ObjectionUnknown(Unknown):
    zh = "没有编号为 {id} 的异议。请用 dangwu care objections 查看。"
    en = "There is no objection {id}; look with: dangwu care objections"


class ObjectionOpen(NotNow):
    zh = "申请 {application} 有未办结的异议 {number}，处理完毕之前不能继续。"
    en = "Objection {number} to application {application} is open; nothing goes on before it ends."


class ObjectionSettled(NotNow):
    zh = "异议 {number} 已于 {on} 办结。"
    en = "Objection {number} was settled on {on}."


class ObjectionUpheld(NotNow):
    zh = "申请 {application} 付款后异议成立，不能继续；请办理追回，或收回退汇款。"
    en = "An objection to {application} was upheld after payment; claim it back, or take it back."


class ObjectionOrdered(NotNow):
    zh = "付款凭证 {payment} 已制单、尚未付款。请先作废凭证（或登记已付款），再认定异议成立。"
    en = "Payment {payment} is ordered and not paid: void it, or record it as paid, then uphold."
