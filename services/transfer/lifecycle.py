"""The life of a transfer within the school: which step leads where, and who may take it.

Where the case stands and on whose roll the member is are two facts. Only ACCEPT moves the second
(Regulations on the education and management of members, 2019, Art. 25: the source keeps its duty
until the member is accepted).
"""

from dataclasses import dataclass
from enum import StrEnum

from services.transfer.refusals import WrongState


class State(StrEnum):
    """Where a case stands; the names are those of TransferState in the .proto."""

    PROPOSED = "PROPOSED"
    SUBMITTED = "SUBMITTED"
    UNDER_REVIEW = "UNDER_REVIEW"
    AGREED = "AGREED"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class Side(StrEnum):
    """Who takes a step."""

    CAMPUS = "CAMPUS"
    """A campus system: it proposes."""
    SOURCE = "SOURCE"
    """A post of the branch the member belongs to, or of its superiors: it files and withdraws."""
    REVIEWER = "REVIEWER"
    """Whoever holds the open rung while signatures are missing."""
    TARGET = "TARGET"
    """Whoever holds the last rung: acceptance by the destination branch."""


@dataclass(frozen=True)
class Step:
    """A row of the table: from where to where, by which side."""

    name: str
    starts: frozenset[State | None]
    ends: State
    by: frozenset[Side]


def _step(name: str, starts: str, ends: State, by: str) -> Step:
    begins = frozenset(State(word) if word != "-" else None for word in starts.split())
    return Step(name, begins, ends, frozenset(Side(word) for word in by.split()))


# fmt: off
PROPOSE  = _step("propose",  "-",                             State.PROPOSED,     "CAMPUS")
REQUEST  = _step("request",  "-",                             State.SUBMITTED,    "SOURCE")
SUBMIT   = _step("submit",   "PROPOSED RETURNED",             State.SUBMITTED,    "SOURCE")
SIGN     = _step("sign",     "SUBMITTED UNDER_REVIEW",        State.UNDER_REVIEW, "REVIEWER")
CONCLUDE = _step("conclude", "SUBMITTED UNDER_REVIEW",        State.AGREED,       "REVIEWER")
RETURN   = _step("return",   "SUBMITTED UNDER_REVIEW AGREED", State.RETURNED,     "REVIEWER TARGET")
REJECT   = _step("reject",   "SUBMITTED UNDER_REVIEW AGREED", State.REJECTED,     "REVIEWER TARGET")
WITHDRAW = _step("withdraw", "PROPOSED SUBMITTED RETURNED",   State.WITHDRAWN,    "SOURCE")
ACCEPT   = _step("accept",   "AGREED",                        State.ACCEPTED,     "TARGET")

STEP_CALLED = {
    "propose":  "提议",
    "request":  "申请",
    "submit":   "提交",
    "sign":     "签字",
    "conclude": "签字",
    "return":   "退回",
    "reject":   "拒绝",
    "withdraw": "撤回",
    "accept":   "接收",
}
STATE_CALLED = {
    State.PROPOSED:     "已提议",
    State.SUBMITTED:    "已提交",
    State.UNDER_REVIEW: "审批中",
    State.AGREED:       "待接收",
    State.RETURNED:     "已退回",
    State.ACCEPTED:     "已接收",
    State.REJECTED:     "已拒绝",
    State.WITHDRAWN:    "已撤回",
}
# fmt: on

STEPS = (PROPOSE, REQUEST, SUBMIT, SIGN, CONCLUDE, RETURN, REJECT, WITHDRAW, ACCEPT)
"""CONCLUDE is the signature that closes the ladder; to the caller both are SignTransfer."""

ENDS = frozenset({State.ACCEPTED, State.REJECTED, State.WITHDRAWN})
"""No step leads out of these."""

IN_HANDS_OF = {
    State.PROPOSED: Side.SOURCE,
    State.SUBMITTED: Side.REVIEWER,
    State.UNDER_REVIEW: Side.REVIEWER,
    State.AGREED: Side.TARGET,
    State.RETURNED: Side.SOURCE,
}
"""Whom an open case waits on."""


def may(step: Step, state: State | None, side: Side) -> bool:
    """Whether a side may take a step from a state: one cell of the table.

    Whoever holds the open rung is REVIEWER or TARGET by the state, never both.
    """
    if state not in step.starts or side not in step.by:
        return False
    return side in (Side.CAMPUS, Side.SOURCE) or IN_HANDS_OF[State(state or "")] is side


def onward(state: State) -> tuple[Step, ...]:
    """The steps possible from a state, as callers know them: to conclude is to sign."""
    return tuple(step for step in STEPS if state in step.starts and step is not CONCLUDE)


def after(step: Step, state: State | None, transfer_id: str) -> State:
    """The state a step leads to; refuses with `WrongState` where it does not begin."""
    if state in step.starts:
        return step.ends
    begins = [one for one in State if one in step.starts]
    possible = onward(state) if state else ()
    raise WrongState(
        step="sign" if step is CONCLUDE else step.name,
        step_zh=STEP_CALLED[step.name],
        id=transfer_id,
        state=state or "-",
        state_zh=STATE_CALLED[state] if state else "未申请",
        expected=", ".join(begins) or "-",
        expected_zh="、".join(STATE_CALLED[one] for one in begins) or "未申请",
        next=",".join(one.name for one in possible),
        next_zh="、".join(STEP_CALLED[one.name] for one in possible) or "无，本件已办结",
        next_en=", ".join(one.name for one in possible) or "nothing, it has ended",
    )
