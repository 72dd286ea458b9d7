"""Under which of his posts a caller mends a member's record or reads his numbers.

Role and place must be those of one and the same post: what another post opens elsewhere, or a view
of everything, does not count here.
"""

from collections.abc import Collection

from dangwu.directory.v1 import organization_pb2, post_pb2
from services.chassis.errors import RoleNotAllowed
from services.chassis.work import Work
from services.transfer.refusals import NotYours, OwnCase

INSPECTOR = "POST_KIND_INSPECTOR"
OFFICE = frozenset({organization_pb2.ORGANIZATION_KIND_SCHOOL_COMMITTEE})
COMMITTEE = OFFICE | {
    organization_pb2.ORGANIZATION_KIND_BRANCH_COMMITTEE,
    organization_pb2.ORGANIZATION_KIND_GENERAL_BRANCH,
    organization_pb2.ORGANIZATION_KIND_DIRECT_BRANCH,
}
ANY = COMMITTEE | {organization_pb2.ORGANIZATION_KIND_BRANCH}

Posts = list[tuple[str, int]]


def posts_over(work: Work, organization_id: str) -> Posts:
    """The caller's posts from an organization up to the school, nearest first, with their kind
    of organization."""
    authority = work.ask(
        post_pb2.ExplainAuthorityRequest(organization_id=organization_id, on=work.today.isoformat())
    )
    return [
        (post.id, level.organization.kind)
        for level in authority.levels
        for post in level.posts
        if post.person_id == work.actor.id
    ]


def _among(mine: Posts, kinds: Collection[int]) -> str:
    return next((post_id for post_id, kind in mine if kind in kinds), "")


def keeper(work: Work, member_id: str, organization_id: str) -> Posts:
    """The posts under which the caller may mend a member's record; refuses without any."""
    if work.actor.id == member_id:
        raise OwnCase()
    mine = posts_over(work, organization_id)
    if not mine:
        raise NotYours()
    work.under(mine[0][0])
    return mine


def require(work: Work, mine: Posts, kinds: Collection[int], roles: str, what: str) -> None:
    """Refuses unless one of the posts is in an organization of these kinds; acts under it."""
    post_id = _among(mine, kinds)
    if not post_id:
        raise RoleNotAllowed(rpc=what, allowed=roles)
    work.under(post_id)


def discloser(work: Work, organization_id: str) -> str:
    """The post under which the caller may learn a member's numbers; empty when there is none."""
    above = _among(posts_over(work, organization_id), COMMITTEE)
    inspecting = (post.id for post in work.actor.posts if post.kind == INSPECTOR)
    return above or next(inspecting, "")
