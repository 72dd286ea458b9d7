"""The application and approval sheet (申请审批表): what was asked for, and who said what to it.

What is sensitive stands on it only where it was disclosed for a purpose; the places are blank else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dangwu.carefund.v1.application_pb2 import Application
from dangwu.carefund.v1.publicity_pb2 import Notice
from dangwu.carefund.v1.request_pb2 import Plea
from dangwu.carefund.v1.review_pb2 import Ladder
from dangwu.transfer.v1.member_pb2 import Member, RevealedMember
from dangwu_client.fund.forms import wording
from dangwu_client.fund.forms.amounts import capitals, figures
from dangwu_client.fund.forms.wording import day, day_of

UNDISCLOSED = "（未披露）"
BLANK_ROWS = 3
Pairs = list[list[str]]
OPINIONS = (
    ("党支部意见", ("deliberate",)),
    ("二级党组织意见", ("endorse",)),
    ("组织部意见", ("screen", "propose")),
)


@dataclass(frozen=True)
class Kin:
    """One of the household, as the applicant says."""

    name: str
    relation: str
    age: int
    occupation: str
    monthly_fen: int


@dataclass(frozen=True)
class ApplicationForm:
    """An application, with as much of the rest as whoever prints it may see."""

    application: Application
    member: Member
    plea: Plea | None = None
    revealed: RevealedMember | None = None
    ladder: Ladder | None = None
    notice: Notice | None = None
    household: Sequence[Kin] = ()

    kind = "application"
    title = "党内关爱专项资金申请审批表"

    @property
    def number(self) -> str:
        return self.application.number

    def shown(self) -> Mapping[str, Any]:
        return {
            "on": day(self.application.submitted_on),
            "sections": [
                {"name": "申请人", "pairs": self._person()},
                {"name": "困难情况", "pairs": self._hardship()},
                {"name": "申请与收款", "pairs": self._request()},
            ],
            "household": self._household(),
            "reasons": self.plea.reasons if self.plea else UNDISCLOSED,
            "promises": self._promises(),
            "opinions": [*self._opinions(), self._publicity(), *self._signatures()],
            "papers": "；".join(
                f"{position}. {wording.PAPERS.get(paper.kind, '其他')}（{day(paper.attached_on)}）"
                for position, paper in enumerate(self.application.evidence, start=1)
            )
            or "无",
        }

    def _person(self) -> Pairs:
        member, known = self.member, self.revealed
        sex, born = _from_number(known.id_number if known else "")
        return [
            ["姓名", self.application.member_name],
            ["性别", sex],
            ["出生年月", born],
            ["民族", member.ethnicity],
            ["入党时间", day(member.joined_on)],
            ["学号/工号", member.campus_number],
            ["身份证号", known.id_number if known else member.id_number_masked],
            ["联系方式", known.phone if known else member.phone_masked],
            ["所在支部", self.application.branch_name],
            ["二级党组织", self.application.committee_name],
        ]

    def _hardship(self) -> Pairs:
        plea = self.plea
        borne = figures(plea.cost_fen - plea.self_paid_fen) if plea else UNDISCLOSED
        return [
            ["关爱类别", wording.CATEGORIES.get(self.application.category, UNDISCLOSED)],
            ["发生日期", day(self.application.event_on)],
            ["总费用", figures(plea.cost_fen) if plea else UNDISCLOSED],
            ["报销及他人承担", borne],
            ["自付金额", figures(plea.self_paid_fen) if plea else UNDISCLOSED],
            ["已获其他补助", _other_aid(plea) if plea else UNDISCLOSED],
        ]

    def _request(self) -> Pairs:
        application, plea = self.application, self.plea
        asked = application.requested_fen
        relation = wording.RELATIONS.get(plea.payee.relation, "") if plea else UNDISCLOSED
        return [
            ["申请方式", wording.APPLICANTS.get(application.applied_by, "")],
            ["申请金额", f"{figures(asked)}　{capitals(asked)}"],
            ["收款人", application.payee_name],
            ["与申请人关系", relation],
            ["开户行", plea.payee.bank if plea else UNDISCLOSED],
            ["收款账号", plea.payee.account if plea else application.account_masked],
        ]

    def _household(self) -> list[list[str]]:
        rows = [
            [one.name, one.relation, str(one.age), one.occupation, figures(one.monthly_fen)]
            for one in self.household
        ]
        return rows or [[""] * 5 for _ in range(BLANK_ROWS)]

    def _promises(self) -> Pairs:
        plea = self.plea
        promised = (
            ("材料真实性承诺", plea.truth_promised if plea else None),
            ("敏感个人信息处理单独同意", plea.privacy_agreed if plea else None),
            ("同意公示", plea.publicity_agreed if plea else None),
        )
        said = {True: "是", False: "否", None: UNDISCLOSED}
        return [[name, said[given]] for name, given in promised]

    def _opinions(self) -> list[list[str]]:
        """What the last round said: an application sent back is deliberated anew."""
        found = []
        for name, steps in OPINIONS:
            taken = [step for step in self.application.steps if step.name in steps]
            last = taken[-1] if taken else None
            found.append(
                [
                    name,
                    last.note if last else "",
                    last.taken_by_name if last else "",
                    day_of(last.taken_at) if last else "",
                ]
            )
        return found

    def _publicity(self) -> list[str]:
        notice = self.notice
        if notice is None:
            return ["公示情况", self._posted(), "", ""]
        entries = [one for one in notice.entries if one.application_id == self.application.id]
        where = entries[0].organization_name if entries else notice.committee_name
        said = (
            f"{day(notice.first_on)}至{day(notice.last_on)}（{notice.working_days}个工作日），"
            f"范围：{notice.committee_name}（{where}），"
            f"未了结异议 {notice.open_objections} 件。"
        )
        return ["公示情况", said, "", day(notice.concluded_on)]

    def _posted(self) -> str:
        """What the steps say of a notice that hangs no more."""
        days = {step.name: day_of(step.taken_at) for step in self.application.steps}
        begun, over = days.get("post"), days.get("conclude")
        if not begun:
            return ""
        return f"{begun}张贴公示" + (f"，{over}公示结束，无未了结异议。" if over else "。")

    def _signatures(self) -> list[list[str]]:
        rungs = self.ladder.rungs if self.ladder else ()
        if not rungs:
            return [["审批意见", "", "", ""]]
        approved = self.application.approved_fen
        agreed = f"同意，{figures(approved)}（{capitals(approved)}）。" if approved else "同意。"
        return [
            [
                f"{wording.SIGNERS.get(rung.signer, '审批')}意见",
                agreed if rung.signed_on else "",
                rung.signed_by_name,
                day(rung.signed_on),
            ]
            for rung in rungs
        ]


def _other_aid(plea: Plea) -> str:
    if not plea.other_aid_declared:
        return "未申报"
    told = (f"{one.given_on} {getattr(one, 'from')} {figures(one.amount_fen)}" for one in
            plea.other_aid)  # fmt: skip
    return "；".join(told) or "无"


def _from_number(number: str) -> tuple[str, str]:
    """Sex and month of birth, as an ID number of eighteen places has them."""
    if len(number) != 18:
        return "", ""
    sex = "男" if int(number[16]) % 2 else "女"
    return sex, f"{number[6:10]}年{int(number[10:12])}月"
