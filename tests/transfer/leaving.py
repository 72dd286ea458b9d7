"""Members who leave the school, as people see to it in tests: said shortly, done for real."""

from dataclasses import dataclass, field
from typing import Any

from dangwu.directory.v1 import authority_pb2, organization_pb2, outside_pb2
from dangwu.transfer.v1 import departure_pb2, hold_pb2, kind_pb2, transfer_pb2, transit_pb2
from tests.transfer.acts import Case, Cases, body

ONLINE, LETTER = kind_pb2.CHANNEL_ONLINE, kind_pb2.CHANNEL_LETTER
COUNTY = outside_pb2.OUTSIDE_CATEGORY_COUNTY_DEPARTMENT
STREET = outside_pb2.OUTSIDE_CATEGORY_STREET
MILITARY = outside_pb2.OUTSIDE_CATEGORY_MILITARY
IN_TRANSIT = transfer_pb2.TRANSFER_STATE_IN_TRANSIT
RESCINDED = transfer_pb2.TRANSFER_STATE_RESCINDED
SIGNERS = ("s.secretary", "a.secretary", "director")

OUTSIDES = {
    # name: may receive, category, connected, superior
    "安澜区委组织部": (True, COUNTY, True, ""),
    "青屏县委组织部": (True, COUNTY, False, ""),
    "安澜区石桥街道党工委": (False, STREET, False, "安澜区委组织部"),
    "无名村党总支": (False, STREET, False, ""),
    "某部政治工作局": (True, MILITARY, True, ""),
}


@dataclass
class Departures:
    """Outside organizations, and departures to them."""

    cases: Cases
    places: dict[str, str] = field(default_factory=dict)

    def outside(self, name: str, *, described: bool = True) -> str:
        """The id of an outside organization, entered when first named."""
        if name not in self.places:
            may, category, connected, superior = OUTSIDES.get(name, (True, COUNTY, True, ""))
            code = f"W{len(self.places) + 1:02d}"
            request = organization_pb2.CreateOrganizationRequest(
                **body(
                    {},
                    code=code,
                    name=name,
                    kind=organization_pb2.ORGANIZATION_KIND_OUTSIDE,
                    may_approve=may,
                )
            )
            setattr(request, "from", "2024-01-01")
            made = self.cases.desk("director").organizations.CreateOrganization(request)
            self.places[name] = self.cases.campus.organizations[code] = made.id
            if described:
                self._describe(made.id, category, connected, superior)
        return self.places[name]

    def _describe(
        self, organization_id: str, category: Any, connected: bool, superior: str
    ) -> None:
        self.cases.desk("director").outsides.DescribeOutside(
            outside_pb2.DescribeOutsideRequest(
                **body(
                    {},
                    organization_id=organization_id,
                    category=category,
                    region="990102",
                    connected=connected,
                    superior_id=self.outside(superior) if superior else "",
                )
            )
        )

    def to(self, name: str = "安澜区委组织部", **given: Any) -> kind_pb2.Departure:
        """A departure that nothing is wrong with, but for what the test gives."""
        fields: dict[str, Any] = {
            "addressee_id": self.outside(name),
            "destination": "安澜区石桥街道第三党支部",
            "employer": "安澜科技公司",
            "file_address": "安澜区人才中心",
            "channel": ONLINE,
        }
        return kind_pb2.Departure(**fields | given)

    def check(
        self, departure: kind_pb2.Departure, member: str = "ready", who: str = "s.commissioner"
    ) -> departure_pb2.DepartureCheck:
        return self.cases.desk(who).departures.CheckDeparture(
            departure_pb2.CheckDepartureRequest(member_id=self._member(member), departure=departure)
        )

    def propose(self, departure: kind_pb2.Departure, member: str = "ready", **given: Any) -> Case:
        who = given.pop("who", "service:student")
        return self.cases.desk(who).departures.ProposeDeparture(
            departure_pb2.ProposeDepartureRequest(
                **body(given, member_id=self._member(member), departure=departure)
            )
        )

    def request(self, departure: kind_pb2.Departure, member: str = "ready", **given: Any) -> Case:
        who = given.pop("who", "s.commissioner")
        return self.cases.desk(who).departures.RequestDeparture(
            departure_pb2.RequestDepartureRequest(
                **body(given, member_id=self._member(member), departure=departure)
            )
        )

    def submit(self, case: Case, departure: kind_pb2.Departure, **given: Any) -> Case:
        who = given.pop("who", "s.commissioner")
        return self.cases.desk(who).departures.SubmitDeparture(
            departure_pb2.SubmitDepartureRequest(
                **body(given, id=case.id, etag=case.etag, departure=departure)
            )
        )

    def agreed(self, departure: kind_pb2.Departure | None = None, member: str = "ready") -> Case:
        """One that all have signed."""
        return self.cases.climb(self.request(departure or self.to(), member), *SIGNERS)

    def sent(self, member: str = "ready") -> Case:
        """One that was sent online."""
        return self.send(self.agreed(member=member))

    def send(self, case: Case, who: str = "director", **given: Any) -> Case:
        return self.cases.desk(who).transits.SendOnline(
            transit_pb2.SendOnlineRequest(
                **body({"reference": "ZZ-2026-0610"} | given, id=case.id, etag=case.etag)
            )
        )

    def issue(self, case: Case, who: str = "director") -> Case:
        request = transit_pb2.IssueLetterRequest(**body({}, id=case.id, etag=case.etag))
        self.cases.desk(who).transits.IssueLetter(request)
        return self.cases.get(case)

    def redispatch(self, case: Case, departure: kind_pb2.Departure, **given: Any) -> Case:
        who = given.pop("who", "director")
        return self.cases.desk(who).transits.RedispatchTransfer(
            transit_pb2.RedispatchTransferRequest(
                **body(
                    {"because": "本人改签单位"} | given,
                    id=case.id,
                    etag=case.etag,
                    departure=departure,
                )
            )
        )

    def rescind(self, case: Case, who: str = "director", **given: Any) -> Case:
        return self.cases.desk(who).transits.RescindTransfer(
            transit_pb2.RescindTransferRequest(
                **body({"because": "本人留校"} | given, id=case.id, etag=case.etag)
            )
        )

    def officer(self) -> str:
        """Somebody else at the organization department, to sign what the director filed."""
        self.cases.appoint("officer", "00", authority_pb2.POST_KIND_OFFICER)
        return "officer"

    def hold(self, member: str) -> hold_pb2.Hold:
        """An examination is opened."""
        request = hold_pb2.PlaceHoldRequest(
            **body(
                {},
                member_id=self._member(member),
                document="纪〔2026〕7号",
                because="正在初步核实",
            )
        )
        return self.cases.desk("director").holds.PlaceHold(request)

    def _member(self, name: str) -> str:
        return self.cases.campus.members.get(name, name)


def codes(check: departure_pb2.DepartureCheck) -> dict[str, bool]:
    """What was found, and whether it blocks."""
    return {one.code: one.blocks for one in check.findings}
