"""Who calls: a verified subject, and the posts that subject holds today.

A signed token, or a client certificate, says who; the directory says which posts. Nothing else a
caller sends about itself is believed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Protocol

from dangwu.directory.v1 import authority_pb2, post_pb2
from dangwu.v1 import options_pb2
from services.chassis.contract import Rpc
from services.chassis.errors import RoleNotAllowed, Unauthenticated
from services.chassis.tokens import Tokens

CAMPUS_SYSTEMS = {"service:hr": "ROLE_HR_SYSTEM", "service:student": "ROLE_STUDENT_SYSTEM"}
OWN_SERVICES = frozenset(
    f"service:{name}" for name in ("directory", "transfer", "carefund", "rules", "audit")
)


@dataclass(frozen=True)
class PostHeld:
    """A post somebody holds on the day of the call."""

    id: str
    organization_id: str
    kind: str


@dataclass(frozen=True)
class Actor:
    """Somebody known, with what the directory entitles him to on the day of the call."""

    id: str
    roles: frozenset[str]
    posts: tuple[PostHeld, ...] = ()
    scope: frozenset[str] = frozenset()
    everywhere: bool = False
    revision: int = 0

    @property
    def is_service(self) -> bool:
        return self.id.startswith("service:")

    def sees(self, *organization_ids: str) -> bool:
        """Whether any of these organizations' business is open to the actor."""
        return self.everywhere or not self.scope.isdisjoint(organization_ids)

    def posts_in(self, organization_id: str) -> list[PostHeld]:
        return [post for post in self.posts if post.organization_id == organization_id]


NOBODY = Actor(id="anyone", roles=frozenset({"ROLE_ANYONE"}))


class AskStanding(Protocol):
    """Asks the directory what a subject is entitled to on a day."""

    def __call__(self, request: post_pb2.GetStandingRequest) -> authority_pb2.Standing: ...


def subject_of(
    metadata: Mapping[str, str], peer_service: str | None, tokens: Tokens, now: datetime
) -> str:
    """Who calls, from a token or else a client certificate; refuses with `Unauthenticated`."""
    header = metadata.get("authorization", "")
    scheme, _, token = header.partition(" ")
    if token and scheme.lower() == "bearer":
        return tokens.verify(token, now).subject
    if peer_service and not header:
        return peer_service
    raise Unauthenticated()


def actor_of(subject: str, today: date, ask: AskStanding) -> Actor:
    """What a subject is entitled to on a day; refuses with `Unauthenticated` when unknown."""
    if subject in OWN_SERVICES:
        return Actor(id=subject, roles=frozenset({"ROLE_SERVICE"}), everywhere=True)
    if role := CAMPUS_SYSTEMS.get(subject):
        return Actor(id=subject, roles=frozenset({role}))
    standing = ask(post_pb2.GetStandingRequest(subject=subject, on=today.isoformat()))
    if not standing.person_id:
        raise Unauthenticated()
    return Actor(
        id=standing.person_id,
        roles=frozenset(options_pb2.Role.Name(role) for role in standing.roles),
        posts=tuple(
            PostHeld(post.id, post.organization_id, authority_pb2.PostKind.Name(post.kind))
            for post in standing.posts
        ),
        scope=frozenset(standing.scope_ids),
        everywhere=standing.everywhere,
        revision=standing.revision,
    )


class RecentActors:
    """What the directory said of somebody within the last second, for reads alone.

    A write always asks. A day is part of the question, and somebody without any role is asked for
    again at once, so that a new post opens doors without delay.
    """

    KEPT_S = 1.0
    MOST = 4096

    def __init__(self) -> None:
        self._known: dict[tuple[str, date], tuple[float, Actor]] = {}

    def get(self, subject: str, today: date) -> Actor | None:
        at, actor = self._known.get((subject, today), (0.0, None))
        return actor if actor and monotonic() - at < self.KEPT_S else None

    def put(self, subject: str, today: date, actor: Actor) -> None:
        if not actor.roles:
            return
        if len(self._known) >= self.MOST:
            self._known.clear()
        self._known[subject, today] = (monotonic(), actor)


def authorize(actor: Actor, rpc: Rpc) -> None:
    """Refuses with `RoleNotAllowed` unless the .proto lists one of the actor's roles."""
    if actor.roles.isdisjoint(rpc.allow):
        allowed = ", ".join(sorted(role.removeprefix("ROLE_") for role in rpc.allow))
        raise RoleNotAllowed(rpc=rpc.name, allowed=allowed)
