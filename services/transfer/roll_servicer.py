"""RollService: who is a member, and where each belongs."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from dangwu.transfer.v1 import member_pb2, roll_pb2
from dangwu.v1 import values_pb2
from services.chassis import etags, paging
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import entry, filing, probation, reach, sight, store, verify, wire
from services.transfer.refusals import NotABranch, NotYours
from services.transfer.store import Member, Relationship


class RollServicer:
    """The roll (党员名册)."""

    def GetMember(self, request: roll_pb2.GetMemberRequest, work: Work) -> member_pb2.Member:
        member, place, open_transfer_id = store.get_row(work.session, request.id)
        sight.require_member(work, member, place)
        return _shown(work, [(member, place, open_transfer_id)])[0]

    def ListMembers(
        self, request: roll_pb2.ListMembersRequest, work: Work
    ) -> member_pb2.ListMembersResponse:
        scope = sight.scope_of(work)
        if request.organization_id:
            below = sight.below(work, request.organization_id)
            if scope is not None and scope.isdisjoint(below):
                raise NotYours()
            scope = below if scope is None else scope & below
        size = paging.page_size(request)
        last = paging.decode(request.page_token, 1) or [""]
        inside = Relationship.place == store.INSIDE
        rows = store.members(work.session, inside, scope=scope, after_id=last[0], most=size + 1)
        token = paging.encode(rows[size - 1][0].id) if len(rows) > size else ""
        shown = _shown(work, rows[:size])
        return member_pb2.ListMembersResponse(members=shown, next_page_token=token)

    def SearchMembers(
        self, request: roll_pb2.SearchMembersRequest, work: Work
    ) -> member_pb2.ListMembersResponse:
        by = request.WhichOneof("by") or "name"
        conditions = [_search(by, getattr(request, by)), *sight.campus_condition(work)]
        rows = store.members(work.session, *conditions, scope=sight.scope_of(work), most=50)
        return member_pb2.ListMembersResponse(members=_shown(work, rows))

    def ListRelationships(
        self, request: roll_pb2.ListRelationshipsRequest, work: Work
    ) -> member_pb2.ListRelationshipsResponse:
        member, place, _ = store.get_row(work.session, request.member_id)
        sight.require_member(work, member, place)
        rows = store.relationships_of(work.session, request.member_id)
        return member_pb2.ListRelationshipsResponse(relationships=map(wire.relationship, rows))

    def ask_RevealMember(self, request: roll_pb2.RevealMemberRequest, work: Work) -> None:
        _, place, _ = store.get_row(work.session, request.member_id)
        reach.discloser(work, place.organization_id)

    def RevealMember(
        self, request: roll_pb2.RevealMemberRequest, work: Work
    ) -> member_pb2.RevealedMember:
        member, place, _ = store.get_row(work.session, request.member_id)
        post_id = reach.discloser(work, place.organization_id)
        if not post_id:
            raise NotYours()
        work.under(post_id)
        return member_pb2.RevealedMember(
            id=member.id,
            id_number=work.sealer.open(member.id_number, "member", "id_number", member.id),
            phone=work.sealer.open(member.phone, "member", "phone", member.id)
            if member.phone
            else "",
        )

    def ask_MatchMember(self, request: roll_pb2.MatchMemberRequest, work: Work) -> None:
        if row := _match(request, work):
            reach.discloser(work, row[1].organization_id)

    def MatchMember(
        self, request: roll_pb2.MatchMemberRequest, work: Work
    ) -> member_pb2.MatchedMember:
        row = _match(request, work)
        # A rehearsal leaves no row in the journal: it must not answer a guess.
        if row is None or request.validate_only:
            return member_pb2.MatchedMember()
        work.about(row[0].id)
        post_id = reach.discloser(work, row[1].organization_id)
        if not post_id:
            return member_pb2.MatchedMember()
        work.under(post_id)
        return member_pb2.MatchedMember(id=row[0].id, member=_shown(work, [row])[0])

    def ask_RegisterMember(self, request: roll_pb2.RegisterMemberRequest, work: Work) -> None:
        filing.organization(work, request.organization_id)

    def RegisterMember(
        self, request: roll_pb2.RegisterMemberRequest, work: Work
    ) -> member_pb2.Member:
        organization = filing.organization(work, request.organization_id)
        if not filing.holds_members(work, organization):
            raise NotABranch(organization=request.organization_id)
        member = entry.new_member(entry.given(request), work)
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
            place=store.INSIDE,
        )
        work.session.add(place)
        return wire.member(member, place, None)

    def ask_AmendMember(self, request: roll_pb2.AmendMemberRequest, work: Work) -> None:
        member, place, _ = store.get_row(work.session, request.id)
        mine = reach.keeper(work, request.id, place.organization_id)
        probation.require(member, request, mine, work)

    def AmendMember(self, request: roll_pb2.AmendMemberRequest, work: Work) -> member_pb2.Member:
        member, place, open_transfer_id = store.get_row(work.session, request.id)
        mine = reach.keeper(work, member.id, place.organization_id)
        etags.check(request.etag, member.version)
        entry.amend(member, request, mine, work)
        member.version += 1
        return _shown(work, [(member, place, open_transfer_id)])[0]

    def VerifyRoll(
        self, request: roll_pb2.VerifyRollRequest, work: Work
    ) -> values_pb2.Verification:
        return verify.verification(work)


def _shown(work: Work, rows: Sequence[store.MemberRow]) -> list[member_pb2.Member]:
    """Members of a page; what is under way for them is read at once."""
    known = store.transfers_of(work.session, {row[2] for row in rows if row[2]})
    by_id = {one.id: one for one in known}
    return [wire.member(member, place, by_id.get(open_id or "")) for member, place, open_id in rows]


def _search(by: str, value: str) -> Any:
    if by == "campus_number":
        return Member.campus_number == value
    return Member.name.icontains(value, autoescape=True)


def _match(request: roll_pb2.MatchMemberRequest, work: Work) -> store.MemberRow | None:
    """Whose number it is; a phone that several share is nobody's."""
    if request.WhichOneof("by") == "id_number":
        index = work.sealer.blind("transfer.member.id_number", request.id_number.upper())
        asked = select(Member.id).where(Member.id_number_index == index)
    else:
        index = work.sealer.blind("transfer.member.phone", request.phone)
        asked = select(Member.id).where(Member.phone_index == index)
    found = work.session.scalars(asked.limit(2)).all()
    return store.get_row(work.session, found[0]) if len(found) == 1 else None
