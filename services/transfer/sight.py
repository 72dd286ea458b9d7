"""Who may see which members and cases."""

from collections.abc import Set as AbstractSet

from dangwu.directory.v1 import organization_pb2
from dangwu.transfer.v1 import member_pb2
from services.chassis.work import Work
from services.transfer.refusals import NotYours
from services.transfer.store import (
    INSIDE,
    OUTSIDE,
    Member,
    Relationship,
    Transfer,
    current_relationship,
    open_transfer_of,
    organizations_with_members,
    touches,
)

STAFF = (member_pb2.MEMBER_CATEGORY_STAFF, member_pb2.MEMBER_CATEGORY_RETIRED)
STUDENTS = (
    member_pb2.MEMBER_CATEGORY_UNDERGRADUATE,
    member_pb2.MEMBER_CATEGORY_MASTER,
    member_pb2.MEMBER_CATEGORY_DOCTORAL,
)
CAMPUS_CATEGORIES = {"service:hr": STAFF, "service:student": STUDENTS}


def campus_categories(work: Work) -> tuple[int, ...] | None:
    """The categories of people a campus system asks about; None for everybody else."""
    return CAMPUS_CATEGORIES.get(work.actor.id)


def scope_of(work: Work) -> AbstractSet[str] | None:
    """The organizations whose members the caller sees; None means all."""
    if work.actor.everywhere or campus_categories(work) is not None:
        return None
    return work.actor.scope


def campus_condition(work: Work) -> list[object]:
    """The condition that keeps a campus system to the people of its own kind."""
    categories = campus_categories(work)
    return [Member.category.in_(categories)] if categories else []


def _sees(work: Work, category: int, place: Relationship) -> bool:
    categories = campus_categories(work)
    if categories is not None:
        return category in categories
    return work.actor.sees(place.organization_id) or _arrives(work, place)


def _arrives(work: Work, place: Relationship) -> bool:
    """Whether somebody is on his way from outside to the organizations the caller sees."""
    if place.place != OUTSIDE:
        return False
    case = open_transfer_of(work.session, place.member_id)
    return case is not None and work.actor.sees(*case.organization_ids)


def may_tell_place(work: Work, transfer: Transfer, place: Relationship) -> bool:
    """Whether a caller may learn where the member of a case belongs: while it is under way, and
    afterwards if he may see the member."""
    return transfer.ended_at is None or _sees(work, transfer.category, place)


def sees_member(work: Work, member: Member) -> bool:
    """Whether the caller may see this member, wherever he belongs now."""
    return _sees(work, member.category, current_relationship(work.session, member.id))


def require_member(work: Work, member: Member, place: Relationship) -> None:
    """Refuses with `NotYours` unless the caller may see this member."""
    if not _sees(work, member.category, place):
        raise NotYours()


def require_inside(place: Relationship) -> None:
    """Refuses with `NotYours` about somebody who is not on the school's roll."""
    if place.place != INSIDE:
        raise NotYours()


def require_case(work: Work, transfer: Transfer) -> None:
    """Refuses with `NotYours` unless the caller may see this case."""
    categories = campus_categories(work)
    if categories is not None:
        seen = transfer.category in categories
    else:
        seen = work.actor.sees(*transfer.organization_ids)
    if not seen:
        raise NotYours()


def cases(work: Work) -> list[object]:
    """The condition for all cases the caller may see: the same as `require_case`, in SQL."""
    categories = campus_categories(work)
    if categories is not None:
        return [Transfer.category.in_(categories)]
    return [] if work.actor.everywhere else [touches(work.actor.scope)]


def below(work: Work, organization_id: str) -> set[str]:
    """An organization and all below it today; those closed below it that still have members too."""
    today = work.today.isoformat()
    found = {organization_id} | _listed(work, organization_id)
    closed = organizations_with_members(work.session) - found - _listed(work, "")
    for one in closed:
        above, passed = one, [one]
        while above and above not in found:
            above = work.ask(organization_pb2.GetOrganizationRequest(id=above, on=today)).parent_id
            passed.append(above)
        if above:
            found.update(passed)
    return found


def _listed(work: Work, below_id: str) -> set[str]:
    """The organizations open today, below one or all."""
    found: set[str] = set()
    token, today = "", work.today.isoformat()
    while True:
        page = work.ask(
            organization_pb2.ListOrganizationsRequest(
                below_id=below_id, on=today, page_size=200, page_token=token
            )
        )
        found.update(one.id for one in page.organizations)
        token = page.next_page_token
        if not token:
            return found
