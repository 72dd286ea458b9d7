"""What a case has besides, by its kind, as it stands on a screen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dangwu_client.staff import plain, terms
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.kind_pb2 import Arrival, Departure, Plan
    from dangwu.transfer.v1.transfer_pb2 import Transfer

MOVES = (
    "CASE_KIND_WITHIN",
    "CASE_KIND_OUT_ONLINE",
    "CASE_KIND_OUT_BY_LETTER",
    "CASE_KIND_INTO",
    "CASE_KIND_WHOLE_UNIT",
)
"""Kinds whose last step brings somebody elsewhere."""

Pairs = Iterator[tuple[str, str]]


def kind_of(case: "Transfer") -> str:
    """The kind of a case, by the proto's name."""
    from dangwu.transfer.v1 import kind_pb2

    return kind_pb2.CaseKind.Name(case.kind)


def state(case: "Transfer") -> str:
    """What its state is called: where nobody accepts anybody the usual word would mislead."""
    from dangwu.transfer.v1 import transfer_pb2

    name, kind = transfer_pb2.TransferState.Name(case.state), kind_of(case)
    if name == "TRANSFER_STATE_AGREED" and kind.startswith("CASE_KIND_OUT_"):
        return say("待发出", "to be sent out")
    if kind not in MOVES and name == "TRANSFER_STATE_AGREED":
        return say("待审批", "to be decided")
    if kind not in MOVES and name == "TRANSFER_STATE_ACCEPTED":
        return say("已办结", "done")
    return terms.term(name)


def pairs(case: "Transfer") -> Pairs:
    """Labels and values of everything its kind adds; what is empty is left out later."""
    if case.HasField("departure"):
        yield from _departure(case.departure)
    yield say("网上转接编号", "reference online"), case.reference
    yield say("改派原因", "sent elsewhere because"), case.redispatched_because
    yield say("终止原因", "ended because"), case.ended_because
    if case.HasField("arrival"):
        yield from _arrival(case.arrival)
    if case.HasField("examination"):
        in_order = case.examination.outcome == "in_order"
        yield (
            say("档案审查", "member file"),
            say("符合规定", "in order") if in_order else say("存疑，报组织部", "in doubt"),
        )
    if case.HasField("plan"):
        yield from _plan(case.plan)
    if case.passengers:
        yield say("随转党员", "members moving"), str(len(case.passengers))
    for one in case.overrides:
        yield (
            say("经说明放行", "let through"),
            f"{plain.FINDINGS.get(one.code, one.code)}：{one.reason}",
        )
    yield say("介绍信", "letter"), case.letter_id


def _departure(given: "Departure") -> Pairs:
    from dangwu.transfer.v1 import kind_pb2

    yield say("方式", "channel"), terms.term(kind_pb2.Channel.Name(given.channel))
    yield say("去向", "destination"), given.destination
    yield say("用人单位或学校", "employer or school"), given.employer
    yield say("档案寄往", "file sent to"), given.file_address
    yield say("培养考察意见", "opinion of the branch"), given.opinion
    yield say("未讨论转正的原因", "why probation is undecided"), given.undecided_because
    contact = " ".join(filter(None, (given.contact_name, given.contact_phone)))
    yield say("对方联系人", "contact there"), contact


def _arrival(given: "Arrival") -> Pairs:
    yield say("介绍信编号", "letter brought"), given.letter_number
    yield say("介绍信有效期至", "valid until"), given.letter_valid_until
    seen, missing = say("已收", "seen"), say("未收", "missing")
    yield say("介绍信或网上转接", "letter or online"), seen if given.letter_seen else missing
    yield say("党员档案", "member file"), seen if given.file_seen else missing


def _plan(given: "Plan") -> Pairs:
    from dangwu.transfer.v1 import kind_pb2

    if given.ground:
        yield say("事由", "ground"), terms.term(kind_pb2.Ground.Name(given.ground))
    yield say("起", "from"), given.from_on
    yield say("止", "until"), given.until_on
    yield say("地点", "place"), given.place
    yield say("批准文号", "document"), given.document
    contact = " ".join(filter(None, (given.contact_name, given.contact_phone)))
    yield say("国（境）内联系人", "contact at home"), contact
    yield say("本人联系方式", "own contact"), given.own_contact
