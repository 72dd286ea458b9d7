"""Enters a planned campus into running services, through the same calls as everybody's.

What is there already is asked for first and left alone; what is missing goes in under a request id
that the seed decides. So a second load changes nothing, and an interrupted one continues.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar
from uuid import UUID, uuid5

import grpc

from dangwu.directory.v1 import (
    authority_pb2,
    organization_pb2,
    organization_pb2_grpc,
    outside_pb2,
    outside_pb2_grpc,
    post_pb2,
    post_pb2_grpc,
)
from dangwu.transfer.v1 import member_pb2, roll_pb2, roll_pb2_grpc
from deploy.sample.campus import founders
from deploy.sample.records import Campus, Member, Organization, Outside, Post

_NAMESPACE = UUID("6b1c3f0e-5a0d-5c6e-9a57-1f2d7c0b8e44")
_TIMEOUT_S = 30.0
_WORKERS = 4
_PAGE = 200

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Request = TypeVar("Request")
Reply = TypeVar("Reply")
Told = Callable[[str, int, int], None]
"""Is told a title, how many things are through, and of how many."""


class Loaded(NamedTuple):
    """How many of each were missing, and are there now."""

    organizations: int
    people: int
    posts: int
    members: int
    outsides: int


class NotFounded(Exception):
    """No school committee under the code of the plan: `python -m services init` enters it."""


def request_id(seed: int, thing: str) -> str:
    """The same for the same thing of the same campus, whoever loads it and whenever."""
    return str(uuid5(_NAMESPACE, f"{seed}/{thing}"))


def load(campus: Campus, channel: grpc.Channel, token: Callable[[], str], told: Told) -> Loaded:
    """Enter what is missing, as somebody of the organization department."""
    loader = _Loader(campus, channel, token, told)
    return Loaded(
        loader.organizations(),
        loader.people(),
        loader.posts(),
        loader.members(),
        loader.outsides(),
    )


class _Loader:
    """One campus on its way in; a token is asked for anew for each call, as it is soon stale."""

    def __init__(
        self, campus: Campus, channel: grpc.Channel, token: Callable[[], str], told: Told
    ) -> None:
        self._campus, self._token, self._told = campus, token, told
        self._founders = founders(campus.seed)
        self._directory = organization_pb2_grpc.OrganizationServiceStub(channel)
        self._outsides = outside_pb2_grpc.OutsideServiceStub(channel)
        self._holders = post_pb2_grpc.PostServiceStub(channel)
        self._roll = roll_pb2_grpc.RollServiceStub(channel)
        self._ids: dict[str, str] = {}  # of organizations, by code

    def organizations(self) -> int:
        """Level by level, as one cannot stand below what is not there."""
        self._ids = dict(self._known_organizations())
        if self._founders.root_code not in self._ids:
            raise NotFounded
        entered = 0
        missing = [one for one in self._campus.organizations if one.code not in self._ids]
        while missing:
            level = [one for one in missing if not one.parent or one.parent in self._ids]
            for created in self._each("组织 organizations", level, self._create):
                self._ids[created.code] = created.id
            entered += len(level)
            missing = [one for one in missing if one.code not in self._ids]
        return entered

    def people(self) -> int:
        """Those who hold or held a post; the directory knows nobody else."""
        return sum(self._each("任职人员 people", self._campus.holders(), self._register))

    def posts(self) -> int:
        """All terms but the founders', who were there first."""
        codes = sorted({one.organization for one in self._campus.posts})
        known = {held for found in self._each("任职 posts", codes, self._held) for held in found}
        founding = {self._founders.director.id, self._founders.administrator.id}
        missing = [
            one
            for one in self._campus.posts
            if one.person_id not in founding
            and (one.organization, one.kind.value, one.person_id) not in known
        ]
        return len(self._each("任职 posts", missing, self._appoint))

    def members(self) -> int:
        """Everybody, the founders among them."""
        known = set(self._known_members())
        missing = [one for one in self._campus.members if one.id not in known]
        return len(self._each("党员 members", missing, self._enter))

    def outsides(self) -> int:
        """What is described already stays as somebody has it now."""
        return sum(self._each("校外组织 outside", self._campus.outsides, self._describe))

    def _known_organizations(self) -> Iterator[tuple[str, str]]:
        request = organization_pb2.ListOrganizationsRequest(page_size=_PAGE)
        while True:
            page = self._call(self._directory.ListOrganizations, request)
            yield from ((one.code, one.id) for one in page.organizations)
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def _known_members(self) -> Iterator[str]:
        request = roll_pb2.ListMembersRequest(page_size=_PAGE)
        while True:
            page = self._call(self._roll.ListMembers, request)
            yield from (one.id for one in page.members)
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def _held(self, code: str) -> list[tuple[str, str, str]]:
        request = post_pb2.ListPostsRequest(organization_id=self._ids[code], page_size=_PAGE)
        found = self._call(self._holders.ListPosts, request).posts  # never as many as a page
        kinds = authority_pb2.PostKind
        return [
            (code, kinds.Name(one.kind).removeprefix("POST_KIND_"), one.person_id) for one in found
        ]

    def _create(self, one: Organization) -> organization_pb2.Organization:
        request = organization_pb2.CreateOrganizationRequest(
            request_id=request_id(self._campus.seed, f"organization/{one.code}"),
            code=one.code,
            name=one.name,
            kind=f"ORGANIZATION_KIND_{one.kind}",
            parent_id=self._ids[one.parent] if one.parent else "",
            may_approve=one.may_approve,
        )
        setattr(request, "from", one.since.isoformat())
        return self._call(self._directory.CreateOrganization, request)

    def _describe(self, one: Outside) -> bool:
        known = outside_pb2.GetOutsideRequest(organization_id=self._ids[one.code])
        if self._call(self._outsides.GetOutside, known).etag:
            return False
        request = outside_pb2.DescribeOutsideRequest(
            request_id=request_id(self._campus.seed, f"outside/{one.code}"),
            organization_id=self._ids[one.code],
            category=f"OUTSIDE_CATEGORY_{one.category}",
            aliases=one.aliases,
            region=one.region,
            connected=one.connected,
            superior_id=self._ids[one.superior] if one.superior else "",
            address=one.address,
            postcode=one.postcode,
            phone=one.phone,
        )
        self._call(self._outsides.DescribeOutside, request)
        return True

    def _register(self, one: Member) -> bool:
        try:
            self._call(self._holders.GetPerson, post_pb2.GetPersonRequest(id=one.id))
            return False
        except grpc.RpcError as error:
            if not isinstance(error, grpc.Call) or error.code() is not grpc.StatusCode.NOT_FOUND:
                raise
        request = post_pb2.RegisterPersonRequest(
            request_id=request_id(self._campus.seed, f"person/{one.id}"),
            id=one.id,
            name=one.name,
            account=one.account,
        )
        self._call(self._holders.RegisterPerson, request)
        return True

    def _appoint(self, one: Post) -> authority_pb2.Post:
        request = post_pb2.AppointPostRequest(
            request_id=request_id(
                self._campus.seed, f"post/{one.organization}/{one.kind}/{one.person_id}"
            ),
            organization_id=self._ids[one.organization],
            person_id=one.person_id,
            kind=f"POST_KIND_{one.kind}",
            until=one.ends.isoformat() if one.ends else "",
        )
        setattr(request, "from", one.starts.isoformat())
        return self._call(self._holders.AppointPost, request)

    def _enter(self, one: Member) -> member_pb2.Member:
        kind = "FULL" if one.full else "PROBATIONARY"
        ends = one.probation_ends_on
        request = roll_pb2.RegisterMemberRequest(
            request_id=request_id(self._campus.seed, f"member/{one.id}"),
            id=one.id,
            name=one.name,
            kind=f"MEMBER_KIND_{kind}",
            category=f"MEMBER_CATEGORY_{one.category}",
            campus_number=one.campus_number,
            id_number=one.id_number,
            phone=one.phone,
            joined_on=one.joined_on.isoformat(),
            probation_ends_on=ends.isoformat() if ends else "",
            dues_through=one.dues_through,
            organization_id=self._ids[one.branch],
            ethnicity=one.ethnicity,
        )
        return self._call(self._roll.RegisterMember, request)

    def _call(
        self, method: "grpc.UnaryUnaryMultiCallable[Request, Reply]", request: Request
    ) -> Reply:
        bearer = (("authorization", f"Bearer {self._token()}"),)
        return method(request, metadata=bearer, timeout=_TIMEOUT_S)

    def _each(
        self, title: str, things: Sequence[Thing], act: Callable[[Thing], Result]
    ) -> list[Result]:
        """Act on each, a few at a time, until one is refused; results in the order of things."""
        results = []
        with ThreadPoolExecutor(_WORKERS) as pool:
            begun = [pool.submit(act, thing) for thing in things]
            try:
                for done, one in enumerate(begun, start=1):
                    results.append(one.result())
                    self._told(title, done, len(begun))
            finally:
                pool.shutdown(cancel_futures=True)
        return results
