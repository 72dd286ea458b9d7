"""What somebody is entitled to on a day, remembered until the directory changes.

Every call on the road asks this, so the answer costs one small read: the revision. An answer holds
for the revision it was read at and is forgotten with it; days are part of the question, so that a
term that ends does not need a change to take effect.
"""

from collections.abc import Hashable
from datetime import date
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dangwu.directory.v1 import authority_pb2
from services.directory import terms
from services.directory.store import organizations, posts
from services.directory.store.revisions import revision
from services.directory.wire import to_post

Answer = TypeVar("Answer")
MOST = 4096


class Remembered(Generic[Answer]):
    """Answers read at one revision; the first question at another forgets them all."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revision = -1
        self._answers: dict[Hashable, Answer] = {}

    def get(self, revision: int, question: Hashable) -> Answer | None:
        with self._lock:
            return self._answers.get(question) if revision == self._revision else None

    def put(self, revision: int, question: Hashable, answer: Answer) -> None:
        with self._lock:
            if revision != self._revision or len(self._answers) >= MOST:
                self._revision, self._answers = revision, {}
            self._answers[question] = answer


class Standings:
    """The standing of anybody on any day, for each database of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_engine: WeakKeyDictionary[Engine, Remembered[authority_pb2.Standing]] = (
            WeakKeyDictionary()
        )

    def of(self, session: Session, subject: str, on: date) -> authority_pb2.Standing:
        """To be asked in a read alone: what a write has not committed must not be remembered."""
        now = revision(session)
        remembered = self._remembered(session.connection().engine)
        answer = remembered.get(now, (subject, on))
        if answer is None:
            answer = standing(session, subject, on, now)
            remembered.put(now, (subject, on), answer)
        return answer

    def _remembered(self, engine: Engine) -> Remembered[authority_pb2.Standing]:
        with self._lock:
            return self._by_engine.setdefault(engine, Remembered())


def standing(
    session: Session, subject: str, on: date, revision_read: int
) -> authority_pb2.Standing:
    """What somebody is entitled to on a day, as the database has it at a revision."""
    person, held = posts.holdings(session, subject, on)
    if person is None:
        return authority_pb2.Standing(revision=revision_read)
    roles: set[str] = set()
    own: set[str] = set()
    everywhere = False
    for organization, _, post in held:
        roles |= terms.roles_of(post.kind, organization.kind)
        everywhere |= terms.opens_all(post.kind, organization.kind)
        if terms.opens_own(post.kind, organization.kind):
            own.add(organization.id)
    scope = own.union(organizations.below(session, own, on))
    return authority_pb2.Standing(
        person_id=person.id,
        posts=[to_post(post, version.name, person.name) for _, version, post in held],
        roles=sorted(roles),
        scope_ids=sorted(scope),
        everywhere=everywhere,
        revision=revision_read,
    )
