"""The place where the machine acts: a small campus, and two places outside."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from dangwu.directory.v1 import authority_pb2, organization_pb2, outside_pb2
from dangwu.transfer.v1 import reminder_pb2
from tests.model.reference import Reference
from tests.model.rows import Rows
from tests.transfer.acts import Cases
from tests.worlds import World

PLACES = ("东港区委组织部", "西港区委组织部")


@dataclass
class Scene:
    """A world, with two places outside, and the way into it."""

    world: World
    known: Reference
    rows: Rows
    cases: Cases = field(init=False)
    places: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cases = Cases(self.world)
        for name in ("origin", *PLACES):
            self.places[name] = self._outside(name)
        for account in ("officer", "clerk"):
            self.cases.appoint(account, "00", authority_pb2.POST_KIND_OFFICER)

    def _outside(self, name: str) -> str:
        office = self.cases.desk("director")
        organization = organization_pb2.CreateOrganizationRequest(
            request_id=str(uuid4()),
            code=f"W{len(self.places)}",
            name=name,
            kind=organization_pb2.ORGANIZATION_KIND_OUTSIDE,
            may_approve=True,
        )
        made = office.organizations.CreateOrganization(organization).id
        office.outsides.DescribeOutside(
            outside_pb2.DescribeOutsideRequest(
                request_id=str(uuid4()),
                organization_id=made,
                category=outside_pb2.OUTSIDE_CATEGORY_COUNTY_DEPARTMENT,
                region="990102",
                connected=True,
            )
        )
        return str(made)

    def id_of(self, place: str) -> str:
        """Of an organization of the school by its code, or of one outside by its name."""
        return self.places.get(place) or self.cases.campus.organizations.get(place, "")

    # What is no case.

    def sweep(self, request_id: str) -> Any:
        request = reminder_pb2.AnnounceDueRequest(request_id=request_id)
        return self.cases.desk("service:transfer").reminders.AnnounceDue(request)

    def pay(self, member_id: str, month: str) -> None:
        self.cases.campus.members[member_id] = member_id
        self.cases.amend(member_id, "director", dues_through=month)
        del self.cases.campus.members[member_id]

    def relieve(self, account: str) -> None:
        self.cases.relieve(account)
