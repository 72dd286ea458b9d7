"""Plain words about a case: what unblocks it, under which rule, and what it will need."""

from collections.abc import Collection, Iterable, Sequence

from dangwu.transfer.v1 import transfer_pb2
from dangwu.v1 import values_pb2
from services.chassis.ladder import Holding, Signature
from services.chassis.work import Work
from services.transfer import ladders
from services.transfer.kinds import Kind
from services.transfer.lifecycle import SEND, Side, State
from services.transfer.store import Rung, Transfer

ACTS = {
    "ATTEST": ("支部核实", "attest"),
    "RELEASE": ("转出审批", "release"),
    "AGREE": ("转入审批", "agree"),
    "ACCEPT": ("支部接收", "accept"),
    "EXAMINE": ("档案审查", "examine the file"),
    "RESOLVE": ("支部大会决议", "resolve in the branch congress"),
    "APPROVE": ("审批", "approve"),
    "REGISTER": ("登记备案", "register"),
    "LAND": ("校外接收", "receive"),
}

PROPOSERS = {
    "service:hr": ("人事系统", "the HR system"),
    "service:student": ("学生系统", "the student system"),
}
ENDED, ENDED_EN = "本件已办结，无须再办。", "The case has ended; nothing is waited for."
TO_DO = {
    State.AGREED: (
        "由{who}开具介绍信（dangwu letter issue {id}）。",
        "{who} issues the letter (dangwu letter issue {id}).",
    ),
    State.IN_TRANSIT: (
        "等对方接收：收到回执后由{who}登记（dangwu letter receipt {id}）。在此之前本人仍属原支部。",
        "The other side receives; {who} records its receipt (dangwu letter receipt {id}). "
        "Until then the member belongs to the source.",
    ),
    State.PROVISIONAL: (
        "材料不全：由{who}补齐介绍信或档案后登记（dangwu arrival complete {id}）。",
        "Papers are missing: {who} enters them when they come (dangwu arrival complete {id}).",
    ),
    State.IN_DOUBT: (
        "档案存疑：由{who}函询后解除（dangwu arrival resolve {id}）或拒绝。",
        "The file is in doubt: {who} inquires, then clears it (dangwu arrival resolve {id}) or "
        "rejects the case.",
    ),
}
TO_SEND = (
    "由{who}在网上发送（dangwu departure send {id}）。",
    "{who} sends it online (dangwu departure send {id}).",
)
REISSUE = "REISSUE"
TO_REISSUE = (
    "介绍信已遗失或作废：由{who}补开（dangwu letter reissue {id}）。在对方接收之前本人仍属原支部。",
    "The letter is lost or void: {who} reissues it (dangwu letter reissue {id}). Until the other "
    "side has received, the member belongs to the source.",
)
REJECTIONS = {
    "WRONG_DESTINATION": "不属于本组织接收范围",
    "UNTRUE_MATERIAL": "材料不实",
    "UNDER_INVESTIGATION": "正在接受组织审查",
    "NO_LONGER_WISHED": "本人不再申请",
    "DUPLICATE": "重复申请",
    "NOT_RECOGNIZABLE": "党员身份不能确认",
}


def rule_of(kind: Kind, decisions: Iterable[values_pb2.Decision]) -> values_pb2.Decision | None:
    """The receipt of the rule that chose the ladder."""
    return next((one for one in decisions if one.book == kind.ladder), None)


def unblocks(
    transfer: Transfer, held: Holding | None, runs: Collection[str] = ()
) -> tuple[str, str]:
    """What has to happen next, in Chinese and in English; `runs` names the deadlines that run."""
    state, rung = transfer.state, transfer.open_rung
    if state is State.REJECTED:
        zh, en = _turned_back(transfer, "拒绝", "rejected", _rejection(transfer))
        return (f"{ENDED}{zh}", f"{ENDED_EN} {en}")
    if transfer.ended_by_id:
        with_it = f"{transfer.ended_by_id} concluded, and this case ended with it."
        return (f"{ENDED}{transfer.ended_because}", f"{ENDED_EN} {with_it}")
    if transfer.ended_at is not None:
        return (ENDED, ENDED_EN)
    if held is None:
        return (
            "各级职务空缺或须回避，请组织部先任命。",
            "Posts are vacant or people barred up to the school; appoint somebody first.",
        )
    who = held.holders[0].organization_name
    side = transfer.kind.in_hands_of[state]
    if rung is not None and side in (Side.REVIEWER, Side.TARGET):
        return _to_sign(transfer, rung, who)
    if state in TO_DO:
        zh, en = TO_SEND if SEND in transfer.kind.onward(state) else TO_DO[state]
        zh, en = TO_REISSUE if REISSUE in runs else (zh, en)
        return (zh.format(who=who, id=transfer.id), en.format(who=who, id=transfer.id))
    submit = f"dangwu {_refiling(transfer.kind)} {transfer.id}"
    if state is State.PROPOSED:
        zh, en = PROPOSERS[transfer.filed_by_id]
        return (
            f"由{who}提交（{submit}）或撤回。{zh}提议。",
            f"{who} submits it ({submit}), or withdraws it. Proposed by {en}.",
        )
    zh, en = _turned_back(transfer, "退回", "returned", transfer.returned_because)
    return (
        f"由{who}按退回原因更正后重新提交（{submit}），或撤回。{zh}",
        f"{who} mends what it was returned for and submits it again ({submit}), or withdraws it. "
        f"{en}",
    )


REFILED = {"branch": "transfer submit", "unit": "transfer submit", "receiver": "departure submit"}
"""The command that mends a case and files it again, by where it moves somebody."""


def _refiling(kind: Kind) -> str:
    """How a case that was turned back is typed in again."""
    if kind.files is Side.HOST:
        return "arrival complete"
    return REFILED.get(kind.effect.moves, "change submit")


def _turned_back(transfer: Transfer, done: str, done_en: str, reason: str) -> tuple[str, str]:
    by = transfer.turned_back_by
    return (f"{by}已{done}，原因：{reason}。", f"{by} {done_en} it: {reason}.")


def _rejection(transfer: Transfer) -> str:
    coded = transfer_pb2.RejectionReason.Name(transfer.rejected_because)
    said = REJECTIONS[coded.removeprefix("REJECTION_REASON_")]
    return f"{said}（{transfer.rejected_note}）" if transfer.rejected_note else said


def _to_sign(transfer: Transfer, rung: Rung, who: str) -> tuple[str, str]:
    names = [ACTS[act] for act in rung.acts.split()]
    zh, en = "、".join(one[0] for one in names), " and ".join(one[1] for one in names)
    command = f"dangwu transfer {'accept' if transfer.concludes(rung) else 'sign'} {transfer.id}"
    if rung.organization_id == transfer.committee_id and not transfer.branch_id:
        zh, en = f"{zh}并指定接收支部", f"{en}, and name the branch"
        command += " --branch …"
    if who == rung.organization_name:
        return (f"由{who}办理“{zh}”（{command}）。", f"{who} must {en} ({command}).")
    return (
        f"由{who}代{rung.organization_name}办理“{zh}”（{command}）。",
        f"{who} must {en} in place of {rung.organization_name} ({command}).",
    )


def preview(work: Work, signatures: Sequence[Signature]) -> list[transfer_pb2.Rung]:
    """The rungs a case would need, with the days each would have."""
    return [
        transfer_pb2.Rung(
            number=number,
            acts=[f"RUNG_ACT_{act}" for act in signature.acts],
            organization_id=signature.organization_id,
            organization_name=signature.organization_name,
            days=days,
            counts=counts,
        )
        for number, signature in enumerate(signatures, 1)
        for days, counts in [ladders.days_for(work, signature)]
    ]
