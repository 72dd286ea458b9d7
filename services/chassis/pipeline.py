"""The one road: identify, parse, authorize, ask, replay, act, record, commit.

Whatever every call needs happens here, once. A servicer method contains only its own act.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from google.protobuf.message import DecodeError, Message
from sqlalchemy.exc import DBAPIError, IntegrityError

from dangwu.audit.v1 import audit_pb2
from services.chassis import contract, journal, validation
from services.chassis.contract import Rpc
from services.chassis.database import Database, is_away, is_locked, is_retryable
from services.chassis.errors import (
    Busy,
    Forbidden,
    Incident,
    Late,
    Malformed,
    Refusal,
    RequestIdReused,
)
from services.chassis.identity import NOBODY, Actor, authorize
from services.chassis.letterhead import Letterhead
from services.chassis.logbook import one_line
from services.chassis.sealing import Sealer
from services.chassis.signing import Signer
from services.chassis.tokens import Tokens
from services.chassis.withheld import withhold
from services.chassis.work import Unasked, Work

Done = TypeVar("Done")
ATTEMPTS = 5
PLAIN_ID = re.compile(r"[!-~]{1,60}")
"""A refused request may not have been checked: what it names may be anything."""

LEAST_TIME_S = 0.02
"""With less than this left there is no sense in beginning, or in committing."""


@dataclass(frozen=True)
class Call:
    """One call as it came in: who sent what, and when the caller stops waiting.

    `deadline` is on the monotonic clock; None means the caller set none.
    """

    data: bytes
    metadata: Mapping[str, str]
    peer_service: str | None = None
    deadline: float | None = None

    def time_left(self, most: float) -> float:
        """Seconds until the caller stops waiting, at most `most`."""
        return most if self.deadline is None else min(most, self.deadline - time.monotonic())

    def be_in_time(self) -> None:
        if self.time_left(1.0) < LEAST_TIME_S:
            raise Late()


class AskPeer(Protocol):
    """Asks another service, within the time the caller has left."""

    def __call__(self, request: Message, call: Call | None = None) -> Message: ...


@dataclass(frozen=True)
class Pipeline:
    """The road of one service."""

    service: str
    database: Database
    sealer: Sealer
    tokens: Tokens
    signer: Signer
    clock: Callable[[], datetime]
    identify: Callable[[Call, datetime, bool], Actor]
    ask_peer: AskPeer
    recorded: Callable[[], None]
    letterhead: Letterhead = field(default_factory=Letterhead)

    def call(self, rpc: Rpc, servicer: object, call: Call) -> bytes:
        """Answers one call, or raises a `Refusal`; nothing else ever leaves."""
        line: dict[str, object] = {"rpc": rpc.full_name}
        try:
            with one_line(line), self.database.there():
                return self._answer(rpc, servicer, call, line)
        except Refusal:
            raise
        except Exception as error:
            raise Incident(incident=line["incident"]) from error

    def _answer(self, rpc: Rpc, servicer: object, call: Call, line: dict[str, object]) -> bytes:
        call.be_in_time()
        now = self.clock()
        actor = NOBODY if rpc.open_to_all else self.identify(call, now, rpc.writes)
        line["actor"] = actor.id
        request = _parse(rpc, call.data)
        ask = partial(self.ask_peer, call=call)
        work = Work(actor, now, self.service, self.sealer, self.tokens, self.signer, ask, line)
        work.letterhead = self.letterhead
        try:
            authorize(actor, rpc)
            validation.check(request)
            reply = (self._write if rpc.writes else self._read)(rpc, servicer, request, work, call)
        except Forbidden as refusal:
            self._record_attempt(rpc, request, work, refusal, call)
            raise
        return reply

    def _read(self, rpc: Rpc, servicer: object, request: Any, work: Work, call: Call) -> bytes:
        try:
            return self._look(rpc, servicer, request, work)
        except DBAPIError as error:
            if not is_away(error):
                raise
        return self._look(rpc, servicer, request, work)  # on a connection made anew

    def _look(self, rpc: Rpc, servicer: object, request: Any, work: Work) -> bytes:
        with self.database.reading() as session:
            work.begin(session, locked=False)
            reply: Message = getattr(servicer, rpc.name)(request, work)
            return reply.SerializeToString()

    def _write(self, rpc: Rpc, servicer: object, request: Any, work: Work, call: Call) -> bytes:
        def once() -> bytes:
            self._ask_first(rpc, servicer, request, work)
            return self._attempt(rpc, servicer, request, work, call)

        return self._until_done(once, work)

    def _until_done(self, once: Callable[[], Done], work: Work) -> Done:
        """Tries again what only lost a race; refuses with `Busy` when others keep the pen."""
        for attempt in range(ATTEMPTS):
            try:
                return once()
            except (Unasked, journal.JournalMoved, IntegrityError):
                if attempt == ATTEMPTS - 1:
                    raise
            except DBAPIError as error:
                if is_locked(error):
                    raise Busy() from error
                if not (is_retryable(error) or is_away(error)) or attempt == ATTEMPTS - 1:
                    raise
            work.line["retries"] = attempt + 1
        raise Busy()

    def _ask_first(self, rpc: Rpc, servicer: object, request: Any, work: Work) -> None:
        """Asks other services before the lock; a request already answered asks nobody."""
        asks = getattr(servicer, f"ask_{rpc.name}", None)
        if asks is None:
            return
        with self.database.reading() as session:
            work.begin(session, locked=False)
            seen = journal.find(session, rpc.full_name, work.actor.id, request.request_id)
            if rpc.discloses or not seen:
                asks(request, work)

    def _attempt(self, rpc: Rpc, servicer: object, request: Any, work: Work, call: Call) -> bytes:
        with self.database.writing(call.time_left(self.database.timeout_s)) as session:
            work.begin(session, locked=True)
            if (earlier := self._replay(rpc, request, work)) is not None:
                return earlier
            reply = self._act(rpc, servicer, request, work)
            session.flush()
            if request.validate_only:
                work.note(rehearsed=True)
                contract.veil(reply)
                return reply.SerializeToString()
            answer = reply.SerializeToString()
            self._record(rpc, request, work, reply, journal.OK)
            call.be_in_time()
            session.commit()
        self.recorded()
        return answer

    def _act(self, rpc: Rpc, servicer: object, request: Any, work: Work) -> Message:
        try:
            reply: Message = getattr(servicer, rpc.name)(request, work)
            return reply
        except Refusal as refusal:
            if work.keeps_refused:  # even in rehearsal, or guesses would be free there
                self._record(rpc, request, work, None, refusal.reason)
                work.session.commit()
                self.recorded()
            raise

    def _replay(self, rpc: Rpc, request: Any, work: Work) -> bytes | None:
        """The answer an earlier call got; None when the act is to be done, or done again.

        What discloses is never answered from memory: the right to see may be gone by now, and
        each showing leaves a row of its own. Later rows of one request carry no request_id.
        """
        row = journal.find(work.session, rpc.full_name, work.actor.id, request.request_id)
        if row is None:
            return None
        content = request.SerializeToString(deterministic=True)
        if not self.sealer.matches(content, row.digest):
            raise RequestIdReused(request_id=request.request_id)
        if rpc.discloses:
            work.note(shown_again=True)
            work.again = True
            return None
        work.note(replayed=True)
        return self.sealer.open_bytes(
            row.reply, table="journal", column="reply", row_id=str(row.sequence)
        )

    def _record(self, rpc: Rpc, request: Any, work: Work, reply: Any, outcome: str) -> None:
        """Writes the row; a refusal keeps no request_id, so that it can be tried again."""
        done = reply is not None
        # What was refused unread may be a megabyte of anything: its digest is enough.
        kept = contract.kept(request) if done or not validation.faults(request) else {}
        entry = audit_pb2.Entry(
            actor_id=work.actor.id,
            post_id=work.post_id,
            directory_revision=work.actor.revision,
            rpc=rpc.full_name,
            request_id=request.request_id if done and not work.again else "",
            subject_id=withhold(work.subject or _id_of(reply if done else request)),
            outcome=outcome,
            request=journal.request_text(kept),
            decisions=work.decisions if done else (),
            digest=self._digest(request),
        )
        entry.at.FromDatetime(work.now)
        journal.record(
            work.session,
            self.service,
            entry,
            work.now,
            partial(self._seal, None if rpc.discloses else reply),
        )

    def _seal(self, reply: Message | None, sequence: int) -> bytes | None:
        if reply is None:
            return None
        content = reply.SerializeToString()
        return self.sealer.seal_bytes(content, "journal", "reply", str(sequence))

    def _record_attempt(
        self, rpc: Rpc, request: Any, work: Work, refusal: Forbidden, call: Call
    ) -> None:
        """An attempt at what one is not entitled to is what a reviewer wants to see."""
        subject = work.subject

        def once() -> None:
            with self.database.writing(call.time_left(self.database.timeout_s)) as session:
                work.begin(session, locked=True)
                work.about(subject)
                self._record(rpc, request, work, None, refusal.reason)
                session.commit()

        self._until_done(once, work)
        self.recorded()

    def _digest(self, request: Message) -> str:
        return self.sealer.digest(request.SerializeToString(deterministic=True))


def _parse(rpc: Rpc, data: bytes) -> Any:
    try:
        request: Any = rpc.request_type.FromString(data)
    except DecodeError:
        raise Malformed() from None
    if rpc.writes:
        request.request_id = request.request_id.lower()  # one UUID, however it is written
    return request


def _id_of(message: Any) -> str:
    """What a reply, or a refused request, is about: its id, or the first id it names."""
    names = [field.name for field in message.DESCRIPTOR.fields if field.name != "request_id"]
    named = [name for name in names if name == "id" or name.endswith("_id")]
    text = str(getattr(message, "id" if "id" in named else named[0])) if named else ""
    return text if PLAIN_ID.fullmatch(text) else ""
