"""What staff ask of the directory: organizations, people, posts, and who may act for whom.

Civil dates are "YYYY-MM-DD"; an empty one means today. Writes take `request_id` (made when empty;
the same one again changes nothing more) and `rehearse` (check everything, change nothing).
"""

from collections.abc import Iterator
from functools import cached_property

from dangwu.directory.v1 import authority_pb2, organization_pb2, post_pb2
from dangwu.directory.v1.organization_pb2_grpc import OrganizationServiceStub
from dangwu.directory.v1.post_pb2_grpc import PostServiceStub
from dangwu.v1 import values_pb2
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class OrganizationReads(Asking):
    """One organization, for whoever has to name it: campus systems too."""

    @cached_property
    def _organizations(self) -> OrganizationServiceStub:
        return OrganizationServiceStub(self._channel)

    def organization(self, id_or_code: str, *, on: str = "") -> organization_pb2.Organization:
        """One organization, by id ("o-…") or by the school's code. Raises Unknown."""
        request = organization_pb2.GetOrganizationRequest(id=id_or_code, on=on)
        return self._call(self._organizations.GetOrganization, request)


class Organizations(OrganizationReads):
    """The tree of organizations, as it stood on any day."""

    def organizations(
        self, *, below_id: str = "", on: str = "", containing: str = ""
    ) -> Iterator[organization_pb2.Organization]:
        """Organizations, parents before children: all, those below one, those with a text."""

        def fetch(token: str) -> organization_pb2.ListOrganizationsResponse:
            request = organization_pb2.ListOrganizationsRequest(
                below_id=below_id,
                on=on,
                containing=containing,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._organizations.ListOrganizations, request)

        for page in every_page(fetch):
            yield from page.organizations

    def organization_versions(self, organization_id: str) -> list[organization_pb2.Organization]:
        """The names, places and powers an organization has had, oldest first. Raises Unknown."""
        request = organization_pb2.ListOrganizationVersionsRequest(id=organization_id)
        return list(self._call(self._organizations.ListOrganizationVersions, request).versions)

    def create_organization(
        self,
        code: str,
        name: str,
        kind: "organization_pb2.OrganizationKind | str",
        parent_id: str,
        *,
        may_approve: bool = False,
        since: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> organization_pb2.Organization:
        """Found an organization. Raises Taken (code), NotNow (misplaced), Malformed (backdated)."""
        request = organization_pb2.CreateOrganizationRequest(
            code=code,
            name=name,
            kind=kind,
            parent_id=parent_id,
            may_approve=may_approve,
        )
        setattr(request, "from", since)
        return self._write(self._organizations.CreateOrganization, request, request_id, rehearse)

    def change_organization(
        self,
        organization_id: str,
        etag: str,
        *,
        since: str = "",
        name: str | None = None,
        parent_id: str | None = None,
        may_approve: bool | None = None,
        request_id: str = "",
        rehearse: bool = False,
    ) -> organization_pb2.Organization:
        """Rename or move it, or change its powers, from a day on. Raises Conflict when stale."""
        request = organization_pb2.ChangeOrganizationRequest(
            id=organization_id,
            etag=etag,
            name=name,
            parent_id=parent_id,
            may_approve=may_approve,
        )
        setattr(request, "from", since)
        return self._write(self._organizations.ChangeOrganization, request, request_id, rehearse)

    def close_organization(
        self,
        organization_id: str,
        etag: str,
        *,
        on: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> organization_pb2.Organization:
        """Close it: `on` is its last day. Raises NotNow while it has parts."""
        request = organization_pb2.CloseOrganizationRequest(id=organization_id, etag=etag, on=on)
        return self._write(self._organizations.CloseOrganization, request, request_id, rehearse)

    def verify_directory(self) -> values_pb2.Verification:
        """Check every promise the directory's store can show."""
        request = organization_pb2.VerifyDirectoryRequest()
        return self._call(self._organizations.VerifyDirectory, request)


class Posts(Asking):
    """People and the posts they hold, from one day to another."""

    @cached_property
    def _posts(self) -> PostServiceStub:
        return PostServiceStub(self._channel)

    def person(self, id_or_account: str) -> authority_pb2.Person:
        """One person, by id ("p-…") or campus account. Raises Unknown."""
        request = post_pb2.GetPersonRequest(id=id_or_account)
        return self._call(self._posts.GetPerson, request)

    def register_person(
        self,
        name: str,
        account: str,
        *,
        person_id: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> authority_pb2.Person:
        """Enter a person under a stable id. Raises Taken (account or id)."""
        request = post_pb2.RegisterPersonRequest(id=person_id, name=name, account=account)
        return self._write(self._posts.RegisterPerson, request, request_id, rehearse)

    def posts(
        self, *, organization_id: str = "", person_id: str = "", on: str = ""
    ) -> Iterator[authority_pb2.Post]:
        """The posts of an organization or a person; here an empty day means all time."""

        def fetch(token: str) -> post_pb2.ListPostsResponse:
            request = post_pb2.ListPostsRequest(
                organization_id=organization_id,
                person_id=person_id,
                on=on,
                page_size=PAGE_SIZE,
                page_token=token,
            )
            return self._call(self._posts.ListPosts, request)

        for page in every_page(fetch):
            yield from page.posts

    def appoint_post(
        self,
        organization_id: str,
        person_id: str,
        kind: "authority_pb2.PostKind | str",
        *,
        since: str = "",
        until: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> authority_pb2.Post:
        """Give a person a post for a term. Raises NotNow, Taken (held), Forbidden (oneself)."""
        request = post_pb2.AppointPostRequest(
            organization_id=organization_id,
            person_id=person_id,
            kind=kind,
            until=until,
        )
        setattr(request, "from", since)
        return self._write(self._posts.AppointPost, request, request_id, rehearse)

    def end_post(
        self, post_id: str, etag: str, *, on: str = "", request_id: str = "", rehearse: bool = False
    ) -> authority_pb2.Post:
        """End a term: `on` is its last day. Raises Unknown, Malformed (backdated), Conflict."""
        request = post_pb2.EndPostRequest(id=post_id, etag=etag, on=on)
        return self._write(self._posts.EndPost, request, request_id, rehearse)

    def authority(self, organization_id: str, *, on: str = "") -> authority_pb2.Authority:
        """Who may act for an organization on a day, and for its superiors. Raises Unknown."""
        request = post_pb2.ExplainAuthorityRequest(organization_id=organization_id, on=on)
        return self._call(self._posts.ExplainAuthority, request)
