"""What is asked of the roll (党员名册): who is a member, and where each belongs."""

from collections.abc import Iterator
from functools import cached_property

from dangwu.transfer.v1 import member_pb2, roll_pb2
from dangwu.transfer.v1.roll_pb2_grpc import RollServiceStub
from dangwu.v1 import values_pb2
from dangwu_client._asking import PAGE_SIZE, Asking
from dangwu_client._call import every_page


class MemberReads(Asking):
    """What everybody with business here may read of a member, numbers masked."""

    @cached_property
    def _roll(self) -> RollServiceStub:
        return RollServiceStub(self._channel)

    def member(self, member_id: str) -> member_pb2.Member:
        """One member, and the one organization he belongs to. Raises Unknown, Forbidden."""
        request = roll_pb2.GetMemberRequest(id=member_id)
        return self._call(self._roll.GetMember, request)

    def find_member_by_campus_number(self, campus_number: str) -> member_pb2.Member | None:
        """The member with a student or staff number; None when there is none you may see."""
        request = roll_pb2.SearchMembersRequest(campus_number=campus_number)
        found = self._call(self._roll.SearchMembers, request).members
        return next(iter(found), None)


class Roll(MemberReads):
    """The roll, as staff keep it. Months are "YYYY-MM", civil dates "YYYY-MM-DD"."""

    def members(self, *, organization_id: str = "") -> Iterator[member_pb2.Member]:
        """The members of an organization and all below it; of all you may see when empty."""

        def fetch(token: str) -> member_pb2.ListMembersResponse:
            request = roll_pb2.ListMembersRequest(
                organization_id=organization_id, page_size=PAGE_SIZE, page_token=token
            )
            return self._call(self._roll.ListMembers, request)

        for page in every_page(fetch):
            yield from page.members

    def find_members(self, *, name: str = "", campus_number: str = "") -> list[member_pb2.Member]:
        """Members by a part of the name or by the whole campus number: give one of the two."""
        if bool(name) == bool(campus_number):
            raise ValueError("look for exactly one of name, campus_number")
        request = roll_pb2.SearchMembersRequest()
        setattr(request, *(("name", name) if name else ("campus_number", campus_number)))
        return list(self._call(self._roll.SearchMembers, request).members)

    def match_member(
        self,
        purpose: str,
        *,
        id_number: str = "",
        phone: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> member_pb2.Member | None:
        """Whose ID number or phone it is; None for nobody you may know. The purpose is audited."""
        if bool(id_number) == bool(phone):
            raise ValueError("look for exactly one of id_number, phone")
        request = roll_pb2.MatchMemberRequest(purpose=purpose)
        setattr(request, *(("id_number", id_number) if id_number else ("phone", phone)))
        found = self._write(self._roll.MatchMember, request, request_id, rehearse)
        return found.member if found.id else None

    def relationships(self, member_id: str) -> list[member_pb2.Relationship]:
        """Every organization relationship a member has had, oldest first. Raises Unknown."""
        request = roll_pb2.ListRelationshipsRequest(member_id=member_id)
        return list(self._call(self._roll.ListRelationships, request).relationships)

    def reveal_member(
        self, member_id: str, purpose: str, *, request_id: str = "", rehearse: bool = False
    ) -> member_pb2.RevealedMember:
        """ID number and phone in clear; the purpose goes to the audit log. Raises Forbidden."""
        request = roll_pb2.RevealMemberRequest(member_id=member_id, purpose=purpose)
        return self._write(self._roll.RevealMember, request, request_id, rehearse)

    def register_member(
        self,
        name: str,
        kind: "member_pb2.MemberKind | str",
        category: "member_pb2.MemberCategory | str",
        campus_number: str,
        id_number: str,
        joined_on: str,
        organization_id: str,
        *,
        member_id: str = "",
        phone: str = "",
        probation_ends_on: str = "",
        dues_through: str = "",
        ethnicity: str = "",
        request_id: str = "",
        rehearse: bool = False,
    ) -> member_pb2.Member:
        """Enter a member on the roll of one branch. Raises Taken, Malformed, NotNow."""
        request = roll_pb2.RegisterMemberRequest(
            id=member_id,
            name=name,
            kind=kind,
            category=category,
            campus_number=campus_number,
            id_number=id_number,
            phone=phone,
            joined_on=joined_on,
            probation_ends_on=probation_ends_on,
            dues_through=dues_through,
            organization_id=organization_id,
            ethnicity=ethnicity,
        )
        return self._write(self._roll.RegisterMember, request, request_id, rehearse)

    def amend_member(
        self,
        member_id: str,
        etag: str,
        *,
        phone: str | None = None,
        dues_through: str | None = None,
        kind: "member_pb2.MemberKind | str | None" = None,
        probation_ends_on: str | None = None,
        campus_number: str | None = None,
        ethnicity: str | None = None,
        request_id: str = "",
        rehearse: bool = False,
    ) -> member_pb2.Member:
        """Mend what the branch keeps; what is None stays. Raises Conflict when stale, Malformed."""
        request = roll_pb2.AmendMemberRequest(
            id=member_id,
            etag=etag,
            phone=phone,
            dues_through=dues_through,
            kind=kind,
            probation_ends_on=probation_ends_on,
            campus_number=campus_number,
            ethnicity=ethnicity,
        )
        return self._write(self._roll.AmendMember, request, request_id, rehearse)

    def verify_roll(self) -> values_pb2.Verification:
        """Check every promise that the roll and the transfers can show."""
        return self._call(self._roll.VerifyRoll, roll_pb2.VerifyRollRequest())
