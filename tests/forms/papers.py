"""Forms made by hand, usual ones and the hardest: long names, rare characters, nothing, much."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from dangwu.carefund.v1 import fund_pb2, payment_pb2, request_pb2
from dangwu.carefund.v1.application_pb2 import Application, Evidence, Step
from dangwu.carefund.v1.ledger_pb2 import Entry, Line
from dangwu.carefund.v1.payment_pb2 import Payment
from dangwu.carefund.v1.request_pb2 import OtherAid, Payee, Plea
from dangwu.carefund.v1.review_pb2 import GrantRung, Ladder
from dangwu.transfer.v1.member_pb2 import Member, RevealedMember
from dangwu_client.fund.forms import ApplicationForm, Kin, Printing, Voucher
from tests.forms.tables import A_ID, BIG, LONG_NAME, LONG_UNIT, RARE, notice

PRINTING = Printing("李经办", "2026-06-15", "存档")
ID_NUMBER, PHONE = "11010119900307803X", "13900000000"
BANK, ACCOUNT = "中国工商银行股份有限公司某某市海滨大学支行", "6222021234567890123"


def evidence(count: int) -> list[Evidence]:
    kinds = (
        request_pb2.EVIDENCE_KIND_DIAGNOSIS,
        request_pb2.EVIDENCE_KIND_SETTLEMENT,
        request_pb2.EVIDENCE_KIND_INCOME,
    )
    return [Evidence(kind=kinds[one % 3], attached_on="2026-06-01") for one in range(count)]


def step(name: str, by: str, note: str) -> Step:
    at = Timestamp()
    at.FromJsonString("2026-06-03T17:00:00Z")  # already the next day in Shanghai
    return Step(name=name, taken_at=at, taken_by_name=by, note=note)


def application(**changed: Any) -> Application:
    usual: dict[str, Any] = {
        "id": A_ID,
        "number": "2026-0017",
        "member_name": "王小明",
        "branch_name": "硕士第二党支部",
        "committee_name": "海洋学院党委",
        "category": fund_pb2.CARE_CATEGORY_ILLNESS,
        "applied_by": request_pb2.APPLICANT_SELF,
        "event_on": "2026-05-02",
        "requested_fen": 500_000,
        "approved_fen": 300_000,
        "account_masked": "***************0123",
        "payee_name": "王小明",
        "submitted_on": "2026-06-01",
        "evidence": evidence(3),
        "steps": [
            step("deliberate", "赵支书", "支部委员会讨论，到会5人，5人同意；材料属实。"),
            step("endorse", "钱书记", "同意上报，建议3000元。"),
            step("propose", "孙经办", "符合条件，建议3000元。"),
        ],
    }
    return Application(**usual | changed)


def aid_elsewhere() -> OtherAid:
    given = OtherAid(amount_fen=100_000, given_on="2026-05-20")
    setattr(given, "from", "校工会")  # a word of the language cannot be written as an argument
    return given


def plea(**changed: Any) -> Plea:
    usual: dict[str, Any] = {
        "category": fund_pb2.CARE_CATEGORY_ILLNESS,
        "event_on": "2026-05-02",
        "cost_fen": 8_000_000,
        "self_paid_fen": 3_000_000,
        "requested_fen": 500_000,
        "reasons": "因病住院手术，自付费用较多，家庭生活困难。",
        "other_aid_declared": True,
        "other_aid": [aid_elsewhere()],
        "payee": Payee(
            name="王小明",
            relation=request_pb2.RELATION_SELF,
            bank=BANK,
            account=ACCOUNT,
            account_name="王小明",
        ),
        "truth_promised": True,
        "privacy_agreed": True,
        "publicity_agreed": True,
    }
    return Plea(**usual | changed)


def member() -> Member:
    return Member(
        name="王小明",
        ethnicity="汉族",
        joined_on="2012-07-01",
        campus_number="S2024001",
        id_number_masked="1101***********03X",
        phone_masked="139****0000",
    )


def ladder() -> Ladder:
    return Ladder(
        rungs=[
            GrantRung(signer="organization_head", signed_by_name="周部长", signed_on="2026-06-20"),
            GrantRung(signer="vice_secretary", signed_by_name="吴副书记", signed_on="2026-06-21"),
            GrantRung(signer="secretary"),
        ]
    )


def filled_application(**changed: Any) -> ApplicationForm:
    usual: dict[str, Any] = {
        "application": application(),
        "member": member(),
        "plea": plea(),
        "revealed": RevealedMember(id_number=ID_NUMBER, phone=PHONE),
        "ladder": ladder(),
        "notice": notice(3),
        "household": [Kin("王父", "父亲", 62, "务农", 120_000), Kin("王母", "母亲", 60, "无", 0)],
    }
    return ApplicationForm(**usual | changed)


def masked_application() -> ApplicationForm:
    return ApplicationForm(application(steps=[]), member())


def hard_application() -> ApplicationForm:
    return filled_application(
        application=application(
            member_name=LONG_NAME,
            payee_name=RARE,
            branch_name=LONG_UNIT,
            requested_fen=BIG,
            evidence=evidence(12),
            steps=[step("deliberate", LONG_NAME, "情况属实，同意。" * 60)],
        ),
        plea=plea(reasons="家住偏远，" * 200 + "https://a.example/" + "x" * 120),
    )


def payment(**changed: Any) -> Payment:
    usual: dict[str, Any] = {
        "id": "y-7k3m9qxa2b4c",
        "number": 42,
        "channel": payment_pb2.PAY_CHANNEL_BANK,
        "state": payment_pb2.PAYMENT_STATE_PAID,
        "amount_fen": 123_456,
        "amount_in_capitals": "人民币壹仟贰佰叁拾肆元伍角陆分",
        "payee_name": "王小明",
        "account_masked": "***************0123",
        "ordered_on": "2026-06-22",
        "paid_on": "2026-06-23",
        "bank_reference": "ICBC2026062300017",
    }
    return Payment(**usual | changed)


def entry(fen: int = 123_456) -> Entry:
    return Entry(
        lines=[
            Line(account="5101", account_name="关爱支出", amount_fen=fen),
            Line(account="1002", account_name="银行存款", amount_fen=-fen),
        ]
    )


def voucher(**changed: Any) -> Voucher:
    usual: dict[str, Any] = {
        "payment": payment(),
        "application": application(),
        "pool_name": "留存党费",
        "entry": entry(),
        "resolution_number": "党委纪要〔2026〕12号",
        "papers": 3,
        "signers": {"制单": "郑会计", "出纳": "冯出纳", "审批人": "周部长"},
    }
    return Voucher(**usual | changed)


def hard_voucher() -> Voucher:
    return voucher(
        payment=payment(
            amount_fen=BIG,
            amount_in_capitals="人民币玖佰捌拾柒亿陆仟伍佰肆拾叁万贰仟壹佰零玖元捌角柒分",
            payee_name=LONG_NAME,
            bank_reference="X" * 60,
        ),
        application=application(member_name=RARE),
        entry=entry(BIG),
        pool_name="限定用途捐赠（用于海洋学院因重大疾病致困的学生党员及其直系亲属）",
    )


def void_voucher() -> Voucher:
    return voucher(
        payment=payment(
            state=payment_pb2.PAYMENT_STATE_VOID,
            amount_fen=0,
            amount_in_capitals="人民币零元整",
            paid_on="",
            bank_reference="",
        ),
        entry=None,
    )
