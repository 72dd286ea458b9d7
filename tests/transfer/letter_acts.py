"""Members who leave by letter, as people see to it in tests: said shortly, done for real."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

from dangwu.directory.v1 import organization_pb2, outside_pb2
from dangwu.transfer.v1 import (
    departure_pb2,
    departure_pb2_grpc,
    kind_pb2,
    letter_pb2,
    receipt_pb2,
    register_pb2,
    transit_pb2,
)
from services.chassis.civil import shanghai_date
from tests.transfer.acts import Case, Cases, body
from tests.worlds import World

ADDRESSEE, STREET = "海港区委组织部", "港南街道党工委"
LOST = transit_pb2.REISSUE_CAUSE_LOST
OBJECTIVE = transit_pb2.REISSUE_CAUSE_OBJECTIVE
POST = receipt_pb2.RECEIPT_CHANNEL_POST
SIGNERS = ("s.secretary", "a.secretary", "director")
TINY = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360"
    "60600000000400015c0ef2a50000000049454e44ae426082"
)
"""A whole PNG of one dot."""

Letter = letter_pb2.Letter


@dataclass
class Letters:
    """The office at work on letters, in one world."""

    world: World
    cases: Cases = field(init=False)
    places: dict[str, str] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.cases = Cases(self.world)

    @property
    def office(self) -> Any:
        return self.world.desk("director")

    @property
    def today(self) -> str:
        """The civil date on the campus."""
        return shanghai_date(self.world.clock()).isoformat()

    def outside(self, name: str = ADDRESSEE, may: bool = True, described: bool = True) -> str:
        """An outside organization, entered and described once; its id."""
        if name not in self.places:
            request = organization_pb2.CreateOrganizationRequest(
                **body(
                    {},
                    code=f"W{len(self.places) + 1:02d}",
                    name=f"{name}测",
                    kind=organization_pb2.ORGANIZATION_KIND_OUTSIDE,
                    may_approve=may,
                )
            )
            setattr(request, "from", "2024-01-01")
            self.places[name] = self.office.organizations.CreateOrganization(request).id
            if described:
                self._describe(self.places[name])
        return self.places[name]

    def _describe(self, organization_id: str) -> None:
        self.office.outsides.DescribeOutside(
            outside_pb2.DescribeOutsideRequest(
                **body(
                    {},
                    organization_id=organization_id,
                    category=outside_pb2.OUTSIDE_CATEGORY_COUNTY_DEPARTMENT,
                    region="990102",
                    connected=True,
                )
            )
        )

    def departure(self, channel: "kind_pb2.Channel" = kind_pb2.CHANNEL_LETTER) -> Any:
        return kind_pb2.Departure(
            addressee_id=self.outside(),
            destination="海港区港南街道第一党支部",
            employer="海港科技公司",
            file_address="海港区人才中心",
            channel=channel,
        )

    def filed(self, member: str = "", **given: Any) -> Case:
        """A departure of a new member, unless one is named."""
        if not member:
            member = f"leaver{next(self._numbers):03d}"
            self.cases.enter(member, "0101")
        stub = departure_pb2_grpc.DepartureServiceStub(self.world.desk("s.commissioner").channel)
        request = departure_pb2.RequestDepartureRequest(
            **body({}, member_id=self.cases.campus.members[member], departure=self.departure())
        )
        if "channel" in given:
            request.departure.channel = given["channel"]
        return stub.RequestDeparture(request)

    def agreed(self, member: str = "", **given: Any) -> Case:
        """One that all have signed."""
        return self.cases.climb(self.filed(member, **given), *SIGNERS)

    def issue(self, case: Case, who: str = "director", **given: Any) -> Letter:
        request = transit_pb2.IssueLetterRequest(**body(given, id=case.id, etag=case.etag))
        return self.world.desk(who).transits.IssueLetter(request)

    def out(self, member: str = "") -> tuple[Case, Letter]:
        """A case whose letter is out, as it then stands."""
        case = self.agreed(member)
        letter = self.issue(case)
        return self.cases.get(case), letter

    def reissue(self, case: Case, who: str = "director", **given: Any) -> Letter:
        now = self.cases.get(case)
        fields: dict[str, Any] = {"cause": OBJECTIVE, "because": "出差未能按期办理"} | given
        request = transit_pb2.ReissueLetterRequest(**body(fields, id=now.id, etag=now.etag))
        return self.world.desk(who).transits.ReissueLetter(request)

    def get(self, letter_id: str, who: str = "director") -> Letter:
        request = register_pb2.GetLetterRequest(id=letter_id)
        return self.world.desk(who).letters.GetLetter(request)

    def void(self, letter: Letter, who: str = "director", **given: Any) -> Letter:
        request = register_pb2.VoidLetterRequest(
            **body({"because": "抬头写错"} | given, id=letter.id, etag=letter.etag)
        )
        return self.world.desk(who).letters.VoidLetter(request)

    def spoil(self, letter: Letter, who: str = "director", **given: Any) -> Letter:
        request = register_pb2.SpoilLetterRequest(
            **body({"because": "打印偏移"} | given, id=letter.id, etag=letter.etag)
        )
        return self.world.desk(who).letters.SpoilLetter(request)

    def lose(self, letter: Letter, who: str = "director", on: str = "", **given: Any) -> Letter:
        day = on or self.today
        request = register_pb2.NoteLossRequest(
            **body({"because": "途中遗失"} | given, id=letter.id, etag=letter.etag, lost_on=day)
        )
        return self.world.desk(who).letters.NoteLoss(request)

    def told(self, letter: Letter, who: str = "director", **given: Any) -> Letter:
        day = self.today
        request = register_pb2.NotifyAddresseeRequest(
            **body({"told_on": day, "how": "电话"} | given, id=letter.id, etag=letter.etag)
        )
        return self.world.desk(who).letters.NotifyAddressee(request)

    def print(self, *ids: str, who: str = "director", **given: Any) -> Any:
        request = register_pb2.PrintLettersRequest(**body({"purpose": "发给本人"} | given, ids=ids))
        return self.world.desk(who).letters.PrintLetters(request)

    def handoff(self, letter: Letter, who: str = "director", **given: Any) -> str:
        now = self.get(letter.id)
        request = receipt_pb2.OpenHandoffRequest(**body(given, id=now.id, etag=now.etag))
        return str(self.world.desk(who).receipts.OpenHandoff(request).code)

    def landing(self, case: Case, number: str, **given: Any) -> Any:
        """A receipt that nothing is wrong with, but for what the test gives."""
        fields: dict[str, Any] = {
            "request_id": str(uuid4()),
            "id": case.id,
            "etag": self.cases.get(case).etag,
            "receiver_id": self.outside(),
            "branch": "港南街道第一党支部",
            "accepted_on": self.today,
            "channel": POST,
            "letter_number": number,
        }
        return receipt_pb2.RecordReceiptRequest(**fields | given)

    def receive(self, case: Case, number: str, who: str = "director", **given: Any) -> Any:
        request = self.landing(case, number, **given)
        return self.world.desk(who).receipts.RecordReceipt(request)

    def register(self, year: int, who: str = "director", **given: Any) -> Any:
        request = register_pb2.ListRegisterRequest(year=year, **given)
        return self.world.desk(who).letters.ListRegister(request)


def state_of(letter: Letter) -> str:
    """How a letter reads, by its plain name."""
    return letter_pb2.LetterState.Name(letter.state).removeprefix("LETTER_STATE_")
