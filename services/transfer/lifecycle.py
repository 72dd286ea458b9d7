"""The life of a case: which step leads where, and which side takes it.

Where a case stands and where the member belongs are two facts. Only ACCEPT and LAND move the second
(Regulations on the education and management of members, 2019, Art. 25: the source keeps its duty
until the member is accepted). Which of the steps a kind of case has says `kinds`.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands; the names are those of TransferState in the .proto."""

    PROPOSED = "PROPOSED"
    PROVISIONAL = "PROVISIONAL"
    SUBMITTED = "SUBMITTED"
    UNDER_REVIEW = "UNDER_REVIEW"
    IN_DOUBT = "IN_DOUBT"
    AGREED = "AGREED"
    RETURNED = "RETURNED"
    IN_TRANSIT = "IN_TRANSIT"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    RESCINDED = "RESCINDED"


class Side(StrEnum):
    """Who takes a step."""

    CAMPUS = "CAMPUS"
    """A campus system: it proposes, or registers who arrives."""
    SOURCE = "SOURCE"
    """A post of the branch the member belongs to, or of its superiors: it files and withdraws."""
    HOST = "HOST"
    """A post of the committee that receives an arrival, or of its superiors: it registers."""
    REVIEWER = "REVIEWER"
    """Whoever holds the open rung while signatures are missing."""
    TARGET = "TARGET"
    """Whoever holds the last rung: acceptance by the destination branch, or the last decision."""
    ISSUER = "ISSUER"
    """A post of the organization that issues letters, by rule the organization department."""
    OFFICE = "OFFICE"
    """A post of the organization department: it inquires where a file is in doubt."""


@dataclass(frozen=True)
class Step:
    """A row of the table: from where to where, by which side."""

    name: str
    starts: frozenset[State | None]
    ends: State
    by: frozenset[Side]


def _step(name: str, starts: str, ends: str, by: str) -> Step:
    begins = frozenset(State(word) if word != "-" else None for word in starts.split())
    return Step(name, begins, State(ends), frozenset(Side(word) for word in by.split()))


# fmt: off
PROPOSE    = _step("propose",    "-",                             "PROPOSED",     "CAMPUS")
REQUEST    = _step("request",    "-",                             "SUBMITTED",    "SOURCE")
ARRIVE     = _step("arrive",     "-",                             "PROVISIONAL",  "HOST CAMPUS")
ENROL      = _step("enrol",      "-",                             "SUBMITTED",    "HOST CAMPUS")
COMPLETE   = _step("complete",   "PROVISIONAL RETURNED",          "SUBMITTED",    "HOST")
SUBMIT     = _step("submit",     "PROPOSED RETURNED",             "SUBMITTED",    "SOURCE")
SIGN       = _step("sign",       "SUBMITTED UNDER_REVIEW",        "UNDER_REVIEW", "REVIEWER")
CONCLUDE   = _step("conclude",   "SUBMITTED UNDER_REVIEW",        "AGREED",       "REVIEWER")
DOUBT      = _step("doubt",      "SUBMITTED UNDER_REVIEW",        "IN_DOUBT",     "REVIEWER")
CLEAR      = _step("clear",      "IN_DOUBT",                      "UNDER_REVIEW", "OFFICE")
RETURN     = _step("return",     "SUBMITTED UNDER_REVIEW AGREED", "RETURNED",     "REVIEWER TARGET")
REJECT     = _step("reject",     "SUBMITTED UNDER_REVIEW AGREED", "REJECTED",     "REVIEWER TARGET")
HAND_BACK  = _step("return",     "SUBMITTED UNDER_REVIEW AGREED", "RETURNED",     "REVIEWER ISSUER")
DECLINE    = _step("reject",     "SUBMITTED UNDER_REVIEW",        "REJECTED",     "REVIEWER")
WITHDRAW   = _step("withdraw",   "PROPOSED SUBMITTED RETURNED",   "WITHDRAWN",    "SOURCE")
TAKE_OUT   = _step("withdraw",   "PROVISIONAL SUBMITTED RETURNED", "WITHDRAWN",   "HOST")
ACCEPT     = _step("accept",     "AGREED",                        "ACCEPTED",     "TARGET")
ISSUE      = _step("issue",      "AGREED",                        "IN_TRANSIT",   "ISSUER")
SEND       = _step("send",       "AGREED",                        "IN_TRANSIT",   "ISSUER")
REISSUE    = _step("reissue",    "IN_TRANSIT",                    "IN_TRANSIT",   "ISSUER")
REDISPATCH = _step("redispatch", "IN_TRANSIT",                    "SUBMITTED",    "ISSUER")
SENT_BACK  = _step("sent_back",  "IN_TRANSIT",                    "RETURNED",     "ISSUER")
RESCIND    = _step("rescind",    "AGREED IN_TRANSIT",             "RESCINDED",    "ISSUER")
LAND       = _step("land",       "IN_TRANSIT",                    "ACCEPTED",     "ISSUER")
# fmt: on

REFUSE = _step(
    "reject", "SUBMITTED UNDER_REVIEW IN_DOUBT AGREED", "REJECTED", "REVIEWER OFFICE TARGET"
)

STEPS = (
    PROPOSE,
    REQUEST,
    ARRIVE,
    ENROL,
    COMPLETE,
    SUBMIT,
    SIGN,
    CONCLUDE,
    DOUBT,
    CLEAR,
    RETURN,
    REJECT,
    REFUSE,
    HAND_BACK,
    DECLINE,
    WITHDRAW,
    TAKE_OUT,
    ACCEPT,
    ISSUE,
    SEND,
    REISSUE,
    REDISPATCH,
    SENT_BACK,
    RESCIND,
    LAND,
)
"""CONCLUDE is the signature that closes the ladder; to the caller both are SignTransfer. Where a
name is there twice, kinds differ in who may take the step, or from where."""

# fmt: off
STEP_CALLED = {
    "propose":    "提议",
    "request":    "申请",
    "arrive":     "临时登记",
    "enrol":      "登记",
    "complete":   "补齐材料",
    "submit":     "提交",
    "sign":       "签字",
    "conclude":   "签字",
    "doubt":      "提出存疑",
    "clear":      "解除存疑",
    "return":     "退回",
    "reject":     "拒绝",
    "withdraw":   "撤回",
    "accept":     "接收",
    "issue":      "开具介绍信",
    "send":       "网上发送",
    "reissue":    "补开介绍信",
    "redispatch": "改派",
    "sent_back":  "登记对方退回",
    "rescind":    "撤销",
    "land":       "登记回执",
}
STATE_CALLED = {
    State.PROPOSED:     "已提议",
    State.PROVISIONAL:  "临时登记",
    State.SUBMITTED:    "已提交",
    State.UNDER_REVIEW: "审批中",
    State.IN_DOUBT:     "待确认",
    State.AGREED:       "待接收",
    State.RETURNED:     "已退回",
    State.IN_TRANSIT:   "在途",
    State.ACCEPTED:     "已接收",
    State.REJECTED:     "已拒绝",
    State.WITHDRAWN:    "已撤回",
    State.RESCINDED:    "已撤销",
}
# fmt: on

_CALLED_BY_MOVE = {
    (State.AGREED, "receiver"): "待发出",
    (State.AGREED, "history"): "待审批",
    (State.AGREED, ""): "待审批",
    (State.ACCEPTED, "history"): "已办结",
    (State.ACCEPTED, ""): "已办结",
}
"""Where nobody accepts anybody, or not yet, the usual word would mislead."""


def state_called(state: State, moves: str) -> str:
    """What a state is called in a case of a kind that moves somebody there; see `kinds.Effect`."""
    return _CALLED_BY_MOVE.get((state, moves), STATE_CALLED[state])


ENDS = frozenset({State.ACCEPTED, State.REJECTED, State.WITHDRAWN, State.RESCINDED})
"""No step leads out of these."""
