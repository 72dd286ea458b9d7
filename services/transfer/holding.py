"""Who holds the open rung of a case today, and whether the caller is that person."""

from collections.abc import Sequence

from dangwu.directory.v1 import authority_pb2, organization_pb2, post_pb2
from services.chassis import ladder
from services.chassis.ladder import Candidate, Holding, Level
from services.chassis.work import Work
from services.transfer import kinds
from services.transfer.lifecycle import Side, State, Step
from services.transfer.refusals import (
    HolderBeforeYou,
    NobodyCanSign,
    NotYours,
    OwnCase,
    SignedAlready,
)
from services.transfer.store import Transfer

SIGNERS = (Side.REVIEWER, Side.TARGET)
"""They act by signing a rung: one person holds it. On the other sides any post may act."""


def authority(work: Work, organization_id: str) -> Sequence[authority_pb2.AuthorityLevel]:
    """An organization and its superiors up to the school, each with who may act for it today."""
    asked = post_pb2.ExplainAuthorityRequest(
        organization_id=organization_id, on=work.today.isoformat()
    )
    found: Sequence[authority_pb2.AuthorityLevel] = work.ask(asked).levels
    return found


def school(work: Work, organization_id: str) -> organization_pb2.Organization:
    """The school committee above an organization of the school."""
    return authority(work, organization_id)[-1].organization


def levels(work: Work, organization_id: str) -> Sequence[Level]:
    """The organization's candidates for signing today, then its superiors'."""
    return [
        Level(
            level.organization.id,
            level.organization.name,
            tuple(
                Candidate(
                    person_id=post.person_id,
                    person_name=post.person_name,
                    post_id=post.id,
                    kind=authority_pb2.PostKind.Name(post.kind).removeprefix("POST_KIND_"),
                    organization_id=level.organization.id,
                    organization_name=level.organization.name,
                )
                for post in level.posts
            ),
        )
        for level in authority(work, organization_id)
    ]


def barred(transfer: Transfer) -> set[str]:
    """Those who may not sign: the member, who filed it, and who has signed in this round."""
    return ({transfer.person_id} | transfer.signers) - {""}


def acts_for(transfer: Transfer, side: Side) -> str:
    """The organization whose posts act on a side where nobody signs a rung."""
    if side is Side.SOURCE:
        return transfer.source_id
    return transfer.committee_id if side is Side.HOST else transfer.waits_on_id


def waited_on(work: Work, transfer: Transfer) -> Holding | None:
    """Those whose turn it is: the holder of the open rung, or whoever is to act for a side.

    A side without anybody to act but the member leaves the case to its superior.
    """
    if transfer.ended_at is not None:
        return None
    side = transfer.kind.in_hands_of[transfer.state]
    if side in SIGNERS:
        return ladder.holding(levels(work, transfer.waits_on_id), barred(transfer))
    return ladder.nearest(levels(work, acts_for(transfer, side)), {transfer.person_id})


def require_side(work: Work, step: Step, transfer: Transfer) -> tuple[Candidate, str]:
    """The caller as one who may take a step, and why it passed to him; otherwise refuses."""
    side = kinds.side_for(transfer.kind, step, State(transfer.state))
    if side in SIGNERS:
        return _require_holder(work, transfer)
    return require_post(work, acts_for(transfer, side), transfer.person_id), ""


def require_post(work: Work, organization_id: str, member_id: str) -> Candidate:
    """The caller acts for an organization or a superior, on somebody else's case; or refuses."""
    if work.actor.id == member_id:
        raise OwnCase()
    mine = ladder.stands_on(levels(work, organization_id), work.actor.id)
    if mine is None:
        raise NotYours()
    work.under(mine.post_id)
    return mine


def _require_holder(work: Work, transfer: Transfer) -> tuple[Candidate, str]:
    if work.actor.id == transfer.person_id:
        raise OwnCase()
    ranks = levels(work, transfer.waits_on_id)
    if ladder.stands_on(ranks, work.actor.id) is None:
        raise NotYours()
    held = ladder.holding(ranks, barred(transfer))
    if held is None:
        raise NobodyCanSign(organization=ranks[0].organization_name)
    if work.actor.id in transfer.signers:
        raise SignedAlready()
    mine = held.of(work.actor.id)
    if mine is None:
        first = held.holders[0]
        raise HolderBeforeYou(
            organization=first.organization_name,
            post=first.kind,
            post_zh=ladder.TITLES[first.kind],
        )
    work.under(mine.post_id)
    return mine, held.passed_on
