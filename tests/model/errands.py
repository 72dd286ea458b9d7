"""Errands: walks that head for something, where chance alone would seldom come."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from tests.model import lives
from tests.model.choosing import Chooser
from tests.model.doing import FILINGS, Doing, concludes, filed_as
from tests.model.judging import reasons
from tests.model.reference import Act, Case

FIRST_BE = {"RESUMPTION": "RETENTION_ABROAD", "RESTORATION": "SUSPENSION"}
"""What must have happened to somebody before such a case can be filed."""
LONGEST, TRIES = 14, 40
Cell = tuple[str, str]


class Errands(Doing):
    """What is headed for: a step of a kind, an act in somebody's way, the last day."""

    goals: Sequence[Cell] = ()
    """The steps of kinds `seldom` heads for."""
    headed_for: ClassVar[dict[int, Cell]] = {}
    """For which of them, by chance."""

    def seldom(self, chance: int) -> None:
        """A step that was taken least often until now."""
        chooser = self.choose(chance)
        if chance not in self.headed_for:  # a journey that is played again heads for the same
            least = min(self.reached[cell] for cell in self.goals)
            rare = [cell for cell in self.goals if self.reached[cell] == least]
            self.headed_for[chance] = chooser.random.choice(rare)
        self.headed(chooser, *self.headed_for[chance])

    def headed(self, chooser: Chooser, kind: str, step: str) -> None:
        """Some case of a kind is filed and brought to where the step begins, and it is taken."""
        case = self.begun(chooser, kind, step)
        if case and step not in FILINGS:
            self.walked(chooser, case, step)

    def begun(self, chooser: Chooser, kind: str, step: str) -> Case | None:
        """A case is filed: as the step says, if it is a way of filing."""
        if kind in FIRST_BE and not chooser.fit(kind):
            self.headed(chooser, FIRST_BE[kind], "accept")
            self.do(chooser.comes_back())
        if kind in lives.ALONE and not chooser.fit(kind):
            self.all_pay()
        for _ in range(TRIES):
            act = chooser.filing((kind,), fit=True)
            fits = act.kind == kind and (step not in FILINGS or filed_as(act) == step)
            if fits and not reasons(self.known, act):
                return self.known.cases[self.do(act)]
        return None

    def walked(
        self, chooser: Chooser, case: Case, step: str, meet: Callable[..., None] | None = None
    ) -> bool:
        """Step by step to where a step begins, and then that; `meet` happens before each."""
        for _ in range(LONGEST):
            if meet:
                meet(chooser, case)
            there = begins(case, step)
            name = "sign" if step == "conclude" else step
            act = chooser.able_to(case, name if there else aside(case, name))
            if act is None and not there:
                act = chooser.forward(case)
            if act is None or not self.do(act):
                return False
            if there:
                return True
        return False

    def hindered(self, chance: int) -> None:
        """To its end, and before each step somebody does what he may not."""
        chooser = self.choose(chance)
        kind = chooser.random.choice(self.kinds)
        if case := self.begun(chooser, kind, ""):
            step = "land" if kind in lives.DEPARTURES else "accept"
            self.walked(chooser, case, step, self.hinder)

    def hinder(self, chooser: Chooser, case: Case) -> None:
        """Untimely, by who has signed or whose case it is, or another case beside it."""
        for act in chooser.wrongs(case):
            if case.open:
                self.do(act)

    def held(self, chance: int) -> None:
        """Nothing is left but the last step; then the member is examined."""
        chooser = self.choose(chance)
        kind = chooser.random.choice(self.kinds)
        case = self.begun(chooser, kind, "")
        if not case or not self.to_the_door(chooser, case) or self.known.held(case.member):
            return
        self.do(Act("hold", "director", case.member.id))
        self.at_the_door(chooser, case)
        if chooser.random.random() < 0.7 and self.known.held(case.member):
            at = next(n for n, one in enumerate(self.known.holds)
                      if one.member is case.member and one.stands)  # fmt: skip
            self.do(Act("release", "director", str(at), self.known.holds[at].version))

    def late(self, chance: int) -> None:
        """Nothing is left but the last step; then its last day passes."""
        self.waited(self.choose(chance), 1 + chance % 2)

    def just_in_time(self, chance: int) -> None:
        self.waited(self.choose(chance), 0)

    def waited(self, chooser: Chooser, longer: int) -> None:
        """Till the last day of a letter or a plan, or longer."""
        case = self.begun(chooser, chooser.random.choice(self.kinds), "")
        if not case or not self.to_the_door(chooser, case):
            return
        letter = self.known.letter(case)
        last = letter.until if letter else case.until
        days = (last - self.known.today).days + longer if last else -1
        if days >= 0 and self.pass_days(days):
            self.at_the_door(chooser, case)

    def to_the_door(self, chooser: Chooser, case: Case) -> bool:
        """Everything is done but the last step."""
        for _ in range(LONGEST):
            if case.state == ("IN_TRANSIT" if case.kind in lives.DEPARTURES else "AGREED"):
                return True
            act = chooser.forward(case)
            if act is None or not self.do(act):
                return False
        return False

    def at_the_door(self, chooser: Chooser, case: Case) -> None:
        """The last step, with every letter and on every day there might be."""
        step = "land" if case.kind in lives.DEPARTURES else "accept"
        for act in chooser.all_ways(case, step):
            if not case.open:
                return
            self.do(act)


def begins(case: Case, step: str) -> bool:
    """Whether a step is the next where the case stands."""
    if step in ("sign", "conclude"):
        signs = case.state in lives.starts(case.kind, "sign")
        unread = case.kind == "INTO" and not case.signed and not case.examined
        return signs and not unread and concludes("sign", case) == (step == "conclude")
    return case.state in lives.starts(case.kind, step)


def aside(case: Case, step: str) -> str:
    """The step that leads off the road to where another begins; none where the road goes there."""
    goal = set(lives.starts(case.kind, step)) & {"RETURNED", "IN_DOUBT"}
    table = lives.LIVES[case.kind]
    ways = (one for one, (_, ends) in table.items() if ends in goal)
    return next((one for one in ways if case.state in lives.starts(case.kind, one)), "")
