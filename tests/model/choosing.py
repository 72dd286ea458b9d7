"""What is done next: chosen by chance, mostly among what is possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.model import lives
from tests.model.judging import CAMPUS, able, ready, reasons
from tests.model.people import OFFICE, committee
from tests.model.reference import Act, Case, Person, Reference
from tests.model.scene import PLACES

BRANCHES = ("0101", "0102", "0201", "0202", "03")
UNTIL = {"RETENTION_ABROAD": 730, "RETENTION_GRADUATE": 300, "CERTIFICATE": 60}
ONWARD = ("submit", "complete", "examine", "clear", "sign", "accept", "issue", "send", "land")
TRIES = 6
HOPELESS = 0.3
"""How often somebody goes on with a case though something stands in the way."""
ODD = 0.12
"""How often somebody tries whose business it is not."""


@dataclass
class Chooser:
    """One choice, from one number."""

    known: Reference
    random: Random

    def any_act(self, kinds: Sequence[str]) -> Act | None:
        pick = self.random.random()
        if pick < 0.35:
            return self.filing(kinds)
        if pick < 0.8:
            return self.step()
        return self.random.choice((self.on_letter, self.on_term, self.on_hold))()

    # Filing.

    def filing(self, kinds: Sequence[str], *, fit: bool = False) -> Act:
        """Some case for somebody; one that may be filed if there is one, most of the time."""
        fit = fit or self.random.random() > HOPELESS
        act = self._filing(self.random.choice(kinds))
        for _ in range(TRIES if fit else 0):
            if not reasons(self.known, act):
                return act
            act = self._filing(self.random.choice((act.kind, *kinds)))
        return act

    def _filing(self, kind: str) -> Act:
        pick = self.random.choice
        if kind == "INTO":
            return self._arrival()
        if kind == "WHOLE_UNIT":
            source = pick(BRANCHES)
            who = self._one_of(self.known.people.over(committee(source), self.known.today))
            return Act("unit", who, source, kind=kind, to=pick(BRANCHES))
        member = self._member(kind)
        source = self.known.source_of(member) or OFFICE
        proposed = kind not in lives.CHANGES and self.random.random() < 0.25
        people = [one for one in self.known.people.over(source, self.known.today)
                  if one != member.account]  # fmt: skip
        who = CAMPUS[member.student] if proposed else self._one_of(people)
        given = {"from": self.known.today}
        if kind in UNTIL:
            given["until"] = self.known.today + timedelta(days=UNTIL[kind])
        to = {"WITHIN": pick(BRANCHES)}.get(kind, "")
        to = pick(PLACES) if kind in lives.DEPARTURES else to
        state = "PROPOSED" if proposed else "SUBMITTED"
        return Act("file", who, member.id, kind=kind, to=to, given={**given, "state": state})

    def _member(self, kind: str) -> Person:
        """Somebody for whom such a case may be filed, if there is one, most of the time."""
        known, everybody = self.known, list(self.known.members.values())
        fit = [
            one
            for one in everybody
            if (source := known.source_of(one)) and not ready(known, kind, one, source)
        ]
        return self.random.choice(fit if fit and self.random.random() > HOPELESS else everybody)

    def _arrival(self) -> Act:
        to, student = self.random.choice(BRANCHES), self.random.random() < 0.7
        number = 900 + self.random.randrange(3000)
        if self.known.numbers and self.random.random() < 0.2:
            number, member_id = self.random.choice(list(self.known.numbers.items()))
            student = self.known.members[member_id].student  # he comes again
        days = self.random.choice((-1, 4, 40, 90))
        people = self.known.people.over(committee(to), self.known.today)
        who = CAMPUS[student] if self.random.random() < 0.3 else self._one_of(people)
        given = {
            "student": student,
            "state": self.random.choice(("SUBMITTED", "PROVISIONAL")),
            "until": self.known.today + timedelta(days=days),
            "number": number,
        }
        return Act("arrive", who, kind="INTO", to=to, given=given)

    def _one_of(self, people: list[str]) -> str:
        if not people or self.random.random() < ODD:
            return self.random.choice(self.known.people.accounts())
        return self.random.choice(people)

    # Steps.

    def open_case(self) -> Case | None:
        found = [one for one in self.known.cases.values() if one.open]
        return self.random.choice(found) if found else None

    def step(self) -> Act | None:
        """One that begins where an open case stands."""
        case = self.open_case()
        return self.step_in(case) if case else None

    def step_in(self, case: Case) -> Act:
        """Any step that begins where this case stands."""
        possible = [one for one in lives.LIVES[case.kind] if case.state in
                    lives.starts(case.kind, one)]  # fmt: skip
        who_may = able(self.known, case, step := self.random.choice(possible))
        return self._taken(case, step, self._one_of(who_may))

    def forward(self, case: Case) -> Act | None:
        """The step that brings a case nearer to a good end, by who may take it."""
        for step in ONWARD:
            if case.state not in lives.starts(case.kind, step):
                continue
            if step == "examine" and (case.examined or case.signed):
                continue
            people = able(self.known, case, step)
            act = self._taken(case, step, self.random.choice(people)) if people else None
            hopeless = act is None or reasons(self.known, act)
            return act if not hopeless or self.random.random() < HOPELESS else None
        return None

    def anything(self) -> Act | None:
        if not self.known.cases:
            return None
        case = self.open_case() if self.random.random() < 0.7 else None
        case = case or self.random.choice(list(self.known.cases.values()))
        own = self.random.random() < 0.7
        step = self.random.choice(list(lives.LIVES[case.kind]) if own else lives.STEPS)
        everybody = [*self.known.people.accounts(), "director", "officer"]
        near = self.known.people.over(case.source or committee(case.target), self.known.today)
        who = self.random.choice(near if self.random.random() < 0.5 else everybody)
        act = self._taken(case, step, who)
        if self.random.random() < 0.2 and act.version > 1:
            act.version -= 1
        return act

    def _taken(self, case: Case, step: str, who: str) -> Act:
        act = Act(step, who, case.id, case.version)
        if step in ("submit", "redispatch") and case.kind in lives.DEPARTURES:
            act.kind, act.to = self.random.choice(lives.DEPARTURES), self.random.choice(PLACES)
        if step == "complete":
            days = self.random.choice((-1, 4, 40, 90))
            act.given["until"] = self.known.today + timedelta(days=days)
        if step == "reject" and case.kind == "INTO":
            act.given["not_recognized"] = self.random.random() < 0.5
        if step == "land":
            letter = self.known.letter(case)
            act.to = self.random.choice(PLACES)
            act.given["serial"] = letter.serial if letter else 0
        return act

    # Letters, terms, holds.

    def on_letter(self) -> Act | None:
        if not self.known.letters:
            return None
        letter = self.random.choice(self.known.letters[-4:])
        name = self.random.choice(("void", "spoil", "spoil", "lost"))
        who = self._one_of(self.known.people.over(OFFICE, self.known.today))
        return Act(name, who, str(letter.serial), letter.version)

    def on_term(self) -> Act | None:
        if not self.known.terms or self.random.random() < 0.25:
            member = self.random.choice(list(self.known.members.values()))
            code = member.at if member.place == "INSIDE" else OFFICE
            who = self._one_of(self.known.people.over(code, self.known.today))
            return Act("search", who, member.id)
        away = [at for at, one in enumerate(self.known.terms) if one.kind == "ABROAD" and
                one.running and not one.back]  # fmt: skip
        number = self.random.randrange(len(self.known.terms))
        if away and self.random.random() < 0.6:
            return self._comes_back(away[0])
        term = self.known.terms[number]
        code = term.at if term.at in BRANCHES else OFFICE
        who = self._one_of(self.known.people.over(code, self.known.today))
        name = self.random.choice(("contact", "over"))
        return Act(name, who, str(number), term.version)

    def _comes_back(self, number: int) -> Act:
        term = self.known.terms[number]
        people = [one for one in self.known.people.over(term.at, self.known.today)
                  if one != term.member.account]  # fmt: skip
        return Act("over", self._one_of(people), str(number), term.version)

    def on_hold(self) -> Act | None:
        who = self._one_of(self.known.people.over(OFFICE, self.known.today))
        if not self.known.holds or self.random.random() < 0.3:
            case = self.open_case() if self.random.random() < 0.5 else None
            member = self.random.choice(case.aboard if case else [*self.known.members.values()])
            return Act("hold", who, member.id)
        number = self.random.randrange(len(self.known.holds))
        return Act("release", who, str(number), self.known.holds[number].version)
