"""Who holds the open rung of a case today, and whether the caller is that person."""

from collections.abc import Sequence

from dangwu.directory.v1 import authority_pb2, post_pb2
from services.chassis import ladder
from services.chassis.ladder import Candidate, Holding, Level
from services.chassis.work import Work
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


def require_holder(work: Work, transfer: Transfer) -> tuple[Candidate, str]:
    """The caller as holder of the open rung, and why it passed to him; otherwise refuses."""
    ranks = levels(work, transfer.waits_on_id)
    name = ranks[0].organization_name if ranks else transfer.waits_on_id
    if work.actor.id == transfer.member_id:
        raise OwnCase()
    if ladder.stands_on(ranks, work.actor.id) is None:
        raise NotYours(organization=transfer.waits_on_id)
    if work.actor.id in transfer.signers:
        raise SignedAlready()
    held = ladder.holding(ranks, barred(transfer))
    if held is None:
        raise NobodyCanSign(organization=name)
    mine = held.of(work.actor.id)
    if mine is None:
        first = held.holders[0]
        raise HolderBeforeYou(organization=first.organization_name, post=ladder.TITLES[first.kind])
    work.under(mine.post_id)
    return mine, held.passed_on


def require_source(work: Work, source_id: str, member_id: str) -> None:
    """The caller acts for the branch the member belongs to, or a superior; otherwise refuses."""
    if work.actor.id == member_id:
        raise OwnCase()
    post = ladder.stands_on(levels(work, source_id), work.actor.id)
    if post is None:
        raise NotYours(organization=source_id)
    work.under(post.post_id)
