"""Plain words about a case: what unblocks it, under which rule, and what it will need."""

from collections.abc import Iterable, Sequence

from dangwu.transfer.v1 import transfer_pb2
from dangwu.v1 import values_pb2
from services.chassis.ladder import Holding, Signature
from services.chassis.work import Work
from services.transfer import filing
from services.transfer.lifecycle import State
from services.transfer.store import Rung, Transfer

ACTS = {
    "ATTEST": ("支部核实", "attest"),
    "RELEASE": ("转出审批", "release"),
    "AGREE": ("转入审批", "agree"),
    "ACCEPT": ("支部接收", "accept"),
}

PROPOSERS = {
    "service:hr": ("人事系统", "the HR system"),
    "service:student": ("学生系统", "the student system"),
}
ENDED, ENDED_EN = "本件已办结，无须再办。", "The case has ended; nothing is waited for."
REJECTIONS = {
    "WRONG_DESTINATION": "不属于本组织接收范围",
    "UNTRUE_MATERIAL": "材料不实",
    "UNDER_INVESTIGATION": "正在接受组织审查",
    "NO_LONGER_WISHED": "本人不再申请",
    "DUPLICATE": "重复申请",
}


def rule_of(decisions: Iterable[values_pb2.Decision]) -> values_pb2.Decision | None:
    """The receipt of the rule that chose the ladder."""
    return next((one for one in decisions if one.book == filing.LADDER_BOOK), None)


def unblocks(transfer: Transfer, held: Holding | None) -> tuple[str, str]:
    """What has to happen next, in Chinese and in English."""
    state, rung = transfer.state, transfer.open_rung
    if state is State.REJECTED:
        zh, en = _turned_back(transfer, "拒绝", "rejected", _rejection(transfer))
        return (f"{ENDED}{zh}", f"{ENDED_EN} {en}")
    if transfer.ended_at is not None:
        return (ENDED, ENDED_EN)
    if held is None:
        return (
            "各级职务空缺或须回避，请组织部先任命。",
            "Posts are vacant or people barred up to the school; appoint somebody first.",
        )
    who = held.holders[0].organization_name
    if rung is not None:
        return _to_sign(transfer, rung, who)
    submit = f"dangwu transfer submit {transfer.id}"
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
    command = f"dangwu transfer {'accept' if rung.accepts else 'sign'} {transfer.id}"
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
        for days, counts in [filing.days_for(work, signature)]
    ]
