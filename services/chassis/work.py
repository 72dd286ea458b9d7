"""Everything one call may touch: the time, the session, the caller, the other services' answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from google.protobuf.message import Message
from sqlalchemy.orm import Session

from dangwu.rules.v1 import rules_pb2
from dangwu.v1 import values_pb2
from services.chassis.civil import shanghai_date
from services.chassis.errors import Refusal
from services.chassis.identity import Actor, PostHeld
from services.chassis.letterhead import Letterhead
from services.chassis.sealing import Sealer
from services.chassis.signing import Signer
from services.chassis.tokens import Tokens

Ask = Callable[[Message], Message]
Question = tuple[str, bytes]


class Unasked(Exception):
    """A question came up under the lock that was not asked before it; the call begins again."""


@dataclass
class Work:
    """One call at work. Time is an argument: `now` and `today` are fixed when the call comes in."""

    actor: Actor
    now: datetime
    service: str
    sealer: Sealer
    tokens: Tokens
    signer: Signer
    ask_peer: Ask
    line: dict[str, object]
    letterhead: Letterhead = field(default_factory=Letterhead)
    session: Session = field(init=False)
    locked: bool = False
    decisions: list[values_pb2.Decision] = field(default_factory=list)
    post_id: str = ""
    keeps_refused: bool = False
    subject: str = ""
    again: bool = False
    _answers: dict[Question, Message] = field(default_factory=dict)
    _in_vain: set[Question] = field(default_factory=set)

    @property
    def today(self) -> date:
        """The civil date in Shanghai at which the call came in."""
        return shanghai_date(self.now)

    def ask(self, request: Message) -> Any:
        """The answer of another service to a read; the same question is asked once a call.

        Under the write lock nobody is asked any more: only what `ask_<Method>` asked is known.
        """
        key = _key(request)
        if key not in self._answers:
            if self.locked:
                raise Unasked(key[0])
            self._answers[key] = self.ask_peer(request)
        return self._answers[key]

    def ask_if_there(self, request: Message) -> Any | None:
        """The same, or None where no answer is to be had: for what a call can do without."""
        try:
            return None if _key(request) in self._in_vain else self.ask(request)
        except Refusal as refusal:
            self._in_vain.add(_key(request))
            self.note(unanswered=refusal.reason)
            return None

    def decide(
        self,
        book: str,
        /,
        *,
        submitted_on: date | None = None,
        event_on: date | None = None,
        runs_from: date | None = None,
        **facts: str,
    ) -> values_pb2.Decision:
        """What a rule book says today for these facts; the receipt goes into the journal.

        The dates are those of the case, where they are not today's: a transition clause may keep a
        case under the rules of the day it was submitted, or of the event it is about. With
        `runs_from` an answer that is a period is counted from there, day by day.
        """
        today = self.today.isoformat()
        decision: values_pb2.Decision = self.ask(
            rules_pb2.DecideRuleRequest(
                book=book,
                facts=facts,
                on=today,
                known_on=today,
                submitted_on=submitted_on.isoformat() if submitted_on else "",
                event_on=event_on.isoformat() if event_on else "",
                runs_from=runs_from.isoformat() if runs_from else "",
            )
        )
        if decision not in self.decisions:
            self.decisions.append(decision)
        return decision

    def under(self, post: PostHeld | str) -> None:
        """Says under which post the act is done; the journal keeps it."""
        self.post_id = post if isinstance(post, str) else post.id

    def about(self, subject: str) -> None:
        """Says whom or what the row is about, where the reply's id would not say it."""
        self.subject = subject

    def note(self, **fields: object) -> None:
        """Adds to the one log line of this call; never personal data."""
        self.line |= fields

    def keep_if_refused(self) -> None:
        """What was changed so far stays even if the act is refused: a try that must be counted."""
        self.keeps_refused = True

    def begin(self, session: Session, *, locked: bool) -> None:
        """Starts a fresh attempt on a session; the road calls this."""
        self.session, self.locked = session, locked
        self.decisions.clear()
        self.keeps_refused = self.again = False
        self.subject = ""
        self.post_id = self.actor.posts[0].id if len(self.actor.posts) == 1 else ""


def _key(request: Message) -> Question:
    return request.DESCRIPTOR.full_name, request.SerializeToString(deterministic=True)
