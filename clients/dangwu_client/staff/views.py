"""How members and their cases look on a screen: where the member belongs comes first."""

from typing import TYPE_CHECKING

from dangwu_client.staff import case_details, output, terms
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangwu.transfer.v1.transfer_pb2 import Rung, Transfer

ENDED = (
    "TRANSFER_STATE_ACCEPTED",
    "TRANSFER_STATE_REJECTED",
    "TRANSFER_STATE_WITHDRAWN",
    "TRANSFER_STATE_RESCINDED",
)

WAITS_AT_A_RUNG = (
    "TRANSFER_STATE_SUBMITTED",
    "TRANSFER_STATE_UNDER_REVIEW",
    "TRANSFER_STATE_AGREED",
)


def state_of(case: "Transfer") -> str:
    """The state of a case, by the proto's name."""
    from dangwu.transfer.v1 import transfer_pb2

    return transfer_pb2.TransferState.Name(case.state)


def under_way(case: "Transfer") -> bool:
    """Whether a case has not ended."""
    return state_of(case) not in ENDED


def receiver(case: "Transfer") -> str:
    """Who must accept: the branch named, or what was asked for until one is named."""
    return case.branch_name or case.destination_name


def belongs(case: "Transfer") -> str:
    """Where the member is while the case is under way; empty once it has ended."""
    if not under_way(case):
        return ""
    if not receiver(case) or case_details.kind_of(case) != "CASE_KIND_WITHIN":
        return say(case.belongs, case.belongs_en)
    return say(
        "在 {receiver} 接收之前，仍属 {here}。",
        "Until {receiver} accepts, the member still belongs to {here}.",
        receiver=receiver(case),
        here=case.belongs_to_name,
    )


def summary(case: "Transfer") -> str:
    """A case in one line."""
    return (
        f"{case.id} {case.member_name} {case.source_name}"
        f"{f' → {receiver(case)}' if receiver(case) else ''}"
        f"{say('（{state}）', ' ({state})', state=case_details.state(case))}"
    )


def transfer(case: "Transfer") -> None:
    """A case in full."""
    from dangwu.transfer.v1 import transfer_pb2

    reason = transfer_pb2.TransferReason.Name(case.reason)
    rejected = transfer_pb2.RejectionReason.Name(case.rejected_because)
    output.pairs(
        [
            (say("现属组织", "belongs to"), case.belongs_to_name),
            (say("转接编号", "transfer"), case.id),
            (say("党员", "member"), f"{case.member_name} {case.member_id}"),
            (say("种类", "kind"), terms.term(case_details.kind_of(case))),
            (say("状态", "state"), case_details.state(case)),
            (say("转出支部", "from"), case.source_name),
            (say("转往", "to"), case.destination_name),
            (say("接收支部", "branch"), case.branch_name),
            (say("原因", "reason"), terms.term(reason) if case.reason else ""),
            *case_details.pairs(case),
            (say("说明", "note"), case.note),
            (say("提交时间", "filed"), output.at(case.filed_at)),
            (say("退回原因", "returned because"), case.returned_because),
            (
                say("拒绝原因", "rejected because"),
                terms.term(rejected) if case.rejected_because else "",
            ),
            (say("拒绝说明", "rejection note"), case.rejected_note),
            (say("办结时间", "ended"), output.at(case.ended_at)),
            (
                say("可办步骤", "possible steps"),
                say("、", ", ").join(map(terms.step, case.next_steps)),
            ),
        ]
    )
    rungs(case.rungs)
    if belongs(case):
        output.line(belongs(case))


def after(case: "Transfer", rehearse: bool) -> None:
    """A case after an act, and what has become of it in one sentence."""
    transfer(case)
    waits = open_rung(case)
    if rehearse:
        return
    if state_of(case) == "TRANSFER_STATE_ACCEPTED":
        output.line(_done(case))
    elif waits:
        output.line(
            say(
                "现待 {organization} 办理“{act}”。",
                "It now waits on {organization}: {act}.",
                organization=waits.organization_name or receiver(case),
                act=acts_of(waits),
            )
        )


def _done(case: "Transfer") -> str:
    kind = case_details.kind_of(case)
    if kind not in case_details.MOVES:
        return say("已办结：{kind}。", "Done: {kind}.", kind=terms.term(kind))
    here = case.belongs_to_name or receiver(case)
    return say("已转入 {here}。", "Now belongs to {here}.", here=here)


def open_rung(case: "Transfer") -> "Rung | None":
    """The rung a case waits at; None before it is filed and after it has ended."""
    if state_of(case) not in WAITS_AT_A_RUNG:
        return None
    return next((rung for rung in case.rungs if not rung.signed_at.seconds), None)


def needs_branch(case: "Transfer") -> bool:
    """Whether the committee that signs next has to name the branch."""
    rung = open_rung(case)
    return bool(rung and not case.branch_id and rung.organization_id == case.destination_id)


def rungs(known: "Sequence[Rung]") -> None:
    """The signatures a case needs, and those it has."""
    output.table(
        [
            say("环节", "rung"),
            say("事项", "act"),
            say("组织", "organization"),
            say("期限", "due"),
            say("签字人", "signed by"),
            say("签字时间", "signed at"),
            say("备注", "remark"),
        ],
        [
            [
                str(rung.number),
                acts_of(rung),
                rung.organization_name
                or say("由转入党委指定", "named by the destination committee"),
                rung.due_on or _term(rung),
                rung.signed_by_name,
                output.at(rung.signed_at),
                rung.passed_on,
            ]
            for rung in known
        ],
        drop_empty=True,
    )
    for rung in known:
        if problem := rung.due_problem_en if spoken() == "en" else rung.due_problem:
            output.line(say("环节 {n}：{why}", "Rung {n}: {why}", n=rung.number, why=problem))


def _term(rung: "Rung") -> str:
    """The days its holder has, before the day it is due is known; the other side has none."""
    if rung.counts == "none":
        return ""
    if rung.counts == "working":
        return say("{n} 个工作日", "{n} working days", n=rung.days)
    return say("{n} 日", "{n} days", n=rung.days) if rung.days else ""


def acts_of(rung: "Rung") -> str:
    """What a rung asks for; several where rungs of one organization were merged."""
    from dangwu.transfer.v1 import transfer_pb2

    names = (transfer_pb2.RungAct.Name(one) for one in rung.acts)
    return say("、", ", ").join(map(terms.term, names))


def transfers(cases: "Sequence[Transfer]") -> None:
    """Cases, one a row."""
    output.table(
        [
            say("转接编号", "transfer"),
            say("种类", "kind"),
            say("党员", "member"),
            say("状态", "state"),
            say("转出支部", "from"),
            say("转往", "to"),
            say("现属组织", "belongs to"),
            say("期限", "due"),
        ],
        [
            [
                case.id,
                terms.term(case_details.kind_of(case)),
                case.member_name or say("{n} 名党员", "{n} members", n=len(case.passengers)),
                case_details.state(case),
                case.source_name,
                receiver(case),
                case.belongs_to_name,
                due(case),
            ]
            for case in cases
        ],
    )
    if any(under_way(case) for case in cases):
        output.note(
            say(
                "在办的事项：在对方接收（或最后审批）之前，党员仍属原组织。",
                "While a case is under way the member still belongs where he was.",
            )
        )


def due(case: "Transfer") -> str:
    """When the open rung is due; empty when none is open."""
    rung = open_rung(case)
    return rung.due_on if rung else ""
