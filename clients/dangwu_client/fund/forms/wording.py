"""What the words of the contract are called on paper, and days as they are written there."""

from datetime import UTC, timedelta, timezone

from google.protobuf.timestamp_pb2 import Timestamp

from dangwu.carefund.v1 import fund_pb2, payment_pb2, request_pb2

SHANGHAI = timezone(timedelta(hours=8))
CATEGORIES = {
    fund_pb2.CARE_CATEGORY_HARDSHIP_SEVERE: "特别困难",
    fund_pb2.CARE_CATEGORY_HARDSHIP_MODERATE: "比较困难",
    fund_pb2.CARE_CATEGORY_HARDSHIP_ORDINARY: "一般困难",
    fund_pb2.CARE_CATEGORY_STUDENT: "学生困难",
    fund_pb2.CARE_CATEGORY_ILLNESS: "本人重大疾病",
    fund_pb2.CARE_CATEGORY_FAMILY_ILLNESS: "直系亲属重大疾病",
    fund_pb2.CARE_CATEGORY_HOSPITAL_VISIT: "住院慰问",
    fund_pb2.CARE_CATEGORY_DISASTER: "自然灾害",
    fund_pb2.CARE_CATEGORY_ACCIDENT: "意外事故",
    fund_pb2.CARE_CATEGORY_MEMBER_DEATH: "党员去世",
    fund_pb2.CARE_CATEGORY_RELATIVE_DEATH: "直系亲属去世",
    fund_pb2.CARE_CATEGORY_LINE_OF_DUTY: "因公殉职或致残",
    fund_pb2.CARE_CATEGORY_VETERAN: "老党员慰问",
    fund_pb2.CARE_CATEGORY_FESTIVAL: "节日慰问",
    fund_pb2.CARE_CATEGORY_OTHER: "其他",
}
APPLICANTS = {
    request_pb2.APPLICANT_SELF: "本人",
    request_pb2.APPLICANT_RELATIVE: "亲属",
    request_pb2.APPLICANT_BRANCH: "党支部代为申请",
}
RELATIONS = {
    request_pb2.RELATION_SELF: "本人",
    request_pb2.RELATION_SPOUSE: "配偶",
    request_pb2.RELATION_PARENT: "父母",
    request_pb2.RELATION_CHILD: "子女",
    request_pb2.RELATION_OTHER: "其他亲属",
}
PAPERS = {
    request_pb2.EVIDENCE_KIND_FORM: "申请表",
    request_pb2.EVIDENCE_KIND_INCOME: "收入证明",
    request_pb2.EVIDENCE_KIND_DIAGNOSIS: "诊断证明",
    request_pb2.EVIDENCE_KIND_SETTLEMENT: "费用结算单",
    request_pb2.EVIDENCE_KIND_DISCHARGE: "出院小结",
    request_pb2.EVIDENCE_KIND_RELATIONSHIP: "亲属关系证明",
    request_pb2.EVIDENCE_KIND_INCIDENT: "灾害、事故证明",
    request_pb2.EVIDENCE_KIND_DEATH: "死亡证明",
    request_pb2.EVIDENCE_KIND_LINE_OF_DUTY: "因公认定书",
    request_pb2.EVIDENCE_KIND_STUDENT_HARDSHIP: "学生困难认定",
    request_pb2.EVIDENCE_KIND_OTHER: "其他",
}
CHANNELS = {payment_pb2.PAY_CHANNEL_BANK: "银行转账", payment_pb2.PAY_CHANNEL_CASH: "现金"}
VOUCHERS = {
    payment_pb2.PAYMENT_STATE_ORDERED: "已制单，未支付",
    payment_pb2.PAYMENT_STATE_PAID: "已支付",
    payment_pb2.PAYMENT_STATE_RETURNED: "已退汇",
    payment_pb2.PAYMENT_STATE_VOID: "作废",
}
SIGNERS = {
    "organization_head": "组织部部长",
    "vice_secretary": "党委副书记",
    "secretary": "党委书记",
    "standing_committee": "党委常委会",
}


def day(text: str) -> str:
    """A civil date as paper has it: 2026-06-15 is 2026年6月15日; nothing stays nothing."""
    if not text:
        return ""
    year, month, on = text.split("-")
    return f"{year}年{int(month)}月{int(on)}日"


def day_of(instant: Timestamp) -> str:
    """The civil date of an instant in Shanghai."""
    local = instant.ToDatetime(UTC).astimezone(SHANGHAI)
    return day(local.date().isoformat())
