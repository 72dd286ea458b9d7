"""How applications, ladders and notices of the care fund are shown, and how a case is named."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dangwu_client.errors import Unknown
from dangwu_client.staff import output, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.money import yuan
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.application_pb2 import Application
    from dangwu.carefund.v1.application_service_pb2 import Eligibility
    from dangwu.carefund.v1.publicity_pb2 import Notice
    from dangwu.carefund.v1.request_pb2 import Plea
    from dangwu.carefund.v1.review_pb2 import Ladder


def find(desk: Desk, typed: str) -> "Application":
    """An application by its id, or by its number such as 2026-0017."""
    wanted = typed.strip().lower()
    if wanted.startswith("a-"):
        return desk.fund.application(wanted)
    year, _, number = wanted.partition("-")
    if year.isdecimal() and number.isdecimal():
        full = f"{year}-{int(number):04d}"
        for one in desk.fund.applications():
            if one.number == full:
                return one
            if one.number < full and one.number[:4] <= year:
                break
    raise Unknown(
        "APPLICATION_UNKNOWN",
        "没有找到这件申请。请用 dangwu fund list 查看编号，如 2026-0017。",
        "No such application; numbers such as 2026-0017 are in: dangwu fund list",
        code="NOT_FOUND",
    )


def state(name: int) -> str:
    """What a state is called."""
    from dangwu.carefund.v1.fund_pb2 import ApplicationState

    return terms.term(ApplicationState.Name(name))


def category(name: int) -> str:
    """What a category is called."""
    from dangwu.carefund.v1.fund_pb2 import CareCategory

    return terms.term(CareCategory.Name(name))


def table(rows: "Sequence[Application]") -> None:
    """Applications, one a line."""
    output.table(
        [
            say("编号", "number"), say("姓名", "member"), say("类别", "category"),
            say("金额（元）", "yuan"), say("状态", "state"), say("在何处", "waits for"),
            say("期限", "due"), say("党支部", "branch"),
        ],
        [
            [
                one.number, one.member_name, category(one.category),
                yuan(one.approved_fen or one.proposed_fen or one.requested_fen),
                state(one.state), one.waits_for, one.due_on, one.branch_name,
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip


def one_line(case: "Application") -> None:
    """A case after an act: what it is now, and what comes next."""
    output.line(
        f"{case.number}  {case.member_name}  {category(case.category)}  {state(case.state)}"
    )
    if case.waits_for:
        due = say("（{day} 前）", " (by {day})", day=case.due_on) if case.due_on else ""
        output.note(say("下一步：{what}{due}", "next: {what}{due}", what=case.waits_for, due=due))


def whole(case: "Application") -> None:
    """Everything of a case that may be seen."""
    output.pairs(
        [
            (say("编号", "number"), f"{case.number}  {case.id}"),
            (say("姓名", "member"), case.member_name),
            (say("党组织", "organization"), f"{case.committee_name} / {case.branch_name}"),
            (say("类别", "category"), category(case.category)),
            (say("应急", "emergency"), say("是", "yes") if case.emergency else ""),
            (say("发生日期", "event"), case.event_on),
            (say("申请金额", "asked"), _sum(case.requested_fen)),
            (say("上报金额", "put forward"), _sum(case.proposed_fen)),
            (say("批准金额", "approved"), _sum(case.approved_fen)),
            (say("收款人", "payee"), f"{case.payee_name} {case.account_masked}"),
            (say("状态", "state"), state(case.state)),
            (say("在何处", "waits for"), case.waits_for),
            (say("期限", "due"), case.due_on),
            (say("说明", "because"), case.because),
        ]
    )
    output.table(
        [say("时间", "when"), say("步骤", "step"), say("经办", "by"), say("说明", "note")],
        [[output.at(one.taken_at), step(one.name), one.taken_by_name, one.note]
         for one in case.steps],
        drop_empty=True,
    )  # fmt: skip


STEPS = {
    "draft": ("填写", "drafted"),
    "amend": ("修改", "amended"),
    "attach": ("收存材料", "paper kept"),
    "submit": ("提交", "submitted"),
    "withdraw": ("撤回", "withdrawn"),
    "deliberate": ("支部讨论", "deliberated"),
    "endorse": ("分党委审核", "endorsed"),
    "post": ("张贴公示", "notice put up"),
    "conclude": ("公示办结", "notice concluded"),
    "screen": ("联审", "screened"),
    "propose": ("报批", "proposed"),
    "sign": ("签批", "signed"),
    "return": ("退回", "returned"),
    "reject": ("不予通过", "rejected"),
    "reopen": ("异议属实，退回支部", "reopened"),
    "settle": ("异议办结", "objection settled"),
    "uphold": ("付款后异议成立", "objection upheld after payment"),
    "order": ("制单", "ordered"),
    "void": ("作废", "voided"),
    "draw": ("领取暂付款", "cash drawn"),
    "sheet": ("签领", "signed for"),
    "bring_back": ("余款退回", "cash brought back"),
    "pay": ("付款", "paid"),
    "bounce": ("退汇", "returned by the bank"),
    "reissue": ("重新付款", "reissued"),
    "take_back": ("退汇转回", "taken back"),
    "confirm": ("确认收款", "confirmed"),
    "claim": ("追回", "claimed back"),
    "recover": ("收到追回款", "recovered"),
    "allow_cash": ("同意现金", "cash allowed"),
    "expire": ("批准失效", "expired"),
    "nominate": ("列入名单", "nominated"),
    "release": ("移出名单", "released"),
    "hasten": ("应急审批", "emergency signed"),
    "late_minutes": ("补会议记录", "minutes made good"),
    "late_papers": ("补材料", "papers made good"),
    "late_notice": ("补公示", "notice made good"),
}
"""What each step of an application is called."""


def step(name: str) -> str:
    """What a step is called."""
    return say(*STEPS.get(name, (name, name)))


def _sum(fen: int) -> str:
    return yuan(fen) if fen else ""


SIGNERS = {
    "organization_head": ("组织部部长", "head of the department"),
    "vice_secretary": ("分管校领导", "school leader in charge"),
    "secretary": ("党委书记", "Party secretary"),
    "standing_committee": ("党委常委会", "standing committee"),
    "committee_secretary": ("分党委书记", "secretary of the unit"),
}
BEHIND = {
    "standing_resolution": ("年度计划决议", "the plan of the year"),
    "case_list": ("列有本件的决议", "a resolution that names it"),
    "minutes": ("党委会或常委会纪要", "minutes that name it"),
}


def ladder(found: "Ladder") -> None:
    """Who signs, in order, and what stands behind it."""
    output.line(
        say(
            "累计 {sum} 元，报至{band}；依据：{kind}",
            "{sum} yuan in all, up to the {band}; behind it: {kind}",
            sum=yuan(found.counted_fen),
            band=say(*SIGNERS.get(found.band, (found.band, found.band))),
            kind=say(*BEHIND.get(found.resolution_kind, ("", ""))),
        )
    )
    output.table(
        [say("签批", "rung"), say("可签", "may sign"), say("已签", "signed"), say("日期", "on")],
        [
            [
                say(*SIGNERS.get(one.signer, (one.signer, one.signer))),
                one.holder_names, one.signed_by_name, one.signed_on,
            ]
            for one in found.rungs
        ],
        drop_empty=True,
    )  # fmt: skip


def notices(rows: "Sequence[Notice]") -> None:
    """Notices, one a line."""
    output.table(
        [
            say("公示", "notice"), say("单位", "unit"), say("起", "from"), say("止", "through"),
            say("人数", "people"), say("未办结异议", "open objections"), say("办结", "concluded"),
        ],
        [
            [
                one.id, one.committee_name, one.first_on, one.last_on,
                str(len(one.entries)) if one.entries else say("已撤下", "taken down"),
                str(one.open_objections or ""), one.concluded_on,
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip


def notice(found: "Notice") -> None:
    """A notice as the public sees it."""
    notices([found])
    output.table(
        [
            say("姓名", "name"),
            say("党支部", "branch"),
            say("类别", "category"),
            say("金额", "yuan"),
        ],
        [
            [one.name_shown, one.organization_name, one.category_shown, _sum(one.amount_fen)]
            for one in found.entries
        ],
        drop_empty=True,
    )
    output.note(say("受理异议：{who}", "objections to: {who}", who=found.contact))


def eligibility(found: "Eligibility") -> None:
    """Whether somebody may apply, and what stands in the way."""
    yes = say("可以申请。", "He may apply.") if found.eligible else say("不能申请。", "He may not.")
    output.line(yes)
    output.pairs(
        [
            (say("标准", "standard"), _sum(found.standard_fen)),
            (say("本年剩余限额", "left this year"), _sum(found.remaining_fen)),
        ]
    )
    output.table(
        [say("代码", "code"), say("说明", "what"), say("依据", "rule")],
        [[one.code, say(one.said, one.said_en), one.cites] for one in found.findings],
        drop_empty=True,
    )


def plea(found: "Plea") -> None:
    """What an application pleads, in clear."""
    payee = found.payee
    output.pairs(
        [
            (say("类别", "category"), category(found.category)),
            (say("事由", "event"), f"{found.event_on} {found.event}"),
            (say("总费用", "cost"), _sum(found.cost_fen)),
            (say("自付金额", "paid himself"), _sum(found.self_paid_fen)),
            (say("申请金额", "asked"), _sum(found.requested_fen)),
            (say("情况说明", "reasons"), found.reasons),
            (say("收款人", "payee"), f"{payee.name} {payee.bank} {payee.account}"),
        ]
    )
