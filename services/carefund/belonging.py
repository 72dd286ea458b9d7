"""Where a member belongs, as far as an application asks: the branch that answers for him."""

from dataclasses import dataclass
from datetime import UTC, date

from dangwu.carefund.v1 import fund_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2
from services.carefund.refusals import NotYours
from services.chassis.civil import shanghai_date
from services.chassis.work import Work

INSIDE = member_pb2.PLACE_INSIDE
AFTER_DEATH = frozenset({fund_pb2.CARE_CATEGORY_MEMBER_DEATH, fund_pb2.CARE_CATEGORY_LINE_OF_DUTY})
"""Aid that may come when the member is on the roll no more: the day of the event counts."""


@dataclass(frozen=True)
class Belonging:
    """A member, the branch that answers for him, and whether he counts as belonging here."""

    member: member_pb2.Member
    organization_id: str
    organization_name: str
    here: bool


def of(work: Work, member_id: str, category: int, event_on: date) -> Belonging:
    """Where a member belongs; refuses with MEMBER_UNKNOWN, or `NotYours` who never was here."""
    member: member_pb2.Member = work.ask(roll_pb2.GetMemberRequest(id=member_id))
    if member.place == INSIDE:
        return Belonging(member, member.organization_id, member.organization_name, here=True)
    asked = roll_pb2.ListRelationshipsRequest(member_id=member_id)
    inside = [one for one in work.ask(asked).relationships if one.place == INSIDE]
    if not inside:
        raise NotYours()
    last = inside[-1]
    lasted = category in AFTER_DEATH and covers(last, event_on)
    return Belonging(member, last.organization_id, last.organization_name, here=lasted)


def covers(one: member_pb2.Relationship, day: date) -> bool:
    """Whether a relationship stood on a day."""
    begun: date = shanghai_date(getattr(one, "from").ToDatetime(tzinfo=UTC))
    if day < begun:
        return False
    return not one.HasField("until") or day <= shanghai_date(one.until.ToDatetime(tzinfo=UTC))
