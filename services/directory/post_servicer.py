"""The acts on people and posts: entered, appointed and relieved; and who may act for whom."""

from datetime import date

from dangwu.directory.v1 import authority_pb2
from dangwu.directory.v1 import post_pb2 as pb
from services.chassis import etags, paging
from services.chassis.civil import parse_date, parse_date_or
from services.chassis.work import Work
from services.directory import terms, tree
from services.directory.standing import Standings
from services.directory.store import Person, Post, organizations, posts
from services.directory.store.revisions import revision
from services.directory.terms import PostKind
from services.directory.tree import OrganizationKind
from services.directory.wire import from_of, to_organization, to_person, to_post


class PostServicer:
    """dangwu.directory.v1.PostService"""

    def __init__(self) -> None:
        self._standings = Standings()

    def GetPerson(self, request: pb.GetPersonRequest, work: Work) -> authority_pb2.Person:
        return to_person(posts.person(work.session, request.id))

    def RegisterPerson(self, request: pb.RegisterPersonRequest, work: Work) -> authority_pb2.Person:
        newcomer = Person(id=request.id, name=request.name, account=request.account)
        posts.register(work.session, newcomer)
        work.note(person=newcomer.id)
        return to_person(newcomer)

    def ListPosts(self, request: pb.ListPostsRequest, work: Work) -> pb.ListPostsResponse:
        on = parse_date(request.on, "on") if request.on else None
        wanted = posts.Filter(request.organization_id, request.person_id, on)
        size = paging.page_size(request)
        found = posts.page(work.session, wanted, _after(request.page_token), size + 1)
        shown = found[:size]
        return pb.ListPostsResponse(
            posts=_named(shown, on or work.today, work),
            next_page_token=_token(*shown[-1]) if len(found) > size else "",
        )

    def AppointPost(self, request: pb.AppointPostRequest, work: Work) -> authority_pb2.Post:
        session = work.session
        if request.person_id == work.actor.id:
            raise terms.SelfAppointment()
        organization = organizations.organization_at_all(
            session, request.organization_id, work.today
        )
        person = posts.person(session, request.person_id)
        appointed = Post(
            id="",
            organization_id=organization.id,
            person_id=person.id,
            kind=PostKind(request.kind),
            held_from=parse_date_or(from_of(request), "from", work.today),
            held_until=parse_date(request.until, "until") if request.until else None,
            entered_on=work.today,
        )
        terms.not_empty("until", appointed.held_from, appointed.held_until)
        terms.fit(appointed.kind, organization.kind)
        tree.not_before("from", appointed.held_from, organization.founded_on)
        tree.open_through(organization.id, organization.closed_on, appointed.held_until)
        terms.make_room(appointed, posts.posts_in(session, organization.id))
        posts.appoint(session, appointed)
        work.note(organization=organization.id, post=appointed.id, kind=appointed.kind.name)
        return _named([(appointed, person, organization.code)], work.today, work)[0]

    def EndPost(self, request: pb.EndPostRequest, work: Work) -> authority_pb2.Post:
        ended = posts.post(work.session, request.id)
        etags.check(request.etag, ended.version)
        if ended.is_void:
            raise terms.TermVoid(post=ended.id)
        last = parse_date_or(request.on, "on", work.today)
        terms.not_longer(last, ended.held_until)
        tree.not_before("on", last, work.today)
        school = organizations.organization_at_all(work.session, ended.organization_id, work.today)
        if school.kind is OrganizationKind.SCHOOL_COMMITTEE:
            others = posts.posts_in(work.session, school.id)
            terms.leave_nobody_out(ended, last, work.today, others)
        posts.end(work.session, ended, last)
        work.note(organization=ended.organization_id, post=ended.id, until=last)
        person = posts.person(work.session, ended.person_id)
        return _named([(ended, person, "")], work.today, work)[0]

    def ExplainAuthority(
        self, request: pb.ExplainAuthorityRequest, work: Work
    ) -> authority_pb2.Authority:
        on = parse_date_or(request.on, "on", work.today)
        levels = organizations.lineage(work.session, request.organization_id, on)
        signing = posts.signing(work.session, [each.id for each, _ in levels], on)
        return authority_pb2.Authority(
            organization_id=request.organization_id,
            on=on.isoformat(),
            levels=[
                authority_pb2.AuthorityLevel(
                    organization=to_organization(organization, version),
                    posts=[
                        to_post(post, version.name, person.name)
                        for post, person in signing[organization.id]
                    ],
                )
                for organization, version in levels
            ],
            revision=revision(work.session),
        )

    def GetStanding(self, request: pb.GetStandingRequest, work: Work) -> authority_pb2.Standing:
        on = parse_date_or(request.on, "on", work.today)
        return self._standings.of(work.session, request.subject, on)


def _after(token: str) -> posts.Place | None:
    parts = paging.decode(token, 4)
    if parts is None:
        return None
    code, kind, held_from, post_id = parts
    try:
        return code, PostKind(int(kind)), date.fromisoformat(held_from), post_id
    except ValueError:
        raise paging.PageTokenInvalid() from None


def _token(post: Post, _person: Person, code: str) -> str:
    return paging.encode(code, post.kind, post.held_from.isoformat(), post.id)


def _named(found: posts.Shown, today: date, work: Work) -> list[authority_pb2.Post]:
    """Posts, with the name the organization has on a day, or on the nearest day of the term."""
    versions = organizations.versions_of(
        work.session, *{post.organization_id for post, _, _ in found}
    )
    messages = []
    for post, person, _ in found:
        day = max(min(today, post.held_until or today), post.held_from)
        version = tree.in_force(versions[post.organization_id], day)
        messages.append(to_post(post, version.name if version else "", person.name))
    return messages
