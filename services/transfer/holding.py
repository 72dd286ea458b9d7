"""Who holds the open rung of a case today, and whether the caller is that person."""

from collections.abc import Sequence

from dangwu.directory.v1 import authority_pb2, post_pb2
from services.chassis import ladder
from services.chassis.ladder import Candidate, Holding, Level
from services.chassis.work import Work
from services.transfer.lifecycle import IN_HANDS_OF, Side, Step, may
from services.transfer.refusals import (
    HolderBeforeYou,
    NobodyCanSign,
    NotYours,
    OwnCase,
    SignedAlready,
)
from services.transfer.store import Transfer


def levels(work: Work, organization_id: str) -> Sequence[Level]:
    """The organization's candidates for signing today, then its superiors'."""
    authority = work.ask(
        post_pb2.ExplainAuthorityRequest(organization_id=organization_id, on=work.today.isoformat())
    )
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
        for level in authority.levels
    ]


def barred(transfer: Transfer) -> set[str]:
    """Those who may not sign: the member, who filed it, and who has signed in this round."""
    return {transfer.member_id} | transfer.signers


def holding(work: Work, transfer: Transfer) -> Holding | None:
    """Who holds the open rung now."""
    return ladder.holding(levels(work, transfer.waits_on_id), barred(transfer))


def waited_on(work: Work, transfer: Transfer) -> Holding | None:
    """Those whose turn it is: the holder of the open rung, or whoever is to file for the source.

    A source without anybody to act but the member leaves the case to its superior.
    """
    if transfer.ended_at is not None:
        return None
    if IN_HANDS_OF[transfer.state] is Side.SOURCE:
        return ladder.nearest(levels(work, transfer.source_id), {transfer.member_id})
    return holding(work, transfer)


def require_side(work: Work, step: Step, transfer: Transfer) -> tuple[Candidate, str]:
    """The caller as one who may take a step, and why it passed to him; otherwise refuses."""
    if may(step, transfer.state, Side.SOURCE):
        return require_source(work, transfer.source_id, transfer.member_id), ""
    return _require_holder(work, transfer)


def require_source(work: Work, source_id: str, member_id: str) -> Candidate:
    """The caller acts for the branch the member belongs to, or a superior; otherwise refuses."""
    if work.actor.id == member_id:
        raise OwnCase()
    mine = ladder.stands_on(levels(work, source_id), work.actor.id)
    if mine is None:
        raise NotYours()
    work.under(mine.post_id)
    return mine


def _require_holder(work: Work, transfer: Transfer) -> tuple[Candidate, str]:
    if work.actor.id == transfer.member_id:
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
