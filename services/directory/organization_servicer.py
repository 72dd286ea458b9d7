"""The acts on organizations: founded, changed and closed, and read as they stood on any day."""

from datetime import date

from dangwu.directory.v1 import organization_pb2 as pb
from dangwu.v1 import values_pb2
from services.chassis import etags, paging, proof
from services.chassis.civil import parse_date_or
from services.chassis.work import Work
from services.directory import tree, verify
from services.directory.store import Organization, OrganizationVersion, organizations, outsides
from services.directory.tree import OrganizationKind
from services.directory.wire import from_of, to_organization

MOST_VERSIONS = 200


class OrganizationServicer:
    """dangwu.directory.v1.OrganizationService"""

    def GetOrganization(self, request: pb.GetOrganizationRequest, work: Work) -> pb.Organization:
        on = parse_date_or(request.on, "on", work.today)
        return to_organization(*organizations.organization_on(work.session, request.id, on))

    def ListOrganizations(
        self, request: pb.ListOrganizationsRequest, work: Work
    ) -> pb.ListOrganizationsResponse:
        on = parse_date_or(request.on, "on", work.today)
        if request.below_id:
            organizations.organization_on(work.session, request.below_id, on)
        wanted = organizations.Filter(on, request.below_id, request.containing)
        size = paging.page_size(request)
        found = organizations.page(work.session, wanted, _after(request.page_token), size + 1)
        shown = found[:size]
        more = len(found) > size
        return pb.ListOrganizationsResponse(
            organizations=[to_organization(*dated) for dated in shown],
            next_page_token=paging.encode(shown[-1][0].kind, shown[-1][0].code) if more else "",
        )

    def ListOrganizationVersions(
        self, request: pb.ListOrganizationVersionsRequest, work: Work
    ) -> pb.ListOrganizationVersionsResponse:
        organization = organizations.organization_at_all(work.session, request.id, work.today)
        versions = organizations.versions_of(work.session, organization.id)[organization.id]
        return pb.ListOrganizationVersionsResponse(
            versions=[
                to_organization(organization, version) for version in versions[-MOST_VERSIONS:]
            ]
        )

    def CreateOrganization(
        self, request: pb.CreateOrganizationRequest, work: Work
    ) -> pb.Organization:
        founded_on = parse_date_or(from_of(request), "from", work.today)
        kind = OrganizationKind(request.kind)
        if kind is OrganizationKind.SCHOOL_COMMITTEE:
            organizations.refuse_second_school(work.session)
        _place(work, kind, request.parent_id, founded_on)
        organization = Organization(code=request.code, kind=kind, founded_on=founded_on)
        version = OrganizationVersion(
            name=request.name,
            parent_id=request.parent_id or None,
            may_approve=request.may_approve,
        )
        if kind is OrganizationKind.OUTSIDE:
            outsides.refuse_alias_as_name(work.session, "", request.name, work.today)
        organizations.found(work.session, organization, version)
        work.note(organization=organization.id, kind=kind.name)
        return to_organization(organization, version)

    def ChangeOrganization(
        self, request: pb.ChangeOrganizationRequest, work: Work
    ) -> pb.Organization:
        organization, last = _to_be_changed(request.id, request.etag, work)
        since = parse_date_or(from_of(request), "from", work.today)
        tree.not_before("from", since, work.today, last.since)
        if request.HasField("parent_id"):
            _place(work, organization.kind, request.parent_id, since)
        version = OrganizationVersion(
            organization_id=organization.id,
            number=last.number + 1,
            since=since,
            name=request.name if request.HasField("name") else last.name,
            parent_id=request.parent_id or last.parent_id,
            may_approve=(
                request.may_approve if request.HasField("may_approve") else last.may_approve
            ),
        )
        if organization.kind is OrganizationKind.OUTSIDE:
            outsides.refuse_alias_as_name(work.session, organization.id, version.name, work.today)
        organizations.follow(work.session, organization, version)
        work.note(organization=organization.id, since=since)
        return to_organization(organization, version)

    def CloseOrganization(
        self, request: pb.CloseOrganizationRequest, work: Work
    ) -> pb.Organization:
        organization, _ = _to_be_changed(request.id, request.etag, work)
        if organization.kind is OrganizationKind.SCHOOL_COMMITTEE:
            raise tree.RootStays(organization=organization.id)
        on = parse_date_or(request.on, "on", work.today)
        tree.not_before("on", on, work.today, organization.founded_on)
        if parts := organizations.parts_after(work.session, organization.id, on):
            raise tree.StillHasParts(
                organization=organization.id, on=on, parts=len(parts), first=parts[0]
            )
        organizations.close(work.session, organization, on)
        work.note(organization=organization.id, closed_on=on)
        return to_organization(*organizations.organization_on(work.session, organization.id, on))

    def VerifyDirectory(
        self, request: pb.VerifyDirectoryRequest, work: Work
    ) -> values_pb2.Verification:
        checks = verify.checks(verify.read(work.session))
        return proof.verification(work.session, work.service, checks)


def _after(token: str) -> tuple[OrganizationKind, str] | None:
    parts = paging.decode(token, 2)
    if parts is None:
        return None
    try:
        return OrganizationKind(int(parts[0])), parts[1]
    except ValueError:
        raise paging.PageTokenInvalid() from None


def _to_be_changed(
    organization_id: str, etag: str, work: Work
) -> tuple[Organization, OrganizationVersion]:
    """An organization as the caller saw it and still open, with its last version."""
    organization = organizations.organization_at_all(work.session, organization_id, work.today)
    etags.check(etag, organization.version)
    tree.open_through(organization.id, organization.closed_on, None)
    versions = organizations.versions_of(work.session, organization.id)[organization.id]
    return organization, versions[-1]


def _place(work: Work, kind: OrganizationKind, parent_id: str, since: date) -> None:
    """Refuses a superior that does not fit, or is not there from the first day on."""
    if not parent_id:
        tree.place(kind, None)
        return
    parent = organizations.organization_at_all(work.session, parent_id, work.today)
    tree.place(kind, parent.kind)
    tree.not_before("from", since, parent.founded_on)
    tree.open_through(parent.id, parent.closed_on, None)
