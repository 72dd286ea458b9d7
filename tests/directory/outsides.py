"""What the office does with outside organizations in tests: entered, described, found."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from dangwu.directory.v1 import organization_pb2
from dangwu.directory.v1 import outside_pb2 as pb
from tests.desk import Desk
from tests.directory.acts import Office
from tests.worlds import World

TALENT = pb.OUTSIDE_CATEGORY_TALENT_AGENCY
REGION = "990102"


@dataclass
class Outsides:
    """The office at work on what is outside the school."""

    world: World
    office: Office
    desk: Desk

    @classmethod
    def of(cls, world: World) -> "Outsides":
        office = Office.of(world)
        return cls(world, office, office.desk)

    def enter(self, code: str, name: str, **more: Any) -> str:
        """A new outside organization; its id."""
        entered = self.desk.organizations.CreateOrganization(
            organization_pb2.CreateOrganizationRequest(
                request_id=str(uuid4()),
                code=code,
                name=name,
                kind=organization_pb2.ORGANIZATION_KIND_OUTSIDE,
                may_approve=True,
                **more,
            )
        )
        return str(entered.id)

    def rename(self, code: str, name: str, first: str = "") -> None:
        self.office.change(code, first, name=name)

    def describe(self, organization_id: str, *aliases: str, **more: Any) -> pb.Outside:
        whole: dict[str, Any] = {"category": TALENT, "region": REGION, "request_id": str(uuid4())}
        described: pb.Outside = self.desk.outsides.DescribeOutside(
            pb.DescribeOutsideRequest(
                organization_id=organization_id, aliases=aliases, **whole | more
            )
        )
        return described

    def get(self, organization_id: str) -> pb.Outside:
        known: pb.Outside = self.desk.outsides.GetOutside(
            pb.GetOutsideRequest(organization_id=organization_id)
        )
        return known

    def find(self, words: str, most: int = 0) -> list[pb.FoundOutside]:
        """As the secretary of a branch asks."""
        return list(
            self.world.desk("s.secretary")
            .outsides.SearchOutside(pb.SearchOutsideRequest(words=words, most=most))
            .found
        )

    def codes(self, words: str, most: int = 0) -> list[str]:
        return [one.outside.code for one in self.find(words, most)]
