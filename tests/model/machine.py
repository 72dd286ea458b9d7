"""The machine: it picks acts by chance, foretells each, does it for real, and compares."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, ClassVar
from uuid import UUID

import grpc
from hypothesis import currently_in_test_context, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.campus import MASTER, STAFF
from tests.model import lives
from tests.model.choosing import Chooser
from tests.model.comparing import check, proven
from tests.model.driving import Driver
from tests.model.judging import reasons
from tests.model.reference import Act, Hold, Person, Reference, Term
from tests.model.rows import Rows
from tests.refusals import read
from tests.worlds import World

CHANCE = st.integers(0, 2**32 - 1)
START, LAST_DAY = date(2026, 6, 10), date(2026, 12, 20)
SPANS = (1, 2, 7, 30, 61, 91)
NEWCOMERS = 4
OFTENER = (*lives.ALL, *lives.DEPARTURES, "INTO", "RESUMPTION")
"""The kinds that are filed: oftener those that have more steps, or are possible less often."""
OFTEN = {
    "file": 4, "file_and_hurry": 8, "step": 10, "hurry": 6, "out_of_place": 3, "twice": 4,
    "rehearsed": 2, "letter": 2, "arrangement": 4, "hold": 2, "days_pass": 2, "newcomer": 2,
    "dues": 2, "relieved": 1, "sweep": 1,
}  # fmt: skip
"""What happens, and how often."""
TURNS, ELSE_TURNS = {"IN_TRANSIT": 0.6, "RETURNED": 0.1}, 0.3
"""How often a case on its way takes a step that leads elsewhere."""
FILINGS = ("file", "unit", "arrive")
FIRST = {  # name: branch, student, holds a post
    "ready": ("0101", True, False), "behind": ("0101", True, False),
    "expired": ("0101", True, False), "s.commissioner": ("0101", False, True),
    "s.secretary": ("0101", False, True), "teacher": ("0102", False, False),
    "librarian": ("03", False, False),
}  # fmt: skip


class Foretold(AssertionError):
    """The service did what the reference forbids, or refused what it allows."""


class Journey(RuleBasedStateMachine):
    """One small campus, from the tenth of June on."""

    open_world: ClassVar[Callable[[], World]]
    close_world: ClassVar[Callable[[World], None]]
    kinds: ClassVar[Sequence[str]] = OFTENER
    often: ClassVar[Mapping[str, int]] = OFTEN
    spans: ClassVar[Sequence[int]] = SPANS
    proof_every: ClassVar[int] = 10
    reached: ClassVar[Counter[tuple[str, str]]] = Counter()
    refused: ClassVar[Counter[tuple[str, str]]] = Counter()
    taken: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
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

    def teardown(self) -> None:
        if hasattr(self, "rows"):
            self.rows.close()
        if hasattr(self, "world"):
            type(self).close_world(self.world)

    def check(self) -> None:
        check(self.known, self.rows, self.driver)
        self.checked += 1
        if self.checked % self.proof_every == 0:
            proven(self.driver)

    @rule(chance=CHANCE)
    def next(self, chance: int) -> None:
        """One of the things below: an act, or one done twice, rehearsed, or out of place."""
        self.happens(chance)

    def happens(self, chance: int) -> None:
        """By chance, as often as is said."""
        names, weights = zip(*self.often.items(), strict=True)
        [name] = Random(chance).choices(names, weights)
        getattr(self, name)(chance * 7 + 1)

    def file(self, chance: int) -> None:
        self.do(self.choose(chance).filing(self.kinds))

    def file_and_hurry(self, chance: int) -> None:
        """Filed, and taken to its end without a pause."""
        chooser = self.choose(chance)
        if case_id := self.do(chooser.filing(self.kinds, fit=True)):
            self.hurried(chooser, case_id)

    def step(self, chance: int) -> None:
        self.do(self.choose(chance).step())

    def hurry(self, chance: int) -> None:
        chooser = self.choose(chance)
        if case := chooser.open_case():
            self.hurried(chooser, case.id)

    def hurried(self, chooser: Chooser, case_id: str) -> None:
        """Mostly onward; sometimes back, or to another end."""
        case = self.known.cases[case_id]
        for _ in range(chooser.random.randint(1, 12)):
            turn = case.open and chooser.random.random() < TURNS.get(case.state, ELSE_TURNS)
            act = chooser.step_in(case) if turn else chooser.forward(case)
            if act is None or not self.do(act):
                break

    def out_of_place(self, chance: int) -> None:
        """Any step in any case, by anybody."""
        for _ in range(3):
            self.do(self.choose(chance).anything())
            chance += 1

    def twice(self, chance: int) -> None:
        """The same request again, then the same act again: neither has an effect."""
        chooser = self.choose(chance)
        self.do(chooser.any_act(self.kinds), twice=True)

    def rehearsed(self, chance: int) -> None:
        self.do(self.choose(chance).any_act(self.kinds), rehearse=True)

    def letter(self, chance: int) -> None:
        self.do(self.choose(chance).on_letter())

    def arrangement(self, chance: int) -> None:
        self.do(self.choose(chance).on_term())

    def hold(self, chance: int) -> None:
        self.do(self.choose(chance).on_hold())

    def days_pass(self, chance: int) -> None:
        days = Random(chance).choice(self.spans)
        if self.known.today + timedelta(days=days) <= LAST_DAY:
            self.world.clock.pass_days(days)
            self.known.days_pass(days)
            self.check()

    def newcomer(self, chance: int) -> None:
        """Somebody is admitted in a branch."""
        random = Random(chance)
        number = len(self.driver.cases.campus.members)
        if number >= len(FIRST) + NEWCOMERS:
            return
        code, student = random.choice(("0101", "0102", "0201", "03")), random.random() < 0.7
        category = MASTER if student else STAFF
        made = self.driver.cases.enter(f"n{number}", code, category=category)
        self.known.enters(Person(made, code, student=student))
        self.check()

    def dues(self, chance: int) -> None:
        """Everybody on the roll who is behind pays."""
        month = self.known.today.isoformat()[:7]
        for member in self.known.members.values():
            if member.place == "INSIDE" and member.dues < month:
                self.driver.pay(member.id, month)
                member.dues = month

    def relieved(self, chance: int) -> None:
        """Somebody's term ends tonight."""
        random = Random(chance)
        free = self.known.people.to_relieve()
        if free and random.random() < 0.4:
            account = random.choice(free)
            self.driver.relieve(account)
            self.known.people.relieve(account, self.known.today)

    def sweep(self, chance: int) -> None:
        """What is due is announced; that moves nobody, and the same request announces nothing."""
        request_id = str(UUID(int=Random(chance).getrandbits(128), version=4))
        first = self.driver.sweep(request_id)
        assert self.driver.sweep(request_id) == first
        self.check()

    # An act.

    def choose(self, chance: int) -> Chooser:
        return Chooser(self.known, Random(chance))

    def do(self, act: Act | None, *, twice: bool = False, rehearse: bool = False) -> str:
        """Does what was chosen; the id of its case when it was taken."""
        if act is None:
            return ""
        if currently_in_test_context():
            note(f"{self.known.today} {act}")
        expected = reasons(self.known, act)
        method, request = self.driver.call(act)
        self.sent += 1
        request.request_id = str(UUID(int=self.sent, version=4))
        request.validate_only = rehearse
        type(self).taken["acts"] += 1
        reply, reason = None, ""
        try:
            reply = method(request)
        except grpc.RpcError as error:
            reason = read(error).reason
        if bool(reason) != bool(expected) or (reason and reason not in expected):
            raise Foretold(f"{act}: {reason or 'taken'}, expected {sorted(expected) or 'taken'}")
        case_id = ""
        if reply is not None and not rehearse:
            case_id = self.taken_by(act, reply)
        elif reason:
            self.refusal_counted(act)
        self.check()
        if reply is not None and twice:
            assert method(request) == reply, "the same request was answered differently"
            self.check()
            self.do(act)
        return case_id

    def refusal_counted(self, act: Act) -> None:
        if case := self.known.cases.get(act.on):
            type(self).refused[case.kind, act.name] += 1

    def taken_by(self, act: Act, reply: Any) -> str:
        """The reference learns that an act was taken."""
        known, cell = self.known, self.reached
        if act.name in FILINGS:
            known.filed(act, reply.id, reply.member_id)
            if "number" in act.given:
                known.numbers[act.given["number"]] = reply.member_id
            cell[act.kind, FILED_AS[act.name, act.given.get("state", "SUBMITTED")]] += 1
            return str(reply.id)
        if act.on in known.cases:
            case = known.cases[act.on]
            name = "conclude" if self.concludes(act) else act.name
            cell[case.kind, name] += 1
            until = getattr(reply, "valid_until", "")
            known.stepped(act, date.fromisoformat(until) if until else None)
            return case.id
        getattr(self, f"_{act.name}")(act)
        return ""

    def concludes(self, act: Act) -> bool:
        case = self.known.cases[act.on]
        return act.name == "sign" and len(case.signed) == len(case.ladder) - 2

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
