"""Advice on how a member goes out: whom to address, by which channel, how far it is.

Affiliation decides, not geography: a letter goes to the superior that may receive, wherever it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from dangwu.directory.v1 import outside_pb2
from dangwu.transfer.v1 import kind_pb2
from services.chassis.work import Work
from services.transfer import filing, outsides
from services.transfer.store.letters import Receipt

VALIDITY_BOOK = "transfer/letter_validity_days"
CITY, PROVINCE = 4, 2
"""The digits of a region (GB/T 2260) that places of one city, or of one province, share."""
FURTHEST = "elsewhere"
"""Where how far it is is not known, it counts as far."""
NAMES_SHOWN = 5
FAR = {
    "same_city": ("同城", "in the same city"),
    "same_province": ("本省外市", "in the same province"),
    "elsewhere": ("省外", "in another province"),
    "": ("距离未知（本校或对方的地区未登记）", "how far is not known: a region is not entered"),
}
WORDS: Mapping[int, str] = {kind_pb2.CHANNEL_ONLINE: "online", kind_pb2.CHANNEL_LETTER: "paper"}


@dataclass(frozen=True)
class Precedent:
    """What an addressee has received from here: how many, and into which branches."""

    count: int
    branches: Sequence[str]


@dataclass(frozen=True)
class Advice:
    """How a member should go to an addressee, and why."""

    addressee: outside_pb2.Outside | None
    channel: kind_pb2.Channel
    zh: str
    en: str
    validity_days: int
    precedent: Precedent


def between(here: str, there: str) -> str:
    """How far two regions are, in the rules' words; empty where either is not known."""
    if not here or not there:
        return ""
    if here[:PROVINCE] != there[:PROVINCE]:
        return "elsewhere"
    return "same_city" if here[:CITY] == there[:CITY] else "same_province"


def distance(work: Work, outside: outside_pb2.Outside) -> str:
    """How far an outside organization is from the school."""
    return between(work.letterhead.region, outside.region)


def distance_to(work: Work, organization_id: str) -> str:
    """The same by its id."""
    return distance(work, outsides.known(work, organization_id))


def precedent(session: Session, receiver_id: str) -> Precedent:
    """What was received before, the branches received into last first."""
    mine = Receipt.receiver_id == receiver_id
    count = session.scalar(select(func.count(distinct(Receipt.transfer_id))).where(mine)) or 0
    asked = (
        select(Receipt.branch)
        .where(mine, Receipt.branch != "")
        .group_by(Receipt.branch)
        .order_by(func.max(Receipt.accepted_on).desc(), Receipt.branch)
        .limit(NAMES_SHOWN)
    )
    return Precedent(count, session.scalars(asked).all())


def advise(work: Work, outside: outside_pb2.Outside, channel: int) -> Advice:
    """How a member goes to an outside organization; the days are those of the channel asked for."""
    receiver = outsides.receiver(work, outside)
    to = receiver or outside
    before = precedent(work.session, to.id)
    far = distance(work, to)
    days = filing.decided(
        work, VALIDITY_BOOK, channel=WORDS[channel], distance=far or FURTHEST
    ).days
    sentences = (_whom(outside, receiver), _how(to), _how_far(far, days), _before(to, before))
    return Advice(
        receiver,
        kind_pb2.CHANNEL_ONLINE if outsides.by_web(to) else kind_pb2.CHANNEL_LETTER,
        "".join(zh for zh, _ in sentences),
        " ".join(en for _, en in sentences),
        days,
        before,
    )


Sentence = tuple[str, str]


def _whom(outside: outside_pb2.Outside, receiver: outside_pb2.Outside | None) -> Sentence:
    name = outside.name
    if receiver is None:
        return (
            f"{name}及已登记的上级都不能直接接收，请先核实隶属关系。",
            f"Neither {name} nor anybody known above it may receive directly; find out its "
            "superior first.",
        )
    if receiver.id == outside.id:
        return f"抬头写{name}，可以直接接收。", f"Address {name}; it may receive directly."
    return (
        f"按隶属关系，抬头写{receiver.name}，{name}写在去向里。",
        f"By affiliation, address {receiver.name}; {name} belongs into the destination.",
    )


def _how(to: outside_pb2.Outside) -> Sentence:
    if outsides.by_web(to):
        return (
            f"{to.name}已接入全国党员管理信息系统，宜网上转接。",
            f"{to.name} is connected: send it online.",
        )
    if outsides.is_military(to):
        return "转往军队，用纸质介绍信。", "The military receives by letter."
    return f"{to.name}未接入系统，用纸质介绍信。", f"{to.name} is not connected: use a letter."


def _how_far(far: str, days: int) -> Sentence:
    zh, en = FAR[far]
    return f"{zh}，有效期{days}天。", f"It is {en}; {days} days." if far else f"{days} days; {en}."


def _before(to: outside_pb2.Outside, before: Precedent) -> Sentence:
    if not before.count:
        return (
            f"{to.name}此前没有从本校接收过党员，宜先电话核实。",
            f"{to.name} has received nobody from here before; ring first.",
        )
    names = "、".join(before.branches) or "（未记支部）"
    return (
        f"{to.name}此前从本校接收过{before.count}名，接收支部：{names}。",
        f"{to.name} has received {before.count} from here before, into: {names}.",
    )
