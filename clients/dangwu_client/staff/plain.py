"""Codes of the protos and the services in a clerk's words: roles, fields, outcomes, systems."""

import re
from collections.abc import Callable

from dangwu_client.errors import DangwuError
from dangwu_client.staff import terms
from dangwu_client.staff.words import say, spoken

ROLES = {
    "BRANCH": "党支部委员",
    "COMMITTEE": "党委（党总支）委员",
    "OFFICE": "组织部",
    "INSPECTOR": "纪检监察或审计",
    "ADMINISTRATOR": "系统管理员",
    "ACCOUNTANT": "会计",
    "CASHIER": "出纳",
    "HR_SYSTEM": "人事系统",
    "STUDENT_SYSTEM": "学生系统",
    "SERVICE": "系统服务",
}

SYSTEMS = {
    "service:hr": ("人事系统", "HR system"),
    "service:student": ("学生系统", "student system"),
    "service:directory": ("组织库服务", "directory service"),
    "service:transfer": ("转接服务", "transfer service"),
    "service:rules": ("规则服务", "rules service"),
    "service:audit": ("审计服务", "audit service"),
}

FIELDS = {
    "account": "账号",
    "because": "退回原因",
    "book": "规则",
    "branch_id": "接收支部",
    "campus_number": "学号或工号",
    "category": "人员类别",
    "code": "编码",
    "containing": "名称",
    "destination_id": "转往",
    "draft_id": "草稿",
    "dues_through": "党费交至",
    "ethnicity": "民族",
    "event_on": "事件日期",
    "facts": "条件",
    "from": "起始日期",
    "id": "编号",
    "id_number": "身份证号",
    "joined_on": "入党日期",
    "kind": "类别",
    "known_on": "截至哪天所知",
    "member_id": "党员",
    "name": "姓名或名称",
    "note": "说明",
    "on": "日期",
    "organization_id": "组织",
    "parent_id": "上级组织",
    "person_id": "人员",
    "phone": "电话",
    "probation_ends_on": "预备期满日",
    "purpose": "用途",
    "reason": "原因",
    "reference": "案卷编号",
    "request_id": "请求编号",
    "runs_from": "起算日",
    "subject_id": "对象",
    "submitted_on": "提交日期",
    "text": "规则文本",
    "until": "截止日期",
    "working_days": "工作日数",
}

REASONS = {
    "BOOK_BROKEN": "规则文本未通过检查",
    "BOOK_SILENT": "规则没有适用的版本",
    "BOOK_UNKNOWN": "没有这部规则书",
    "CALENDAR_MISSING": "缺少工作日历",
    "DATE_PASSED": "日期已过",
    "DRAFT_ALTERED": "草稿被改动",
    "DRAFT_CLOSED": "草稿已办结",
    "DRAFT_UNKNOWN": "没有这份草稿",
    "EDITION_ALTERED": "规则文本被改动",
    "EDITION_KNOWN": "该版本已有",
    "FACTS_MISFIT": "所填条件与规则不符",
    "HOLDER_BEFORE_YOU": "应由他人办理",
    "MALFORMED": "内容有误",
    "NOT_COMPARABLE": "两个版本不能比较",
    "NOT_READY": "办前检查未通过",
    "NOT_YOUR_JOURNAL": "不是本服务的日志",
    "NOT_YOURS": "不在管辖范围",
    "OWN_CASE": "本人须回避",
    "OWN_DRAFT": "不能公布自己的草稿",
    "ROLE_NOT_ALLOWED": "职务不符",
    "PERIOD_UNKNOWN": "答案不是期限",
    "RULING_CLOSED": "判定已办结",
    "RULING_NOT_YOURS": "不是本人的判定",
    "RULING_UNKNOWN": "没有这项判定",
    "SELF_APPOINTMENT": "不能任命自己",
    "SIGNED_ALREADY": "已提交或签过",
    "STALE": "内容已被更新",
    "TRANSFER_OPEN": "已有在办的转接",
    "WRONG_STATE": "状态不允许",
}

FINDINGS = {
    "ADDRESSEE_CLOSED": "抬头单位已撤销",
    "ADDRESSEE_DIFFERS": "抬头前后不一",
    "ADDRESSEE_INSIDE": "抬头是本校组织",
    "ADDRESSEE_NOT_DIRECT": "抬头单位不能直接接收",
    "CHANNEL_MILITARY": "转往军队不在网上办理",
    "CHANNEL_ONLINE_POSSIBLE": "可以网上转接",
    "CHANNEL_UNCONNECTED": "对方未联网",
    "CONTACT_MISSING": "没有联系人",
    "DATES_UNFIT": "起止日期不符",
    "DATE_MISSING": "没有日期",
    "DESTINATION_CLOSED": "转往的组织已撤销",
    "DESTINATION_NO_BRANCH": "去向没有写到支部",
    "DESTINATION_UNFIT": "转往的组织不能接收",
    "DUES_UNPAID": "党费未交清",
    "EMPLOYER_IS_ADDRESSEE": "工作单位与抬头相同",
    "ETHNICITY_MISSING": "民族未登记",
    "FILE_ADDRESS_IS_ADDRESSEE": "档案地址与抬头相同",
    "GROUND_UNFIT": "事由不符",
    "MEMBERSHIP_ENDED": "已不是党员",
    "NOT_A_GRADUATE": "不是毕业生",
    "NOT_PRINTABLE": "有印不出的字",
    "NOT_YET_WITHDRAWN": "未满自行脱党的期限",
    "OCCUPATION_MISSING": "没有外出事由",
    "OPINION_MISSING": "没有培养教育考察意见",
    "PHONE_MISSING": "没有电话",
    "PLACE_MISSING": "没有地点",
    "PLAN_TOO_LONG": "期限过长",
    "PLAN_TOO_SHORT": "期限过短",
    "PROBATION_ABROAD": "预备党员出国（境）",
    "PROBATION_EXPIRED": "预备期已满",
    "RETENTION_NOT_ALLOWED": "不能保留组织关系",
    "SAME_BRANCH": "转往原支部",
    "STATEMENT_MISSING": "没有本人书面说明",
    "SUSPENDED": "已停止党籍",
    "TRANSFER_OPEN": "已有在办的转接",
    "UNDECIDED_UNEXPLAINED": "没有写明未讨论转正的原因",
    "UNDER_EXAMINATION": "正在接受组织审查",
}

ABOUT_RULES = {"BOOK_BROKEN", "BOOK_SILENT", "BOOK_UNKNOWN", "EDITION_KNOWN", "FACTS_MISFIT"}
"""Refusals whose names of books and facts are those to be typed: nothing in them is translated."""

_FINDING = re.compile(r"(?<![A-Z_])[A-Z]+(?:_[A-Z]+)+(?![A-Z_])")
_FIELD = re.compile(r"(?<![A-Za-z_/-])[a-z]+(?:_[a-z]+)+(?![A-Za-z_])|^[a-z]+(?=：)")
_ORGANIZATION = re.compile(r"o-[0-9a-hjkmnp-tv-z]{12}")


def outcome(code: str) -> str:
    """How an act ended: done, unanswered, or refused and why."""
    if code == "OK":
        return say("已办", "done")
    if code == "open":
        return say("未答复", "unanswered")
    return say("未准：{why}", "refused: {code}", why=REASONS.get(code, code), code=code)


def system(subject: str) -> str:
    """What a campus system or a service is called; anybody else as given."""
    return say(*SYSTEMS.get(subject, (subject, subject)))


def fields(sentence: str) -> str:
    """A sentence with fields and findings as the forms have them."""
    if spoken() == "en":
        return sentence
    said = _FINDING.sub(lambda found: FINDINGS.get(found[0], found[0]), sentence)
    return _FIELD.sub(lambda found: FIELDS.get(found[0], found[0]), said)


def whole(error: DangwuError) -> str:
    """A refusal with all its fields in one line, as for a row of a sheet."""
    english = spoken() == "en"
    faults = [fields(one.message_en if english else one.message_zh) for one in error.fields]
    return " ".join([sentence(error, str), *faults])


def sentence(error: DangwuError, name_of: Callable[[str], str]) -> str:
    """What a refusal says to a person, in the language spoken."""
    if spoken() == "en" and error.message_en:
        return _named(error.message_en, name_of)
    rpc, allowed = error.details.get("rpc", ""), error.details.get("allowed", "")
    if error.reason == "ROLE_NOT_ALLOWED" and rpc:
        roles = "、".join(ROLES.get(one, one) for one in allowed.split(", "))
        act = terms.act(rpc)
        return f"您今天担任的职务不能办理“{act}”。可以办理的：{roles}。"
    if error.reason in ABOUT_RULES:
        return error.message_zh
    return fields(_named(error.message_zh, name_of))


def _named(text: str, name_of: Callable[[str], str]) -> str:
    return _ORGANIZATION.sub(lambda found: name_of(found[0]), text)
