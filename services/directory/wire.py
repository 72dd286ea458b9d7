"""Organizations, people, posts and what is outside, as messages."""

from datetime import date

from dangwu.directory.v1 import authority_pb2, organization_pb2, outside_pb2
from services.directory.store import Organization, OrganizationVersion, Person, Post
from services.directory.store.outsides import Known
from services.directory.tree import committee_of


def to_organization(
    organization: Organization, version: OrganizationVersion
) -> organization_pb2.Organization:
    return organization_pb2.Organization(
        id=organization.id,
        etag=str(organization.version),
        code=organization.code,
        name=version.name,
        kind=organization_pb2.OrganizationKind.Name(organization.kind),
        parent_id=version.parent_id,
        may_approve=version.may_approve,
        since=version.since.isoformat(),
        closed_on=_written(organization.closed_on),
        committee_id=committee_of(organization.id, organization.kind, version.parent_id),
    )


def to_outside(known: Known) -> outside_pb2.Outside:
    organization, version, outside = known.organization, known.version, known.outside
    message = outside_pb2.Outside(
        id=organization.id,
        code=organization.code,
        name=version.name,
        may_approve=version.may_approve,
        closed_on=_written(organization.closed_on),
    )
    if outside is not None:
        described = outside_pb2.Outside(
            etag=str(outside.version),
            category=outside_pb2.OutsideCategory.Name(outside.category),
            aliases=known.aliases,
            region=outside.region,
            connected=outside.connected,
            superior_id=outside.superior_id,
            superior_name=known.superior_name,
            address=outside.address,
            postcode=outside.postcode,
            phone=outside.phone,
            fax=outside.fax,
            note=outside.note,
        )
        message.MergeFrom(described)
    return message


def to_post(post: Post, organization_name: str, person_name: str) -> authority_pb2.Post:
    message = authority_pb2.Post(
        id=post.id,
        etag=str(post.version),
        organization_id=post.organization_id,
        organization_name=organization_name,
        kind=authority_pb2.PostKind.Name(post.kind),
        person_id=post.person_id,
        person_name=person_name,
        until=_written(post.held_until),
        voided=post.is_void,
        entered_on=_written(post.entered_on),
    )
    setattr(message, "from", post.held_from.isoformat())  # a keyword in Python
    return message


def to_person(person: Person) -> authority_pb2.Person:
    return authority_pb2.Person(
        id=person.id, etag=str(person.version), name=person.name, account=person.account
    )


def from_of(request: object) -> str:
    """The field `from` of a request, which Python cannot spell."""
    return str(getattr(request, "from"))


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
