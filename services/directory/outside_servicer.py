"""The acts on outside organizations: described, read, and found by what people type."""

from collections.abc import Iterable

from dangwu.directory.v1 import outside_pb2 as pb
from services.chassis import etags
from services.chassis.errors import FieldFault, Malformed
from services.chassis.work import Work
from services.directory import affiliation, tree
from services.directory.affiliation import LONGEST, OutsideCategory, folded
from services.directory.searching import Indexes
from services.directory.store import Outside, organizations, outsides
from services.directory.wire import to_outside

TEN = 10


class OutsideServicer:
    """dangwu.directory.v1.OutsideService"""

    def __init__(self) -> None:
        self._indexes = Indexes()

    def DescribeOutside(self, request: pb.DescribeOutsideRequest, work: Work) -> pb.Outside:
        session, key = work.session, request.organization_id
        organization, _ = outsides.outside_on(session, key, work.today)
        tree.open_through(organization.id, organization.closed_on, None)
        described = session.get(Outside, key)
        etags.check(request.etag or "0", described.version if described else 0)
        aliases = _each_once(request.aliases)
        outsides.refuse_taken(session, key, aliases, work.today)
        if request.superior_id:
            _fits_above(key, request.superior_id, work)
        if described is None:
            described = Outside(organization_id=key, version=0)
        described.category = OutsideCategory(request.category)
        described.region = request.region
        described.connected = request.connected
        described.superior_id = request.superior_id or None
        described.address = request.address
        described.postcode = request.postcode
        described.phone = request.phone
        described.fax = request.fax
        described.note = request.note
        described.version += 1
        outsides.describe(session, described, aliases)
        work.note(organization=key, category=described.category.name)
        return _read(key, work)

    def GetOutside(self, request: pb.GetOutsideRequest, work: Work) -> pb.Outside:
        outsides.outside_on(work.session, request.organization_id, work.today)
        return _read(request.organization_id, work)

    def SearchOutside(
        self, request: pb.SearchOutsideRequest, work: Work
    ) -> pb.SearchOutsideResponse:
        index = self._indexes.of(work.session, work.today)
        found = index.find(request.words, request.most or TEN)
        ids = [each.id for each in found]
        known = {
            each.organization.id: each for each in outsides.known(work.session, ids, work.today)
        }
        work.note(found=len(found))
        return pb.SearchOutsideResponse(
            found=[
                pb.FoundOutside(
                    outside=to_outside(known[each.id]),
                    score=each.score,
                    because=each.zh,
                    because_en=each.en,
                )
                for each in found
            ]
        )


def _read(organization_id: str, work: Work) -> pb.Outside:
    (known,) = outsides.known(work.session, [organization_id], work.today)
    return to_outside(known)


def _each_once(aliases: Iterable[str]) -> list[str]:
    """Aliases as they are written, without those that repeat another; refuses what says nothing."""
    kept: dict[str, str] = {}
    for place, alias in enumerate(aliases):
        if not 0 < len(folded(alias)) <= LONGEST:
            raise Malformed(
                FieldFault(
                    f"aliases[{place}]",
                    f"别称要有文字或数字，至多 {LONGEST} 个字。",
                    f"An alias has letters or digits, at most {LONGEST}.",
                )
            )
        kept.setdefault(folded(alias), " ".join(alias.split()))
    return list(kept.values())


def _fits_above(organization_id: str, superior_id: str, work: Work) -> None:
    """Refuses with `SuperiorUnfit` or `OrganizationUnknown` what cannot be the superior."""
    superior = organizations.organization_at_all(work.session, superior_id, work.today)
    affiliation.superior(
        organization_id,
        superior.id,
        superior.kind,
        superior.closed_on is not None and superior.closed_on < work.today,
        outsides.above(work.session, superior.id),
    )
