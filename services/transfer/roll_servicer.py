"""RollService: who is a member, and where each belongs."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2
from dangwu.v1 import values_pb2
from services.chassis import etags, paging
from services.chassis.civil import parse_date
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import filing, roll, sight, store, verify, wire
from services.transfer.refusals import (
    DatesDisagree,
    IdNumberInvalid,
    MemberTaken,
    NotABranch,
    NotYours,
)
from services.transfer.store import Member, Relationship


class RollServicer:
    """The roll (党员名册)."""

    def GetMember(self, request: roll_pb2.GetMemberRequest, work: Work) -> member_pb2.Member:
        member, place, open_transfer_id = store.get_row(work.session, request.id)
        sight.require_member(work, member, place)
        return wire.member(member, place, open_transfer_id)

    def ListMembers(
        self, request: roll_pb2.ListMembersRequest, work: Work
    ) -> roll_pb2.ListMembersResponse:
        scope = sight.scope_of(work)
        if request.organization_id:
            below = sight.below(work, request.organization_id)
            if scope is not None and scope.isdisjoint(below):
                raise NotYours(organization=request.organization_id)
            scope = below if scope is None else scope & below
        size = paging.page_size(request)
        last = paging.decode(request.page_token, 1) or [""]
        rows = store.members(work.session, scope=scope, after_id=last[0], most=size + 1)
        token = paging.encode(rows[size - 1][0].id) if len(rows) > size else ""
        shown = [wire.member(*row) for row in rows[:size]]
        return roll_pb2.ListMembersResponse(members=shown, next_page_token=token)

    def SearchMembers(
        self, request: roll_pb2.SearchMembersRequest, work: Work
    ) -> roll_pb2.ListMembersResponse:
        by = request.WhichOneof("by") or "name"
        conditions = [_search(by, getattr(request, by), work), *sight.campus_condition(work)]
        rows = store.members(work.session, *conditions, scope=sight.scope_of(work), most=50)
        return roll_pb2.ListMembersResponse(members=[wire.member(*row) for row in rows])

    def ListRelationships(
        self, request: roll_pb2.ListRelationshipsRequest, work: Work
    ) -> roll_pb2.ListRelationshipsResponse:
        member, place, _ = store.get_row(work.session, request.member_id)
        sight.require_member(work, member, place)
        rows = store.relationships_of(work.session, request.member_id)
        return roll_pb2.ListRelationshipsResponse(relationships=map(wire.relationship, rows))

    def RevealMember(
        self, request: roll_pb2.RevealMemberRequest, work: Work
    ) -> member_pb2.RevealedMember:
        member, place, _ = store.get_row(work.session, request.member_id)
        sight.require_member(work, member, place)
        return member_pb2.RevealedMember(
            id=member.id,
            id_number=work.sealer.open(member.id_number, "member", "id_number", member.id),
            phone=work.sealer.open(member.phone, "member", "phone", member.id)
            if member.phone
            else "",
        )

    def ask_RegisterMember(self, request: roll_pb2.RegisterMemberRequest, work: Work) -> None:
        work.ask(organization_pb2.GetOrganizationRequest(id=request.organization_id))

    def RegisterMember(
        self, request: roll_pb2.RegisterMemberRequest, work: Work
    ) -> member_pb2.Member:
        organization = work.ask(organization_pb2.GetOrganizationRequest(id=request.organization_id))
        if not filing.holds_members(work, organization):
            raise NotABranch(organization=request.organization_id)
        member = _new_member(request, work)
        work.session.add(member)
        work.session.flush()
        place = Relationship(
            id=new_id("r"),
            member_id=member.id,
            organization_id=organization.id,
            organization_name=organization.name,
            since=work.now,
            until=None,
            transfer_id="",
        )
        work.session.add(place)
        return wire.member(member, place, None)

    def AmendMember(self, request: roll_pb2.AmendMemberRequest, work: Work) -> member_pb2.Member:
        member, place, open_transfer_id = store.get_row(work.session, request.id)
        sight.require_member(work, member, place)
        etags.check(request.etag, member.version)
        if request.HasField("phone"):
            _set_phone(member, request.phone, work)
        if request.HasField("dues_through"):
            member.dues_through = request.dues_through
        if request.HasField("campus_number") and request.campus_number != member.campus_number:
            _require_free(work, "campus_number", Member.campus_number == request.campus_number)
            member.campus_number = request.campus_number
        if request.HasField("kind"):
            member.kind = request.kind
            if request.kind == member_pb2.MEMBER_KIND_FULL:
                member.probation_ends_on = None
        if request.HasField("probation_ends_on"):
            member.probation_ends_on = parse_date(request.probation_ends_on, "probation_ends_on")
        _agree(member.kind, member.joined_on, member.probation_ends_on)
        member.version += 1
        return wire.member(member, place, open_transfer_id)

    def VerifyRoll(
        self, request: roll_pb2.VerifyRollRequest, work: Work
    ) -> values_pb2.Verification:
        return verify.verification(work.session)


def _search(by: str, value: str, work: Work) -> Any:
    if by == "id_number":
        index = work.sealer.blind("transfer.member.id_number", value.upper())
        return Member.id_number_index == index
    if by == "phone":
        return Member.phone_index == work.sealer.blind("transfer.member.phone", value)
    if by == "campus_number":
        return Member.campus_number == value
    return Member.name.contains(value, autoescape=True)


def _new_member(request: roll_pb2.RegisterMemberRequest, work: Work) -> Member:
    number = roll.canonical_id_number(request.id_number)
    if number is None:
        raise IdNumberInvalid()
    index = work.sealer.blind("transfer.member.id_number", number)
    _require_free(work, "id_number", Member.id_number_index == index)
    _require_free(work, "campus_number", Member.campus_number == request.campus_number)
    if request.id:
        _require_free(work, "id", Member.id == request.id)
    joined = parse_date(request.joined_on, "joined_on")
    ends = request.probation_ends_on
    probation = parse_date(ends, "probation_ends_on") if ends else None
    _agree(request.kind, joined, probation)
    member_id = request.id or new_id("p")
    member = Member(
        id=member_id,
        version=1,
        name=request.name,
        kind=request.kind,
        category=request.category,
        campus_number=request.campus_number,
        id_number=work.sealer.seal(number, "member", "id_number", member_id),
        id_number_index=index,
        id_number_masked=roll.mask_id_number(number),
        joined_on=joined,
        probation_ends_on=probation,
        dues_through=request.dues_through,
    )
    _set_phone(member, request.phone, work)
    return member


def _set_phone(member: Member, phone: str, work: Work) -> None:
    member.phone = work.sealer.seal(phone, "member", "phone", member.id) if phone else None
    member.phone_index = work.sealer.blind("transfer.member.phone", phone) if phone else None
    member.phone_masked = roll.mask_phone(phone)


def _require_free(work: Work, by: str, condition: Any) -> None:
    if work.session.scalar(select(func.count()).select_from(Member).where(condition)):
        raise MemberTaken(by=by)


def _agree(kind: int, joined: date, probation_ends: date | None) -> None:
    """A probationary member has an end of probation behind joining; a full member has none."""
    if (kind == member_pb2.MEMBER_KIND_PROBATIONARY) != (probation_ends is not None):
        raise DatesDisagree(field="probation_ends_on")
    if probation_ends and probation_ends <= joined:
        raise DatesDisagree(field="probation_ends_on")
