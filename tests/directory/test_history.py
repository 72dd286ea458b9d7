"""Whatever the office does, in whatever order: a forest on every day, and history as it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from dangwu.directory.v1 import organization_pb2, post_pb2
from services.chassis.errors import Refusal
from services.chassis.identity import Actor
from services.chassis.sealing import Sealer
from services.chassis.signing import Signer
from services.chassis.work import Work
from services.directory import terms, tree, verify
from services.directory.organization_servicer import OrganizationServicer
from services.directory.post_servicer import PostServicer
from services.directory.store import Organization, Post, organizations, posts
from services.directory.terms import PostKind
from tests.directory.acts import dated
from tests.worlds import World

NOW = datetime(2026, 6, 10, 2, tzinfo=UTC)
TODAY = date(2026, 6, 10)
DAYS = [TODAY + timedelta(days=number) for number in range(-3, 8)]
PEOPLE = ("former", "s.deputy", "a.organizer")


@dataclass
class Story:
    """One run of acts, done through the servicers in one transaction that is then rolled back."""

    session: Session
    world: World
    passed: int = 0

    def work(self) -> Work:
        now = NOW + timedelta(days=self.passed)
        actor = Actor(id="p-000000000000", roles=frozenset({"ROLE_OFFICE"}))
        work = Work(
            actor=actor,
            now=now,
            service="directory",
            sealer=Sealer(self.world.keyring),
            tokens=self.world.tokens,
            signer=Signer(self.world.keyring),
            ask_peer=_nobody,
            line={},
        )
        work.begin(self.session, locked=True)
        return work

    def all(self) -> Sequence[Organization]:
        return self.session.scalars(select(Organization).order_by(Organization.code)).all()

    def organization(self, number: int) -> Organization:
        return self.all()[number % len(self.all())]

    def try_to(self, name: str, act: Callable[[], Any]) -> None:
        try:
            with self.session.begin_nested():
                act()
            event(f"{name}: done")
        except Refusal as refusal:
            event(f"{name}: {refusal.reason}")

    def picture(self, on: date) -> set[tuple[str, ...]]:
        """Who stood below whom under which name on a day, and who held what: it may be added to
        late, but what was there is never changed."""
        rows = organizations.page(self.session, organizations.Filter(on), None, 500)
        held = posts.page(self.session, posts.Filter(on=on), None, 500)
        return {(one.id, version.name, version.parent_id or "") for one, version in rows} | {
            (post.id, post.person_id) for post, _, _ in held
        }


def _nobody(_: object) -> Any:
    raise AssertionError("the directory asks no other service")


def found(story: Story, first: int, second: int, day: date) -> None:
    parent = story.organization(first)
    fitting = [kind for kind, above in tree.STANDS_BELOW.items() if parent.kind in above]
    chosen = fitting if fitting and second % 4 else list(tree.SECOND_LEVEL)
    request = organization_pb2.CreateOrganizationRequest(
        request_id=str(uuid4()),
        code=f"N{len(story.all())}",
        name="新组织",
        kind=f"ORGANIZATION_KIND_{chosen[second % len(chosen)].name}",
        parent_id=parent.id,
    )
    servicer = OrganizationServicer()
    story.try_to(
        "found", lambda: servicer.CreateOrganization(dated(request, str(day)), story.work())
    )


def change(story: Story, first: int, second: int, day: date) -> None:
    seen = story.organization(first)
    request = organization_pb2.ChangeOrganizationRequest(
        request_id=str(uuid4()), id=seen.id, etag=str(seen.version), name=f"改名{second}"
    )
    if second % 2:
        fitting = [one for one in story.all() if one.kind in tree.STANDS_BELOW[seen.kind]]
        request.parent_id = (fitting or [seen])[second // 2 % len(fitting or [seen])].id
    servicer = OrganizationServicer()
    story.try_to(
        "change", lambda: servicer.ChangeOrganization(dated(request, str(day)), story.work())
    )


def close(story: Story, first: int, second: int, day: date) -> None:
    seen = story.organization(first)
    request = organization_pb2.CloseOrganizationRequest(
        request_id=str(uuid4()), id=seen.id, etag=str(seen.version), on=str(day)
    )
    story.try_to("close", lambda: OrganizationServicer().CloseOrganization(request, story.work()))


def appoint(story: Story, first: int, second: int, day: date) -> None:
    organization = story.organization(first)
    fitting = sorted(terms.FITTING[organization.kind]) or [PostKind.SECRETARY]
    request = post_pb2.AppointPostRequest(
        request_id=str(uuid4()),
        organization_id=organization.id,
        person_id=posts.person(story.session, PEOPLE[second % 3]).id,
        kind=f"POST_KIND_{fitting[second % len(fitting)].name}",
        until="" if second % 3 else str(day + timedelta(days=second % 5)),
    )
    story.try_to(
        "appoint", lambda: PostServicer().AppointPost(dated(request, str(day)), story.work())
    )


def end(story: Story, first: int, second: int, day: date) -> None:
    held = story.session.scalars(select(Post).order_by(Post.held_from, Post.kind, Post.id)).all()
    post = held[first % len(held)]
    request = post_pb2.EndPostRequest(
        request_id=str(uuid4()), id=post.id, etag=str(post.version), on=str(day)
    )
    story.try_to("end", lambda: PostServicer().EndPost(request, story.work()))


def sleep(story: Story, first: int, second: int, day: date) -> None:
    story.passed += second % 2


ACTS = (found, change, change, close, appoint, appoint, end, sleep)
acts = st.tuples(
    st.sampled_from(ACTS), st.integers(0, 40), st.integers(0, 40), st.sampled_from(DAYS)
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(acts, min_size=5, max_size=25))
def test_no_order_of_acts_breaks_a_promise(
    world: World, todo: list[tuple[Callable[..., None], int, int, date]]
) -> None:
    assert world.host
    with world.host.databases["directory"].writing() as session:
        story = Story(session, world)
        for act, first, second, day in todo:
            today = TODAY + timedelta(days=story.passed)
            past = {on: story.picture(on) for on in DAYS if on < today}
            act(story, first, second, day)
            assert all(story.picture(on) >= before for on, before in past.items())
        checks = verify.checks(verify.read(session))
        assert [one.name for one in checks if one.broken] == []
        for on in DAYS:
            _is_forest_superiors_first(session, on)


def _is_forest_superiors_first(session: Session, on: date) -> None:
    seen: set[str | None] = {None}
    for organization, version in organizations.page(session, organizations.Filter(on), None, 500):
        assert version.parent_id in seen
        seen.add(organization.id)
