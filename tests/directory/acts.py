"""The acts of the directory, as the office does them in tests: said shortly, done for real."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from dangwu.directory.v1 import authority_pb2, organization_pb2, post_pb2
from dangwu.directory.v1.authority_pb2 import PostKind
from dangwu.directory.v1.organization_pb2 import OrganizationKind
from tests.desk import Desk
from tests.worlds import World

COMMITTEE = organization_pb2.ORGANIZATION_KIND_BRANCH_COMMITTEE
BRANCH = organization_pb2.ORGANIZATION_KIND_BRANCH
SECRETARY = authority_pb2.POST_KIND_SECRETARY
DEPUTY = authority_pb2.POST_KIND_DEPUTY_SECRETARY

TODAY = "2026-06-10"
TOMORROW = "2026-06-11"


def dated(request: Any, first: str) -> Any:
    """Fills in `from`, which Python cannot spell."""
    setattr(request, "from", first)
    return request


def first_day(post: authority_pb2.Post) -> str:
    return str(getattr(post, "from"))


@dataclass
class Office:
    """The director of the organization department, at work in a world."""

    world: World
    desk: Desk

    @classmethod
    def of(cls, world: World) -> "Office":
        return cls(world, world.desk("director"))

    def organization(self, code: str, on: str = "") -> organization_pb2.Organization:
        organization: organization_pb2.Organization = self.desk.organizations.GetOrganization(
            organization_pb2.GetOrganizationRequest(id=code, on=on)
        )
        return organization

    def found(
        self,
        code: str,
        parent: str = "01",
        kind: OrganizationKind = BRANCH,
        first: str = "",
        *,
        rehearse: bool = False,
    ) -> organization_pb2.Organization:
        request = organization_pb2.CreateOrganizationRequest(
            request_id=str(uuid4()),
            validate_only=rehearse,
            code=code,
            name=f"组织{code}",
            kind=kind,
            parent_id=self.organization(parent).id if parent else "",
        )
        founded: organization_pb2.Organization = self.desk.organizations.CreateOrganization(
            dated(request, first)
        )
        return founded

    def change(
        self, code: str, first: str = "", *, etag: str = "", **changes: Any
    ) -> organization_pb2.Organization:
        seen = self.organization(code)
        if "parent" in changes:
            changes["parent_id"] = self.organization(changes.pop("parent")).id
        request = organization_pb2.ChangeOrganizationRequest(
            request_id=str(uuid4()), id=seen.id, etag=etag or seen.etag, **changes
        )
        changed: organization_pb2.Organization = self.desk.organizations.ChangeOrganization(
            dated(request, first)
        )
        return changed

    def close(self, code: str, on: str = "") -> organization_pb2.Organization:
        seen = self.organization(code)
        closed: organization_pb2.Organization = self.desk.organizations.CloseOrganization(
            organization_pb2.CloseOrganizationRequest(
                request_id=str(uuid4()), id=seen.id, etag=seen.etag, on=on
            )
        )
        return closed

    def register(self, account: str, person_id: str = "") -> authority_pb2.Person:
        person: authority_pb2.Person = self.desk.posts.RegisterPerson(
            post_pb2.RegisterPersonRequest(
                request_id=str(uuid4()), id=person_id, name=f"人{account}", account=account
            )
        )
        return person

    def appoint(
        self,
        account: str,
        code: str,
        kind: PostKind = SECRETARY,
        first: str = "",
        last: str = "",
        *,
        rehearse: bool = False,
    ) -> authority_pb2.Post:
        person = self.desk.posts.GetPerson(post_pb2.GetPersonRequest(id=account))
        request = post_pb2.AppointPostRequest(
            request_id=str(uuid4()),
            validate_only=rehearse,
            organization_id=self.organization(code).id,
            person_id=person.id,
            kind=kind,
            until=last,
        )
        appointed: authority_pb2.Post = self.desk.posts.AppointPost(dated(request, first))
        return appointed

    def end(self, post: authority_pb2.Post, on: str = "") -> authority_pb2.Post:
        ended: authority_pb2.Post = self.desk.posts.EndPost(
            post_pb2.EndPostRequest(request_id=str(uuid4()), id=post.id, etag=post.etag, on=on)
        )
        return ended

    def post(self, account: str) -> authority_pb2.Post:
        """The one post of somebody on the campus."""
        person_id = self.world.campus.people[account]
        post: authority_pb2.Post
        (post,) = self.desk.posts.ListPosts(post_pb2.ListPostsRequest(person_id=person_id)).posts
        return post

    def authority(self, code: str, on: str = "") -> list[tuple[str, list[str]]]:
        """Who may act for an organization, level by level: code, and "account's id" in order."""
        answer = self.desk.posts.ExplainAuthority(
            post_pb2.ExplainAuthorityRequest(organization_id=self.organization(code).id, on=on)
        )
        names = {person_id: account for account, person_id in self.world.campus.people.items()}
        return [
            (
                level.organization.code,
                [names.get(post.person_id, post.person_name) for post in level.posts],
            )
            for level in answer.levels
        ]

    def broken(self) -> list[str]:
        """Promises that are broken now."""
        found = self.desk.organizations.VerifyDirectory(organization_pb2.VerifyDirectoryRequest())
        return [check.name for check in found.checks if check.broken]


def standing(world: World, subject: str, on: str = "") -> authority_pb2.Standing:
    """What the road learns about somebody."""
    found: authority_pb2.Standing = world.desk("service:transfer").posts.GetStanding(
        post_pb2.GetStandingRequest(subject=subject, on=on)
    )
    return found
