"""What is done next: chosen by chance, mostly among what is possible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
BUSY = 0.3
"""How often somebody is chosen for whom something runs."""
HOPELESS = 0.3
"""How often somebody goes on with a case though something stands in the way."""
ASKEW = 0.15
"""How often a receipt names another letter, or another day."""
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
        return self._for(kind, self._member(kind))

    def _for(self, kind: str, member: Person) -> Act:
        pick = self.random.choice
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
        fit, everybody = self.fit(kind), list(self.known.members.values())
        busy = [one for one in fit if any(x.running and x.member is one for x in self.known.terms)]
        if busy and self.random.random() < BUSY:
            return self.random.choice(busy)
        return self.random.choice(fit if fit and self.random.random() > HOPELESS else everybody)

    def fit(self, kind: str) -> list[Person]:
        """For whom such a case may be filed."""
        known, everybody = self.known, self.known.members.values()
        sources = ((one, known.source_of(one)) for one in everybody)
        return [one for one, source in sources if source and not ready(known, kind, one, source)]

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
            act, people = self.able_to(case, step), able(self.known, case, step)
            if act is None and people and self.random.random() < HOPELESS:
                return self._taken(case, step, self.random.choice(people))
            return act
        return None

    def able_to(self, case: Case, step: str) -> Act | None:
        """A step that must be taken, if there is a way."""
        people = able(self.known, case, step) if step else []
        for _ in range(TRIES if people else 0):
            act = self._taken(case, step, self.random.choice(people))
            if not reasons(self.known, act):
                return act
        return None

    def all_ways(self, case: Case, step: str) -> Iterator[Act]:
        """A step by who may take it: with a letter that is not his, too late, and in time."""
        people, letter = able(self.known, case, step), self.known.letter(case)
        if not people:
            return
        act = self._taken(case, step, self.random.choice(people))
        if letter and step == "land":
            others = [one.serial for one in self.known.letters if one is not letter]
            for serial in (0, *self.random.sample(others, min(2, len(others)))):
                yield replace(act, given={"serial": serial, "on": self.known.today})
            for on in (self.known.today, letter.until):
                yield replace(act, given={"serial": letter.serial, "on": on})
        yield act

    def wrongs(self, case: Case) -> Iterator[Act]:
        """What must not be done to a case as it stands."""
        pick, table = self.random.choice, lives.LIVES[case.kind]
        near = self.known.people.over(case.source or committee(case.target), self.known.today)
        begun = [one for one in table if case.state in lives.starts(case.kind, one)]
        untimely = [one for one in table if one not in begun]
        for step in self.random.sample(untimely, min(2, len(untimely))):
            yield self._taken(case, step, pick(near))
        for who in filter(None, (case.account, pick([case.filed_by, *case.signed]))):
            if begun and who in self.known.people.accounts():
                yield self._taken(case, pick(begun), who)
        one = pick(case.aboard)
        beside = [kind for kind in lives.ALONE if lives.LANE.get(kind, lives.FORMAL) == case.lane]
        if self.known.source_of(one):
            yield self._for(pick(beside), one)

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
            act.given = {"serial": letter.serial if letter else 0, "on": self.known.today}
            if letter and self.random.random() < ASKEW:
                act.given["serial"] = self.random.choice(self.known.letters).serial
            if letter and self.random.random() < ASKEW:
                act.given["on"] = letter.until - timedelta(days=self.random.randrange(90))
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
        number = self.random.randrange(len(self.known.terms))
        back = self.comes_back()
        if back and self.random.random() < 0.6:
            return back
        term = self.known.terms[number]
        code = term.at if term.at in BRANCHES else OFFICE
        who = self._one_of(self.known.people.over(code, self.known.today))
        name = self.random.choice(("contact", "over"))
        return Act(name, who, str(number), term.version)

    def comes_back(self) -> Act | None:
        """Somebody who is abroad, the first of them."""
        away = [at for at, one in enumerate(self.known.terms) if one.kind == "ABROAD" and
                one.running and not one.back]  # fmt: skip
        if not away:
            return None
        number, term = away[0], self.known.terms[away[0]]
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
