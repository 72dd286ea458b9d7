"""The first day: the root and its first two posts, before there is anybody to enter them."""

from datetime import date

from dangwu.directory.v1 import founding_pb2 as pb
from dangwu.directory.v1 import organization_pb2
from services.chassis.civil import parse_date_or
from services.chassis.work import Work
from services.directory.store import (
    Organization,
    OrganizationVersion,
    Person,
    Post,
    organizations,
    posts,
)
from services.directory.terms import PostKind
from services.directory.tree import OrganizationKind
from services.directory.wire import from_of, to_organization


class FoundingServicer:
    """dangwu.directory.v1.FoundingService"""

    def FoundSchool(
        self, request: pb.FoundSchoolRequest, work: Work
    ) -> organization_pb2.Organization:
        organizations.refuse_second_school(work.session)
        founded_on = parse_date_or(from_of(request), "from", work.today)
        school = Organization(
            code=request.code, kind=OrganizationKind.SCHOOL_COMMITTEE, founded_on=founded_on
        )
        version = OrganizationVersion(name=request.name, parent_id=None, may_approve=True)
        organizations.found(work.session, school, version)
        _seat(work, school.id, PostKind.DIRECTOR, request.director, founded_on)
        _seat(work, school.id, PostKind.ADMINISTRATOR, request.administrator, founded_on)
        work.note(organization=school.id)
        return to_organization(school, version)


def _seat(work: Work, school_id: str, kind: PostKind, founder: pb.Founder, held_from: date) -> None:
    person = Person(id=founder.id, name=founder.name, account=founder.account)
    posts.register(work.session, person)
    post = Post(
        organization_id=school_id,
        person_id=person.id,
        kind=kind,
        held_from=held_from,
        entered_on=work.today,
    )
    posts.appoint(work.session, post)
