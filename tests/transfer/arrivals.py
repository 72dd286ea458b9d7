"""People who arrive from outside, as committees register and examine them in tests."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from dangwu.directory.v1 import organization_pb2, outside_pb2
from dangwu.transfer.v1 import arrival_pb2, kind_pb2, member_pb2, roll_pb2, transfer_pb2
from tests.campus import FULL, id_number
from tests.transfer.acts import Case, Cases, body

FRESHMAN = member_pb2.MEMBER_CATEGORY_UNDERGRADUATE
LETTER, ONLINE = kind_pb2.CHANNEL_LETTER, kind_pb2.CHANNEL_ONLINE
PROVISIONAL = transfer_pb2.TRANSFER_STATE_PROVISIONAL
IN_DOUBT = transfer_pb2.TRANSFER_STATE_IN_DOUBT
NOT_RECOGNIZABLE = transfer_pb2.REJECTION_REASON_NOT_RECOGNIZABLE
LAST_DAY = "2026-08-31"
"""The last day of the letters they bring; the clock starts in June."""

GOOD: dict[str, Any] = {
    "age_at_admission": 19,
    "activist_months": 14,
    "book_present": True,
    "authority_held": True,
    "admitted_at_own_place": True,
    "dates_agree": True,
    "months_before_leaving": 11,
}
"""A file in which nothing is to be doubted."""

_NUMBERS = count(700)


@dataclass
class Arrivals:
    """Arrivals in one world, from a school outside that has been described."""

    cases: Cases
    origin: str = field(init=False)

    def __post_init__(self) -> None:
        self.origin = self.outside("91", "远山中学党委")

    def outside(self, code: str, name: str, *, described: bool = True) -> str:
        office = self.cases.desk("director")
        made = office.organizations.CreateOrganization(
            organization_pb2.CreateOrganizationRequest(
                **body(
                    {},
                    code=code,
                    name=name,
                    kind=organization_pb2.ORGANIZATION_KIND_OUTSIDE,
                    may_approve=True,
                )
            )
        )
        if described:
            office.outsides.DescribeOutside(
                outside_pb2.DescribeOutsideRequest(
                    **body({}, organization_id=made.id, category=3, region="330106")
                )
            )
        self.cases.campus.organizations[code] = made.id
        return made.id

    def papers(self, **given: Any) -> kind_pb2.Arrival:
        """Everything he should bring, unless the test says otherwise."""
        fields: dict[str, Any] = {
            "origin_id": self.origin,
            "letter_number": "远组字第 7 号",
            "letter_valid_until": LAST_DAY,
            "letter_seen": True,
            "file_seen": True,
            "dues_through": "2026-05",
            "channel": LETTER,
        }
        return kind_pb2.Arrival(**(fields | given))

    def person(self, **given: Any) -> dict[str, Any]:
        """Another person each time, unless the test names him."""
        number = next(_NUMBERS)
        return {
            "name": f"新生{number}",
            "member_kind": FULL,
            "category": FRESHMAN,
            "campus_number": f"F{number:05d}",
            "id_number": id_number(number),
            "phone": "19900000000",
            "joined_on": "2024-07-01",
            "ethnicity": "回",
        } | given

    def register(
        self,
        who: str = "b.secretary",
        to: str = "0201",
        papers: kind_pb2.Arrival | None = None,
        **given: Any,
    ) -> Case:
        request = arrival_pb2.RegisterArrivalRequest(
            **body(
                self.person(**given),
                destination_id=self.cases.organization(to),
                arrival=papers or self.papers(),
            )
        )
        return self.cases.desk(who).arrivals.RegisterArrival(request)

    def complete(
        self, who: str, case: Case, papers: kind_pb2.Arrival | None = None, **given: Any
    ) -> Case:
        request = arrival_pb2.CompleteArrivalRequest(
            **body(given, id=case.id, etag=case.etag, arrival=papers or self.papers())
        )
        return self.cases.desk(who).arrivals.CompleteArrival(request)

    def examine(self, who: str, case: Case, **found: Any) -> Case:
        request = arrival_pb2.ExamineFileRequest(
            **body(
                {},
                id=case.id,
                etag=case.etag,
                examination=kind_pb2.Examination(**(GOOD | found)),
            )
        )
        return self.cases.desk(who).arrivals.ExamineFile(request)

    def resolve(self, who: str, case: Case, because: str = "原党委函复：手续完备") -> Case:
        request = arrival_pb2.ResolveDoubtRequest(
            **body({}, id=case.id, etag=case.etag, because=because)
        )
        return self.cases.desk(who).arrivals.ResolveDoubt(request)

    def taken_in(self, case: Case, examiner: str = "b.deputy", branch: str = "t.secretary") -> Case:
        """A student examined by his committee and accepted by his branch."""
        case = self.cases.sign(examiner, self.examine(examiner, case))
        return self.cases.accept(branch, case)

    def in_doubt(self, examiner: str = "b.deputy", **given: Any) -> Case:
        return self.examine(examiner, self.register(**given), dates_agree=False)

    def member(self, case: Case, who: str = "director") -> member_pb2.Member:
        return self.cases.desk(who).roll.GetMember(roll_pb2.GetMemberRequest(id=case.member_id))


def sound(arrivals: Arrivals) -> None:
    """Every promise of the roll holds."""
    arrivals.cases.world.settle()
    checks = arrivals.cases.desk("director").roll.VerifyRoll(roll_pb2.VerifyRollRequest()).checks
    assert {one.name: list(one.examples) for one in checks if one.broken} == {}
