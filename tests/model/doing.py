"""An act of the machine: foretold, done for real, and compared."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, ClassVar
from uuid import UUID

import grpc
from hypothesis import currently_in_test_context, note

from tests.model import lives
from tests.model.choosing import Chooser
from tests.model.comparing import check, proven
from tests.model.driving import Driver
from tests.model.judging import reasons
from tests.model.reference import Act, Case, Hold, Person, Reference, Term
from tests.model.rows import Rows
from tests.refusals import read
from tests.worlds import World

START, LAST_DAY = date(2026, 6, 10), date(2026, 12, 20)
OFTENER = (*lives.ALL, *lives.DEPARTURES, "INTO", "RESUMPTION")
"""The kinds that are filed: oftener those that have more steps, or are possible less often."""
FIRST = {  # name: branch, student, holds a post
    "ready": ("0101", True, False), "behind": ("0101", True, False),
    "expired": ("0101", True, False), "s.commissioner": ("0101", False, True),
    "s.secretary": ("0101", False, True), "teacher": ("0102", False, False),
    "librarian": ("03", False, False),
}  # fmt: skip


class Foretold(AssertionError):
    """The service did what the reference forbids, or refused what it allows."""


class Doing:
    """A small campus with its reference beside it, and acts that are done to both."""

    open_world: ClassVar[Callable[[], World]]
    close_world: ClassVar[Callable[[World], None]]
    kinds: ClassVar[Sequence[str]] = OFTENER
    proof_every: ClassVar[int] = 10
    reached: ClassVar[Counter[tuple[str, str]]] = Counter()
    refused: ClassVar[Counter[tuple[str, str]]] = Counter()
    taken: ClassVar[Counter[str]] = Counter()

    def opened(self) -> None:
        self.sent = self.checked = 0
        self.world = type(self).open_world()
        self.known = Reference(START)
        self.rows = Rows(self.world.url)
        self.driver = Driver(self.world, self.known, self.rows)
        for name, (code, student, holds) in FIRST.items():
            self.known.enters(
                Person(
                    self.driver.cases.campus.members[name], code,
                    account=name if holds else "", student=student,
                    full=name != "expired", expired=name == "expired",
                    phone=name != "behind", dues="2026-03" if name == "behind" else "2026-05",
                )
            )  # fmt: skip
        self.check()

    def closed(self) -> None:
        if hasattr(self, "rows"):
            self.rows.close()
        if hasattr(self, "world"):
            type(self).close_world(self.world)

    def check(self) -> None:
        check(self.known, self.rows, self.driver)
        self.checked += 1
        if self.checked % self.proof_every == 0:
            proven(self.driver)

    def choose(self, chance: int) -> Chooser:
        return Chooser(self.known, Random(chance))

    def pass_days(self, days: int) -> bool:
        """The clock goes on; false where the year would be over."""
        if self.known.today + timedelta(days=days) > LAST_DAY:
            return False
        self.world.clock.pass_days(days)
        self.known.days_pass(days)
        self.check()
        return True

    def all_pay(self) -> None:
        """Everybody on the roll who is behind with his dues pays."""
        month = self.known.today.isoformat()[:7]
        for member in self.known.members.values():
            if member.place == "INSIDE" and member.dues < month:
                self.driver.pay(member.id, month)
                member.dues = month

    def do(self, act: Act | None, *, twice: bool = False, rehearse: bool = False) -> str:
        """Does what was chosen; the id of its case when it was taken."""
        if act is None:
            return ""
        if currently_in_test_context():
            note(f"{self.known.today} {act}")
        method, request = self.driver.call(act)
        self.sent += 1
        request.request_id = str(UUID(int=self.sent, version=4))
        request.validate_only = rehearse
        type(self).taken["acts"] += 1
        reply = self.answered(act, method, request)
        case_id = ""
        if reply is not None and not rehearse:
            case_id = self.taken_by(act, reply)
        self.check()
        if reply is not None and twice:
            assert method(request) == reply, "the same request was answered differently"
            self.check()
            self.do(act)
        return case_id

    def answered(self, act: Act, method: Callable[[Any], Any], request: Any) -> Any:
        """The reply, or None where it was refused: as the reference foretells."""
        expected, reply, reason = reasons(self.known, act), None, ""
        try:
            reply = method(request)
        except grpc.RpcError as error:
            reason = read(error).reason
        if bool(reason) != bool(expected) or (reason and reason not in expected):
            raise Foretold(f"{act}: {reason or 'taken'}, expected {sorted(expected) or 'taken'}")
        if reason and (case := self.known.cases.get(act.on)):
            type(self).refused[case.kind, act.name] += 1
        return reply

    def taken_by(self, act: Act, reply: Any) -> str:
        """The reference learns that an act was taken."""
        known, cell = self.known, self.reached
        if filed := filed_as(act):
            known.filed(act, reply.id, reply.member_id)
            if "number" in act.given:
                known.numbers[act.given["number"]] = reply.member_id
            cell[act.kind, filed] += 1
            return str(reply.id)
        if case := known.cases.get(act.on):
            cell[case.kind, "conclude" if concludes(act.name, case) else act.name] += 1
            until = getattr(reply, "valid_until", "")
            known.stepped(act, date.fromisoformat(until) if until else None)
            return case.id
        getattr(self, f"_{act.name}")(act)
        return ""

    def _void(self, act: Act) -> None:
        letter = self.known.letters[int(act.on) - 1]
        letter.state, letter.version = "VOID", letter.version + 1

    def _lost(self, act: Act) -> None:
        letter = self.known.letters[int(act.on) - 1]
        letter.state, letter.version = "LOST", letter.version + 1

    def _spoil(self, act: Act) -> None:
        self.known.spoiled(self.known.letters[int(act.on) - 1])

    def _contact(self, act: Act) -> None:
        term = self.known.terms[int(act.on)]
        term.contacts, term.version = term.contacts + 1, term.version + 1

    def _over(self, act: Act) -> None:
        term = self.known.terms[int(act.on)]
        term.back, term.version = True, term.version + 1
        term.running = term.kind == "ABROAD"

    def _search(self, act: Act) -> None:
        member = self.known.members[act.on]
        self.known.terms.append(Term("SEARCH", member, member.at, ""))

    def _hold(self, act: Act) -> None:
        self.known.holds.append(Hold(self.known.members[act.on]))

    def _release(self, act: Act) -> None:
        hold = self.known.holds[int(act.on)]
        hold.stands, hold.version = False, hold.version + 1


FILED_AS = {
    ("file", "SUBMITTED"): "request", ("file", "PROPOSED"): "propose",
    ("unit", "SUBMITTED"): "request",
    ("arrive", "SUBMITTED"): "enrol", ("arrive", "PROVISIONAL"): "arrive",
}  # fmt: skip
FILINGS = tuple(dict.fromkeys(FILED_AS.values()))


def filed_as(act: Act) -> str:
    """The step a filing is; empty for any other act."""
    return FILED_AS.get((act.name, act.given.get("state", "SUBMITTED")), "")


def concludes(step: str, case: Case) -> bool:
    """Whether a signature is the last but one."""
    return step == "sign" and len(case.signed) == len(case.ladder) - 2
