"""The ladder of a case: the rungs its rule asks for, who holds them, and the days each has."""

from collections.abc import Callable, Mapping, Sequence

from dangwu.transfer.v1 import kind_pb2, member_pb2
from services.chassis.ladder import Signature, merge
from services.chassis.work import Work
from services.transfer import filing
from services.transfer.deadlines import CALENDAR, NONE
from services.transfer.filing import Case
from services.transfer.refusals import LadderUnfit
from services.transfer.store import Rung, Transfer

FIRST_DAYS, DECISION_DAYS = "transfer/rung_days", "transfer/decision_days"
FIRST_ACTS = ("ATTEST", "RELEASE", "AGREE", "ACCEPT")
PERSONS: Mapping[int, str] = {
    member_pb2.MEMBER_CATEGORY_STAFF: "staff",
    member_pb2.MEMBER_CATEGORY_RETIRED: "retiree",
}
OFFICE_BOOK = "transfer/outbound_needs_office"
REDISPATCH_BOOK = "transfer/redispatch_ladder"


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def _same_committee(case: Case) -> str:
    there = case.way.destination_committee
    return _yes(there is not None and case.way.source_committee.id == there.id)


def _channel(case: Case) -> str:
    online = case.details.departure.channel == kind_pb2.CHANNEL_ONLINE
    return "online" if online else "paper"


def _office_signs(case: Case) -> str:
    return _yes(filing.decided(case.work, OFFICE_BOOK, channel=_channel(case)).truth)


def person(case: Case) -> str:
    """The word by which the rules know what sort of member he is."""
    return PERSONS.get(case.category or case.member.category, "student")


FACTS: Mapping[str, Callable[[Case], str]] = {
    "same_committee": _same_committee,
    "channel": _channel,
    "office_signs": _office_signs,
    "person": person,
}
"""How the facts are found that ladder books ask for."""


def ladder(case: Case) -> tuple[Signature, ...]:
    """The rungs the rule of the day asks for, those of one organization merged."""
    return _climbed(case, case.kind.ladder, case.kind.asks)


def redispatch(case: Case) -> tuple[Signature, ...]:
    """The rungs that are signed again when a member is sent elsewhere (改派)."""
    return _climbed(case, REDISPATCH_BOOK, ("office_signs",))


def _climbed(case: Case, book: str, asks: Sequence[str]) -> tuple[Signature, ...]:
    known = {name: FACTS[name](case) for name in asks}
    asked = filing.decided(case.work, book, **known).words.words
    way = case.way
    holders = {
        "source_branch": way.source,
        "source_committee": way.source_committee,
        "destination_committee": way.destination_committee,
        "destination_branch": way.branch,
        "organization_department": way.office,
        "outside": way.destination,
    }
    signatures = []
    for word in asked:
        act, _, who = word.partition(":")
        holder = holders[who]
        name, one_id = (holder.name, holder.id) if holder else ("", "")
        signatures.append(Signature((act.upper(),), one_id, name))
    merged = merge(signatures)
    if len(merged) == 1 < len(signatures):
        # One organization holds all: it still signs twice, by two people.
        merged = (*merge(signatures[:-1]), signatures[-1])
    if not _can_be_climbed(case, asked, merged):
        raise LadderUnfit(book=book, rungs=" ".join(asked))
    return merged


def _can_be_climbed(case: Case, asked: Sequence[str], merged: Sequence[Signature]) -> bool:
    """Somebody signs before the last; the rung that must be last is, and is there once; and a
    branch not known yet is named by somebody."""
    last = case.kind.last
    fits = not last or [word == last for word in asked] == [False] * (len(asked) - 1) + [True]
    names = case.way.destination_committee
    named = (
        case.way.destination is None
        or case.way.branch is not None
        or any(names is not None and one.organization_id == names.id for one in merged)
    )
    return len(merged) > 1 and fits and named


def days_for(work: Work, signature: Signature) -> tuple[int, str]:
    """The days a holder has, by rule, and which days count; merged rungs take the longest.

    The other side has the days of the letter, and is given none here.
    """
    if signature.acts == ("LAND",):
        return 0, NONE
    asked = (
        filing.receipt(work, FIRST_DAYS, act=act.lower())
        if act in FIRST_ACTS
        else filing.receipt(work, DECISION_DAYS, decision=act.lower())
        for act in signature.acts
    )
    return max((one.answer.days, one.counts or CALENDAR) for one in asked)


def rungs(work: Work, transfer: Transfer, signatures: tuple[Signature, ...]) -> list[Rung]:
    """The ladder of a new round, its first rung open from today."""
    return [
        Rung(
            transfer_id=transfer.id,
            round=transfer.round,
            number=number,
            acts=" ".join(signature.acts),
            organization_id=signature.organization_id,
            organization_name=signature.organization_name,
            days=days,
            counts=counts,
            opened_on=work.today if number == 1 else None,
            signed_by_id="",
            signed_by_name="",
            signed_post_id="",
            signed_at=None,
            passed_on="",
        )
        for number, signature in enumerate(signatures, 1)
        for days, counts in [days_for(work, signature)]
    ]
