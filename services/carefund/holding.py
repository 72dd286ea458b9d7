"""Who may act for an organization today: its posts, and those of its superiors up to the school."""

from collections.abc import Sequence

from dangwu.directory.v1 import authority_pb2, organization_pb2, post_pb2
from services.carefund.refusals import NotYours, OwnCase
from services.chassis import ladder
from services.chassis.ladder import Candidate, Level
from services.chassis.work import Work


def authority(work: Work, organization_id: str) -> Sequence[authority_pb2.AuthorityLevel]:
    """An organization and its superiors up to the school, each with who may act for it today."""
    asked = post_pb2.ExplainAuthorityRequest(
        organization_id=organization_id, on=work.today.isoformat()
    )
    found: Sequence[authority_pb2.AuthorityLevel] = work.ask(asked).levels
    return found


def levels(work: Work, organization_id: str) -> Sequence[Level]:
    """The organization's candidates today, then its superiors'; the school is the last level."""
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


def school(work: Work, organization_id: str) -> Level:
    """The school committee above an organization of the school, with who may act for it."""
    return levels(work, organization_id)[-1]


def organization(work: Work, organization_id: str) -> organization_pb2.Organization:
    """An organization as it stands today; refuses as the directory does."""
    found: organization_pb2.Organization = work.ask(
        organization_pb2.GetOrganizationRequest(id=organization_id, on=work.today.isoformat())
    )
    return found


def require_post(work: Work, organization_id: str, member_id: str) -> Candidate:
    """The caller acts for an organization or a superior, on somebody else's case; or refuses."""
    if work.actor.id == member_id:
        raise OwnCase()
    return require_among(work, levels(work, organization_id))


def require_among(work: Work, ranks: Sequence[Level]) -> Candidate:
    """The caller as one who stands on one of these levels; refuses with `NotYours`."""
    mine = ladder.stands_on(ranks, work.actor.id)
    if mine is None:
        raise NotYours()
    work.under(mine.post_id)
    return mine


def caller_name(work: Work) -> str:
    """The caller's name, as the directory has it."""
    person: authority_pb2.Person = work.ask(post_pb2.GetPersonRequest(id=work.actor.id))
    return person.name
