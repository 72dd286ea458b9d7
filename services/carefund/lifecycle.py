"""The road of an application, as data: its states, its steps, and in whose hands it is.

C-076, C-095 and section 5 of the school's measures give the order; docs/care-fund.md prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class State(IntEnum):
    """Where an application stands, numbered as in the .proto."""

    DRAFT = 1
    SUBMITTED = 2
    RETURNED = 3
    UNIT_REVIEW = 4
    PUBLICITY = 5
    OFFICE_REVIEW = 6
    APPROVAL = 7
    APPROVED = 8
    PAYING = 9
    PAID = 10
    CONFIRMED = 11
    REJECTED = 12
    WITHDRAWN = 13
    EXPIRED = 14
    CLAIMED_BACK = 15
    PAY_RETURNED = 16


class Side(StrEnum):
    """Whose posts act: those of an organization, or those who hold a certain post."""

    BRANCH = "branch"
    COMMITTEE = "committee"
    OFFICE = "office"
    SIGNERS = "signers"
    ACCOUNTANT = "accountant"
    CASHIER = "cashier"


IN_HANDS_OF: Mapping[State, Side] = {
    State.DRAFT: Side.BRANCH,
    State.RETURNED: Side.BRANCH,
    State.SUBMITTED: Side.BRANCH,
    State.UNIT_REVIEW: Side.COMMITTEE,
    State.PUBLICITY: Side.COMMITTEE,
    State.OFFICE_REVIEW: Side.OFFICE,
    State.APPROVAL: Side.SIGNERS,
    State.APPROVED: Side.ACCOUNTANT,
    State.PAYING: Side.CASHIER,
    State.PAID: Side.OFFICE,
    State.PAY_RETURNED: Side.ACCOUNTANT,
}
"""States that are no end, and whose turn it is in them."""

ENDS = frozenset(State) - frozenset(IN_HANDS_OF)

CALLED: Mapping[State, str] = {
    State.DRAFT: "草稿",
    State.SUBMITTED: "待支部讨论",
    State.RETURNED: "退回补正",
    State.UNIT_REVIEW: "待分党委审核",
    State.PUBLICITY: "公示",
    State.OFFICE_REVIEW: "组织部复核",
    State.APPROVAL: "签批中",
    State.APPROVED: "已批准",
    State.PAYING: "支付中",
    State.PAID: "已支付",
    State.CONFIRMED: "已确认收款",
    State.REJECTED: "未通过",
    State.WITHDRAWN: "已撤回",
    State.EXPIRED: "批准已失效",
    State.CLAIMED_BACK: "已追回",
    State.PAY_RETURNED: "退汇待处理",
}


class Part(StrEnum):
    """What somebody does in a case; duties.py says which parts one person may not play both."""

    APPLICANT = "APPLICANT"
    RELATIVE = "RELATIVE"
    FILER = "FILER"
    BRANCH_REVIEWER = "BRANCH_REVIEWER"
    REVIEWER = "REVIEWER"
    HANDLER = "HANDLER"
    APPROVER = "APPROVER"
    ACCOUNTANT = "ACCOUNTANT"
    CASHIER = "CASHIER"
    SETTLER = "SETTLER"
    CONFIRMER = "CONFIRMER"


PART_CALLED: Mapping[Part, tuple[str, str]] = {
    Part.APPLICANT: ("申请人", "the applicant"),
    Part.RELATIVE: ("申请人亲属", "a relative of the applicant"),
    Part.FILER: ("填报人", "who filed it"),
    Part.BRANCH_REVIEWER: ("支部审查人", "who reviewed it for the branch"),
    Part.REVIEWER: ("审核人", "a reviewer"),
    Part.HANDLER: ("经办人", "the handler"),
    Part.APPROVER: ("审批人", "an approver"),
    Part.ACCOUNTANT: ("会计", "the accountant"),
    Part.CASHIER: ("出纳", "the cashier"),
    Part.SETTLER: ("异议处理人", "who settles an objection"),
    Part.CONFIRMER: ("收款核实人", "who confirms receipt"),
}


@dataclass(frozen=True)
class Step:
    """One step: its RPC, from which states, to which, by which side, playing which part.

    `to` is None where the rules say it (where publicity stands, whether a rung is the last) or the
    state stays. `waits` is the step's word in the book carefund/step_days; empty without a period.
    """

    name: str
    rpc: str
    since: frozenset[State]
    to: State | None
    part: Part
    waits: str = ""
    side: Side | None = None


def _step(
    name: str, rpc: str, since: str, to: str, part: Part, waits: str = "", side: Side | None = None
) -> Step:
    states = frozenset(State[word] for word in since.split())
    return Step(name, rpc, states, State[to] if to else None, part, waits, side)


HELD_BY_OBJECTION = frozenset(
    {"withdraw", "endorse", "hasten", "propose", "sign", "order", "draw", "reissue", "confirm"}
)
"""What rests while an objection is open, and does not go on once one was upheld after payment. What
the bank or a recipient has done already is recorded all the same: the books say what happened."""
BY_LIST = frozenset({"hasten", "propose", "sign"})
"""What is done to a nominee of a campaign with the whole list, never alone."""
AFTER_EMERGENCY = "APPROVED PAYING PAID PAY_RETURNED CONFIRMED"
"""Where what an emergency skipped can be made good."""
OPEN_TO_WITHDRAW = "DRAFT RETURNED SUBMITTED UNIT_REVIEW PUBLICITY OFFICE_REVIEW APPROVAL APPROVED"

STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        _step("amend", "AmendApplication", "DRAFT RETURNED", "", Part.FILER),
        _step("attach", "AttachEvidence", "DRAFT RETURNED", "", Part.FILER),
        _step("submit", "SubmitApplication", "DRAFT RETURNED", "SUBMITTED", Part.FILER),
        _step(
            "withdraw",
            "WithdrawApplication",
            OPEN_TO_WITHDRAW,
            "WITHDRAWN",
            Part.FILER,
            side=Side.BRANCH,
        ),
        _step(
            "nominate",
            "NominateApplication",
            "SUBMITTED UNIT_REVIEW",
            "",
            Part.FILER,
            side=Side.BRANCH,
        ),
        _step(
            "release",
            "ReleaseNominee",
            "RETURNED SUBMITTED UNIT_REVIEW PUBLICITY OFFICE_REVIEW APPROVAL",
            "",
            Part.HANDLER,
            side=Side.OFFICE,
        ),
        _step(
            "deliberate",
            "RecordDeliberation",
            "SUBMITTED",
            "UNIT_REVIEW",
            Part.BRANCH_REVIEWER,
            "attest",
        ),
        _step("endorse", "EndorseApplication", "UNIT_REVIEW", "", Part.REVIEWER, "review"),
        _step("hasten", "SignEmergency", "SUBMITTED", "", Part.APPROVER, side=Side.COMMITTEE),
        _step(
            "late_minutes",
            "RecordDeliberation",
            AFTER_EMERGENCY,
            "",
            Part.BRANCH_REVIEWER,
            side=Side.BRANCH,
        ),
        _step("late_papers", "AttachEvidence", AFTER_EMERGENCY, "", Part.FILER, side=Side.BRANCH),
        _step("late_notice", "PostNotice", AFTER_EMERGENCY, "", Part.REVIEWER, side=Side.COMMITTEE),
        _step("post", "PostNotice", "PUBLICITY", "", Part.REVIEWER),
        _step("conclude", "ConcludeNotice", "PUBLICITY", "", Part.REVIEWER),
        _step("screen", "RecordScreening", "OFFICE_REVIEW", "", Part.HANDLER),
        _step("propose", "ProposeGrant", "OFFICE_REVIEW", "APPROVAL", Part.HANDLER, "screening"),
        _step("sign", "SignGrant", "APPROVAL", "", Part.APPROVER, "approve"),
        _step(
            "return",
            "ReturnApplication",
            "SUBMITTED UNIT_REVIEW OFFICE_REVIEW APPROVAL",
            "RETURNED",
            Part.REVIEWER,
        ),
        _step(
            "reject",
            "RejectApplication",
            "SUBMITTED UNIT_REVIEW OFFICE_REVIEW APPROVAL",
            "REJECTED",
            Part.REVIEWER,
        ),
        _step(
            "reopen",
            "SettleObjection",
            "PUBLICITY OFFICE_REVIEW APPROVAL APPROVED",
            "SUBMITTED",
            Part.SETTLER,
            side=Side.COMMITTEE,
        ),
        _step("order", "OrderPayment", "APPROVED", "PAYING", Part.ACCOUNTANT),
        _step("allow_cash", "AllowCash", "APPROVED", "", Part.APPROVER, side=Side.OFFICE),
        _step("void", "VoidPayment", "PAYING", "APPROVED", Part.ACCOUNTANT, side=Side.ACCOUNTANT),
        _step("expire", "ExpireGrant", "APPROVED", "EXPIRED", Part.ACCOUNTANT),
        _step("draw", "DrawAdvance", "PAYING", "", Part.CASHIER),
        _step("sheet", "AcceptSheet", "PAYING", "PAID", Part.ACCOUNTANT, side=Side.ACCOUNTANT),
        _step("bring_back", "ReturnUnused", "PAYING", "APPROVED", Part.CASHIER),
        _step("pay", "RecordPaid", "PAYING", "PAID", Part.CASHIER),
        _step("bounce", "RecordReturned", "PAID", "PAY_RETURNED", Part.CASHIER, side=Side.CASHIER),
        _step("reissue", "ReissuePayment", "PAY_RETURNED", "PAYING", Part.ACCOUNTANT),
        _step(
            "take_back",
            "TakeBackReturned",
            "PAY_RETURNED",
            "EXPIRED",
            Part.HANDLER,
            side=Side.OFFICE,
        ),
        _step("confirm", "ConfirmPayment", "PAID", "CONFIRMED", Part.CONFIRMER, "confirm"),
        _step(
            "claim", "ClaimBack", "PAID CONFIRMED", "CLAIMED_BACK", Part.HANDLER, side=Side.OFFICE
        ),
        _step(
            "recover", "RecordRecovery", "CLAIMED_BACK", "", Part.ACCOUNTANT, side=Side.ACCOUNTANT
        ),
    )
}
