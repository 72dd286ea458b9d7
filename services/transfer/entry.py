"""What is entered on a member's record, and mended in it, and by whom."""

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import func, select

from dangwu.transfer.v1 import member_pb2, roll_pb2
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault
from services.chassis.ids import new_id
from services.chassis.work import Work
from services.transfer import dates, ethnicity, probation, reach, roll, store
from services.transfer.dates import Record
from services.transfer.reach import Posts
from services.transfer.refusals import DatesDisagree, IdNumberInvalid, MemberTaken
from services.transfer.store import Member

PROBATIONARY = member_pb2.MEMBER_KIND_PROBATIONARY


@dataclass(frozen=True)
class Given:
    """What somebody says of a member who is entered: on the roll at once, or as he arrives."""

    id: str
    name: str
    kind: int
    category: int
    campus_number: str
    id_number: str
    phone: str
    joined_on: str
    probation_ends_on: str
    dues_through: str
    ethnicity: str


def given(request: roll_pb2.RegisterMemberRequest) -> Given:
    """What is said of somebody who is entered on the roll."""
    return Given(**{one.name: getattr(request, one.name) for one in fields(Given)})


def new_member(told: Given, work: Work, version: int = 1) -> Member:
    """Somebody new on the roll; refuses who is there already, and what cannot be."""
    number = _canonical(told)
    index = _index(number, work)
    _require_free(work, "id_number", Member.id_number_index == index)
    _require_free(work, "campus_number", Member.campus_number == told.campus_number)
    if told.id:
        _require_free(work, "id", Member.id == told.id)
    member_id = told.id or new_id("p")
    columns = _columns(told, member_id, work)
    return Member(id=member_id, version=version, standing="NORMAL", **columns)


def of_id_number(told: Given, work: Work) -> Member | None:
    """The member whose ID number is given, if the roll knows him."""
    index = _index(_canonical(told), work)
    return work.session.scalars(select(Member).where(Member.id_number_index == index)).first()


def of_campus_number(told: Given, work: Work) -> Member | None:
    """The member whose campus number is given, if the roll knows him."""
    asked = select(Member).where(Member.campus_number == told.campus_number)
    return work.session.scalars(asked).first()


def require_meant(found: Member | None, told: Given, work: Work) -> None:
    """Refuses where person id and ID number are not of one person: a number is not changed in
    passing."""
    if told.id and (found is None or found.id != told.id):
        store.get_member(work.session, told.id)
        raise MemberTaken(by="id" if found is None else "id_number")


def require_same(member: Member, told: Given) -> None:
    """Refuses with `DatesDisagree`, naming each field in which somebody who comes back is told to
    be another than the roll has him: what changed is amended once he is accepted."""
    same = {
        "name": told.name == member.name,
        "member_kind": told.kind == member.kind,
        "joined_on": told.joined_on == member.joined_on.isoformat(),
    }
    faults = [
        FieldFault(
            field,
            f"{field} 与名册原有记录不一致：按原记录填写，接收后再更正。",
            f"{field} differs from the record on the roll; give it as it was, amend it later.",
        )
        for field, agrees in same.items()
        if not agrees
    ]
    if faults:
        raise DatesDisagree(*faults, field=", ".join(one.field for one in faults))


def _canonical(told: Given) -> str:
    number = roll.canonical_id_number(told.id_number)
    if number is None:
        raise IdNumberInvalid()
    return number


def _index(number: str, work: Work) -> bytes:
    return work.sealer.blind("transfer.member.id_number", number)


def _columns(told: Given, member_id: str, work: Work) -> dict[str, Any]:
    """What a record keeps, numbers sealed; refuses dates that cannot be."""
    number = _canonical(told)
    joined = parse_date(told.joined_on, "joined_on")
    ends = told.probation_ends_on
    over = parse_date(ends, "probation_ends_on") if ends else None
    born = roll.birthday(number)
    _agree(Record(told.kind == PROBATIONARY, joined, over, told.dues_through, born), work)
    return {
        "name": told.name,
        "kind": told.kind,
        "category": told.category,
        "campus_number": told.campus_number,
        "id_number": work.sealer.seal(number, "member", "id_number", member_id),
        "id_number_index": _index(number, work),
        "id_number_masked": roll.mask_id_number(number),
        "joined_on": joined,
        "probation_ends_on": over,
        "dues_through": told.dues_through,
        "ethnicity": ethnicity.named(told.ethnicity),
        **_phone(told.phone, member_id, work),
    }


def _phone(phone: str, member_id: str, work: Work) -> dict[str, Any]:
    return {
        "phone": work.sealer.seal(phone, "member", "phone", member_id) if phone else None,
        "phone_index": work.sealer.blind("transfer.member.phone", phone) if phone else None,
        "phone_masked": roll.mask_phone(phone),
    }


def _require_free(work: Work, by: str, condition: Any) -> None:
    if work.session.scalar(select(func.count()).select_from(Member).where(condition)):
        raise MemberTaken(by=by)


def amend(member: Member, request: roll_pb2.AmendMemberRequest, mine: Posts, work: Work) -> None:
    """Mends what is given; `mine` are the caller's posts over the member."""
    probation.require(member, request, mine, work)
    if request.HasField("campus_number") and request.campus_number != member.campus_number:
        # Whether a number is taken says who is on the roll elsewhere: that is the office's to know.
        reach.require(work, mine, reach.OFFICE, "OFFICE", "AmendMember")
        _require_free(work, "campus_number", Member.campus_number == request.campus_number)
        member.campus_number = request.campus_number
    if request.HasField("kind") and request.kind != member.kind:
        _become(member, request.kind)
    if request.HasField("phone"):
        for column, value in _phone(request.phone, member.id, work).items():
            setattr(member, column, value)
    if request.HasField("dues_through"):
        member.dues_through = request.dues_through
    if request.HasField("ethnicity"):
        member.ethnicity = ethnicity.named(request.ethnicity)
    if request.HasField("probation_ends_on"):
        member.probation_ends_on = parse_date(request.probation_ends_on, "probation_ends_on")
    ends = member.probation_ends_on
    # Dues entered long ago are not judged by what is mended now.
    _agree(Record(member.kind == PROBATIONARY, member.joined_on, ends, request.dues_through), work)


def _become(member: Member, kind: int) -> None:
    """A probationary member becomes full; nobody goes back."""
    if kind == PROBATIONARY:
        raise _never_back("kind")
    member.kind, member.probation_ends_on = kind, None


def _never_back(field: str) -> DatesDisagree:
    zh = "正式党员不能改回预备党员；请不填本项，或填“正式党员”（MEMBER_KIND_FULL）。"
    en = "A full member does not become probationary again; leave it out, or give FULL."
    return DatesDisagree(FieldFault(field, zh, en), field=field)


def _agree(record: Record, work: Work) -> None:
    """Refuses with `DatesDisagree`, naming each field that cannot be as it is."""
    if found := dates.faults(record, work.today):
        fields = ", ".join(dict.fromkeys(one.field for one in found))
        raise DatesDisagree(*found, field=fields)
