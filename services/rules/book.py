"""A rule book: one question, its dated editions, and the one case of an edition that answers.

An edition is picked by a date of the case, which the edition itself names, and by the day up to
which the book is known. So a correction can be published late: an old question is asked again with
what was known at that time, or with what is known now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.chassis.errors import Malformed, NotNow
from services.rules.choosing import Choice, Dates, choose
from services.rules.edition import Answer, Case, Edition, Unit
from services.rules.facts import FACT, Domain, Value, plain


class BookSilent(NotNow):
    zh = (
        "截至 {known} 公布的版本中，规则书 {book} 没有适用于此事项的版本"
        "（事由发生日 {event_on}，提交日 {submitted_on}，决定日 {on}），无法作答。"
    )
    en = (
        "Of what was published by {known}, no edition of {book} applies to a case of these dates: "
        "event {event_on}, submission {submitted_on}, decision {on}."
    )


class FactsMisfit(Malformed):
    zh = "规则书 {book} 无法按所给条件作答：{problem}。"
    en = "The book {book} cannot answer for these facts: {problem_en}."


@dataclass(frozen=True)
class Question:
    """What is asked: facts as a caller writes them, the dates of the case, the day known by."""

    facts: Mapping[str, str]
    dates: Dates
    known: date

    @classmethod
    def of_day(cls, facts: Mapping[str, str], on: date, known: date | None = None) -> "Question":
        """About a case that begins and is decided on one day, as known that day."""
        return cls(facts, Dates.all_on(on), known or on)


@dataclass(frozen=True)
class Ruling:
    """What a book answers, and everything it rests on."""

    question: Question
    choice: Choice
    case: Case
    facts: Mapping[str, Value]
    """The facts the edition asks for, as it understood them."""
    answer: Answer | None
    """None leaves the matter to a person."""

    @property
    def edition(self) -> Edition:
        return self.choice.edition

    @property
    def written_facts(self) -> dict[str, str]:
        """The facts as a receipt keeps them, those of other editions included."""
        asks = self.edition.asks
        return dict(self.question.facts) | {f: plain(asks[f], v) for f, v in self.facts.items()}


@dataclass(frozen=True)
class Book:
    """All editions of one question, as far as they are stored."""

    name: str
    editions: tuple[Edition, ...]
    covers: tuple[str, ...] = ()
    """The numbers of the rules it holds, where it comes from the package."""

    @property
    def latest(self) -> Edition:
        return max(self.editions, key=lambda edition: (edition.starts, edition.published))

    def with_edition(self, edition: Edition) -> "Book":
        """The book as it would be with one more edition."""
        made = sorted((*self.editions, edition), key=lambda one: (one.starts, one.published))
        return Book(self.name, tuple(made))

    def choose(self, dates: Dates, known: date) -> Choice:
        """The edition for a case of these dates; refuses with `BookSilent`."""
        choice = choose(self.editions, dates, known)
        if choice is None:
            raise BookSilent(
                book=self.name,
                event_on=dates.event,
                submitted_on=dates.submission,
                on=dates.decision,
                known=known,
            )
        return choice

    def decide(self, question: Question) -> Ruling:
        """The case that answers, and why; refuses with `BookSilent` or `FactsMisfit`.

        A fact may be left out where the same case answers whatever it is.
        Facts that only other editions turn on may be given, so that one caller's question stays
        the same when an edition that asks more comes into force.
        """
        choice = self.choose(question.dates, question.known)
        edition = choice.edition
        facts = self._read(question.facts, edition)
        missing = edition.asks.keys() - facts.keys()
        case = edition.only_case_for(facts) if missing else edition.case_for(facts)
        if case is None:
            fact = next(fact for fact in edition.asks if fact in missing)
            raise self._misfit(fact, edition.asks[fact], edition, missing=True)
        return Ruling(question, choice, case, facts, case.answer(facts))

    def _read(self, given: Mapping[str, str], edition: Edition) -> dict[str, Value]:
        if edition.unit is Unit.CALENDAR:
            problem, problem_en = "工作日历只用于计算期限", "a calendar counts days, and no more"
            raise FactsMisfit(book=self.name, fact="", problem=problem, problem_en=problem_en)
        if given.keys() - edition.asks.keys():
            self._require_known(given, edition)
        facts: dict[str, Value] = {}
        for fact, domain in edition.asks.items():
            if fact in given:
                value = domain.read(given[fact])
                if value is None:
                    raise self._misfit(fact, domain, edition)
                facts[fact] = value
        return facts

    def _require_known(self, given: Mapping[str, str], edition: Edition) -> None:
        """Facts this edition does not ask for are asked by another, and one of its values."""
        for fact in given.keys() - edition.asks.keys():
            domains = [other.asks[fact] for other in self.editions if fact in other.asks]
            if not any(domain.read(given[fact]) is not None for domain in domains):
                raise self._misfit(fact, domains[0] if domains else None, edition)

    def _misfit(
        self, fact: str, domain: Domain | None, edition: Edition, *, missing: bool = False
    ) -> FactsMisfit:
        """Names the fact and its choices, but never the value given: it may be anything."""
        shown = fact if FACT.fullmatch(fact) else "?"
        name = edition.name_of(shown)
        called = shown if name == shown else f"{shown}（{name}）"
        if domain is None:
            asked = ", ".join(edition.asks) or "-"
            problem = f"没有规定条件 {called}，只问 {asked}"
            problem_en = f"{shown} is not a fact it asks for; it asks for {asked}"
        else:
            choices, choices_en = domain.choices(edition.names)
            problem, problem_en = f"{called} 应为 {choices}", f"{shown} must be {choices_en}"
            if missing:
                problem, problem_en = f"缺少条件 {problem}", f"a fact is missing: {problem_en}"
        return FactsMisfit(book=self.name, fact=shown, problem=problem, problem_en=problem_en)
