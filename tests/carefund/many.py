"""A campus of 85 branches, for what is done over all of them at once."""

from typing import Any
from uuid import uuid4

from dangwu.directory.v1 import authority_pb2, organization_pb2, post_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2
from tests.campus import id_number
from tests.worlds import World

COMMITTEES, BRANCHES, THERE = 4, 79, 6
"""So many committees and branches are founded beside the six branches of the small campus."""
P = authority_pb2.PostKind
KINDS = organization_pb2.OrganizationKind


class Many:
    """Committees with a secretary, and branches with two posts and one member each."""

    def __init__(self, world: World) -> None:
        self.world, self.campus = world, world.campus
        self.office = world.desk("director")
        self.branches: dict[str, str] = {}
        """The member each branch puts forward, by the code of the branch."""
        for account in ("m.committee", "m.secretary", "m.deputy"):
            self._person(account)
        for number in range(COMMITTEES):
            self._found(f"8{number}", f"学院{number}党委", KINDS.ORGANIZATION_KIND_BRANCH_COMMITTEE)
            self._appoint("m.committee", f"8{number}", P.POST_KIND_SECRETARY)
        for number in range(BRANCHES):
            self._branch(number)

    def of_committee(self, committee: str) -> list[str]:
        """The members put forward below a committee."""
        return [name for code, name in self.branches.items() if code.startswith(committee)]

    def _branch(self, number: int) -> None:
        committee = f"8{number % COMMITTEES}"
        code, name = f"{committee}{number:02d}", f"m{number:02d}"
        self._found(
            code, f"学院{committee}第{number}党支部", KINDS.ORGANIZATION_KIND_BRANCH, committee
        )
        self._appoint("m.secretary", code, P.POST_KIND_SECRETARY)
        self._appoint("m.deputy", code, P.POST_KIND_DEPUTY_SECRETARY)
        self._member(name, code, number)
        self.branches[code] = name

    def _found(self, code: str, name: str, kind: Any, parent: str = "00") -> None:
        request = organization_pb2.CreateOrganizationRequest(
            request_id=str(uuid4()),
            code=code,
            name=name,
            kind=kind,
            parent_id=self.campus.organizations[parent],
        )
        setattr(request, "from", "2024-01-01")
        self.campus.organizations[code] = self.office.organizations.CreateOrganization(request).id

    def _person(self, account: str) -> None:
        request = post_pb2.RegisterPersonRequest(
            request_id=str(uuid4()), name=f"人{account}", account=account
        )
        self.campus.people[account] = self.office.posts.RegisterPerson(request).id

    def _appoint(self, account: str, code: str, kind: Any) -> None:
        request = post_pb2.AppointPostRequest(
            request_id=str(uuid4()),
            organization_id=self.campus.organizations[code],
            person_id=self.campus.people[account],
            kind=kind,
        )
        setattr(request, "from", "2025-01-01")
        self.office.posts.AppointPost(request)

    def _member(self, name: str, code: str, number: int) -> None:
        request = roll_pb2.RegisterMemberRequest(
            request_id=str(uuid4()),
            name=f"党员{name}",
            kind=member_pb2.MEMBER_KIND_FULL,
            category=member_pb2.MEMBER_CATEGORY_STAFF,
            campus_number=f"M{number:05d}",
            id_number=id_number(100 + number),
            joined_on="2020-07-01",
            dues_through="2026-03",
            organization_id=self.campus.organizations[code],
            ethnicity="汉族",
        )
        self.campus.members[name] = self.office.roll.RegisterMember(request).id
