"""The machine: it picks acts by chance, foretells each, does it for real, and compares.

After each step, by `comparing`, from the rows of the database as they are: one place a member
(I-01), moved by acceptance, receipt and ending alone (I-02), one open case a lane (I-03), each case
where the steps taken lead (I-04), signed by whom the reference names on that day (I-05), serials
one after another and none twice (I-06), one live letter a case (I-07), no receipt on a void or
lapsed letter (I-08), one receipt for each departure that was accepted, bound to its letter (I-09),
and nobody lost (I-10). What has many effects at once is the move of a unit: all or nobody (I-11).
That a refusal has no effect is seen the same way. The service's own proof (VerifyRoll), which walks
the whole journal, is asked every few steps and at the end of a journey; in the long run after each.
"""

import sys
from collections.abc import Mapping, Sequence
from random import Random
from typing import ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.campus import MASTER, STAFF
from tests.model.choosing import Chooser
from tests.model.comparing import proven
from tests.model.doing import FIRST
from tests.model.errands import Errands
from tests.model.reference import Person

CHANCE = st.integers(0, 2**32 - 1)
SPANS = (1, 2, 7, 30, 61, 91)
NEWCOMERS = 4
OFTEN = {
    "file": 4, "file_and_hurry": 8, "step": 10, "hurry": 6, "out_of_place": 3, "twice": 4,
    "rehearsed": 2, "letter": 2, "arrangement": 4, "hold": 2, "days_pass": 2, "newcomer": 2,
    "dues": 2, "relieved": 1, "sweep": 1, "seldom": 9, "hindered": 2, "held": 1, "late": 1,
    "just_in_time": 1,
}  # fmt: skip
"""What happens, and how often."""
TURNS, ELSE_TURNS = {"IN_TRANSIT": 0.6, "RETURNED": 0.1}, 0.3
"""How often a case on its way takes a step that leads elsewhere."""


class Journey(Errands, RuleBasedStateMachine):
    """One small campus, from the tenth of June on."""

    often: ClassVar[Mapping[str, int]] = OFTEN
    spans: ClassVar[Sequence[int]] = SPANS

    @initialize()
    def begin(self) -> None:
        self.opened()

    def teardown(self) -> None:
        try:
            if not sys.exc_info()[0]:
                proven(self.driver)
        finally:
            self.closed()

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
        self.pass_days(Random(chance).choice(self.spans))

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
        self.all_pay()

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
