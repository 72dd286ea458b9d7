"""What is entered on a member's record, and mended in it, and by whom."""

from typing import Any

from sqlalchemy import func, select

from dangwu.transfer.v1 import member_pb2, roll_pb2
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import dates, reach, roll
from services.transfer.dates import Record
from services.transfer.reach import Posts
from services.transfer.refusals import DatesDisagree, IdNumberInvalid, MemberTaken
from services.transfer.store import Member

PROBATIONARY = member_pb2.MEMBER_KIND_PROBATIONARY


def new_member(request: roll_pb2.RegisterMemberRequest, work: Work) -> Member:
    """Somebody new on the roll; refuses who is there already, and what cannot be."""
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
    born = roll.birthday(number)
    probationary = request.kind == PROBATIONARY
    _agree(Record(probationary, joined, probation, request.dues_through, born), work)
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
        standing="NORMAL",
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


def amend(member: Member, request: roll_pb2.AmendMemberRequest, mine: Posts, work: Work) -> None:
    """Mends what is given; `mine` are the caller's posts over the member."""
    if request.HasField("campus_number") and request.campus_number != member.campus_number:
        # Whether a number is taken says who is on the roll elsewhere: that is the office's to know.
        reach.require(work, mine, reach.OFFICE, "OFFICE", "AmendMember")
        _require_free(work, "campus_number", Member.campus_number == request.campus_number)
        member.campus_number = request.campus_number
    if request.HasField("kind") and request.kind != member.kind:
        _become(member, request.kind, mine, work)
    if request.HasField("phone"):
        _set_phone(member, request.phone, work)
    if request.HasField("dues_through"):
        member.dues_through = request.dues_through
    if request.HasField("probation_ends_on"):
        member.probation_ends_on = parse_date(request.probation_ends_on, "probation_ends_on")
    ends = member.probation_ends_on
    # Dues entered long ago are not judged by what is mended now.
    _agree(Record(member.kind == PROBATIONARY, member.joined_on, ends, request.dues_through), work)


def _become(member: Member, kind: int, mine: Posts, work: Work) -> None:
    """A probationary member becomes full by a committee's approval; nobody goes back."""
    if kind == PROBATIONARY:
        zh = "正式党员不能改回预备党员；请不填本项，或填“正式党员”（MEMBER_KIND_FULL）。"
        en = "A full member does not become probationary again; leave it out, or give FULL."
        raise DatesDisagree(FieldFault("kind", zh, en), field="kind")
    reach.require(work, mine, reach.COMMITTEE, "COMMITTEE, OFFICE", "AmendMember")
    member.kind, member.probation_ends_on = kind, None


def _agree(record: Record, work: Work) -> None:
    """Refuses with `DatesDisagree`, naming each field that cannot be as it is."""
    if found := dates.faults(record, work.today):
        fields = ", ".join(dict.fromkeys(one.field for one in found))
        raise DatesDisagree(*found, field=fields)
