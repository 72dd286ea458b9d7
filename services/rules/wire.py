"""Books, editions, rulings and periods as messages."""

from collections.abc import Mapping

from dangwu.rules.v1 import calendar_pb2, rules_pb2
from dangwu.v1 import values_pb2
from services.chassis.workdays import Calendar, Period, Year
from services.rules.book import Book, Ruling
from services.rules.calendar import editions_used
from services.rules.choosing import Choice, Reason
from services.rules.edition import Answer, Case, Edition, Unit
from services.rules.facts import Domain, Span, Value, Words, plain, shown
from services.rules.telling import explain
from services.rules.telling.counterfactual import Alternative
from services.rules.text.template import draft_of


def to_decision(ruling: Ruling, period: values_pb2.Period | None = None,
                said: Reason | None = None) -> values_pb2.Decision:  # fmt: skip
    """The receipt: the answer, and everything needed to defend it later."""
    edition, case, choice = ruling.edition, ruling.case, ruling.choice
    dates = ruling.question.dates
    said = said or explain.ruling(ruling)
    return values_pb2.Decision(
        book=edition.book,
        edition=edition.id,
        in_force_from=edition.starts.isoformat(),
        published_on=edition.published.isoformat(),
        cites=str(edition.cites),
        sample=edition.sample,
        facts=ruling.written_facts,
        case_number=case.number,
        because=case.because,
        because_en=case.because_en,
        answer=to_answer(edition.unit, ruling.answer, case.needs_human),
        question=edition.question,
        on=dates.decision.isoformat(),
        known_on=ruling.question.known.isoformat(),
        question_en=edition.question_en,
        layer=edition.layer,
        note=edition.note,
        in_force_until=edition.until.isoformat() if edition.until else "",
        goes_by=edition.goes_by,
        submitted_on=dates.submission.isoformat(),
        event_on=dates.event.isoformat(),
        chosen=choice.because.zh,
        chosen_en=choice.because.en,
        passed_over=_passed_over(choice),
        period=period,
        explanation=said.zh,
        explanation_en=said.en,
        counts=_counts(edition),
    )


def _passed_over(choice: Choice) -> list[values_pb2.PassedOver]:
    return [
        values_pb2.PassedOver(
            edition=one.id,
            in_force_from=one.starts.isoformat(),
            published_on=one.published.isoformat(),
            because=why.zh,
            because_en=why.en,
        )
        for one, why in choice.passed_over
    ]


def _counts(edition: Edition) -> str:
    if edition.counting is None:
        return ""
    return "working" if edition.counting.working else "calendar"


def to_answer(unit: Unit, answer: Answer | None, needs_human: str) -> values_pb2.Answer:
    """An answer in its unit; money in fen."""
    match unit, answer:
        case _, None:
            return values_pb2.Answer(needs_human=needs_human)
        case Unit.TRUTH, bool(truth):
            return values_pb2.Answer(truth=truth)
        case Unit.YUAN, int(fen):
            return values_pb2.Answer(amount_fen=fen)
        case Unit.DAYS, int(days):
            return values_pb2.Answer(days=days)
        case Unit.MONTHS, int(months):
            return values_pb2.Answer(months=months)
        case Unit.YEARS, int(years):
            return values_pb2.Answer(years=years)
        case Unit.COUNT, int(count):
            return values_pb2.Answer(count=count)
        case Unit.MONTH_DAY, str(day):
            return values_pb2.Answer(month_day=day)
        case Unit.WORD, str(word):
            return values_pb2.Answer(word=word)
        case Unit.WORDS, tuple(words):
            return values_pb2.Answer(words=values_pb2.Words(words=words))
    raise AssertionError(f"{answer!r} is no answer in {unit}")


def to_period(period: Period, calendar: Calendar) -> values_pb2.Period:
    """A period, with every day that was looked up."""
    return values_pb2.Period(
        runs_from=period.runs_from.isoformat(),
        first_on=period.first.isoformat(),
        ends_on=period.last.isoformat(),
        days=[
            values_pb2.CountedDay(
                on=day.on.isoformat(),
                works=day.works,
                because=day.because,
                because_en=day.because_en,
            )
            for day in period.days
        ],
        calendars=editions_used(calendar, period),
    )


def to_alternative(edition: Edition, one: Alternative) -> rules_pb2.Alternative:
    return rules_pb2.Alternative(
        changes=to_facts(edition, one.changes),
        answer=to_answer(edition.unit, one.answer, one.case.needs_human),
        because=one.case.because,
        because_en=one.case.because_en,
        sentence=one.sentence.zh,
        sentence_en=one.sentence.en,
    )


def to_facts(edition: Edition, facts: Mapping[str, Value]) -> dict[str, str]:
    """Facts as a caller writes them."""
    return {name: plain(edition.asks[name], value) for name, value in facts.items()}


def to_book(book: Book) -> rules_pb2.Book:
    latest = book.latest
    return rules_pb2.Book(
        name=book.name,
        question=latest.question,
        question_en=latest.question_en,
        unit=latest.unit,
        layer=latest.layer,
        within=latest.within,
        facts=[_fact(latest, name, domain) for name, domain in latest.asks.items()],
        answers=[rules_pb2.Choice(value=word, label=latest.name_of(word)) for word in latest.words],
        editions=[to_edition(edition, with_text=False) for edition in book.editions],
    )


def _fact(edition: Edition, name: str, domain: Domain) -> rules_pb2.Fact:
    fact = rules_pb2.Fact(name=name, label=edition.name_of(name))
    if isinstance(domain, Words):
        for word in domain.values:
            fact.choices.add(value=word, label=edition.name_of(word))
    if isinstance(domain, Span):
        fact.unit = domain.measure
        fact.least, fact.most = shown(domain, domain.least), shown(domain, domain.most)
    return fact


def to_edition(edition: Edition, *, with_text: bool) -> rules_pb2.Edition:
    return rules_pb2.Edition(
        id=edition.id,
        book=edition.book,
        in_force_from=edition.starts.isoformat(),
        published_on=edition.published.isoformat(),
        cites=str(edition.cites),
        sample=edition.sample,
        text=edition.text if with_text else "",
        draft=draft_of(edition) if with_text else "",
        cases=[_case(edition, case) for case in edition.cases] if with_text else [],
        in_force_until=edition.until.isoformat() if edition.until else "",
        goes_by=edition.goes_by,
        note=edition.note,
    )


def _case(edition: Edition, case: Case) -> rules_pb2.CaseLine:
    when, answer = explain.case_line(edition, case)
    return rules_pb2.CaseLine(
        number=case.number,
        condition=when.zh,
        condition_en=when.en,
        answer=answer.zh,
        answer_en=answer.en,
        because=case.because,
        because_en=case.because_en,
    )


def to_calendar_year(year: Year) -> calendar_pb2.CalendarYear:
    return calendar_pb2.CalendarYear(
        year=year.number,
        edition=year.edition,
        holidays=[
            calendar_pb2.Holiday(
                name=one.name,
                name_en=one.name_en,
                first_on=one.first.isoformat(),
                last_on=one.last.isoformat(),
                works_on=[day.isoformat() for day in one.works],
            )
            for one in year.holidays
        ],
    )
