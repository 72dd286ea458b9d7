"""What the care fund refuses on the emergency path, each with a sentence and its mend."""

from services.chassis.errors import NotNow


class NotEmergency(NotNow):
    zh = "申请 {id} 不是应急申请，按一般程序办理。"
    en = "Application {id} is no emergency; it takes the usual way."


class UnitBlocked(NotNow):
    zh = "该单位的应急申请 {application} 有逾期未补的手续（{owed}），补齐之前不再应急审批。"
    en = "This unit owes overdue papers ({owed}) for emergency {application}; make them good first."


class EmergencyBegun(NotNow):
    zh = "申请 {id} 已有应急签批，请完成签批；改走一般程序的，先退回补正。"
    en = "Application {id} bears an emergency signature: finish it, or return it for the usual way."
