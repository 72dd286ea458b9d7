"""Where two editions of a book differ: in what stands at their head, and in what they answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.rules.edition import Answer, Edition
from services.rules.facts import Span, Value, plain, shown
from services.rules.proofs.coverage import MOST_QUESTIONS, Grid, grid_of, show
from services.rules.telling import explain
from services.rules.text import canon

MOST_LISTED = 500


@dataclass(frozen=True)
class HeadDifference:
    """A property that differs."""

    key: str
    earlier: str
    later: str


@dataclass(frozen=True)
class AnswerDifference:
    """A question that the two answer differently, and the values for which they do."""

    facts: Mapping[str, str]
    span: str
    earlier: Answer | None
    later: Answer | None
    earlier_human: str
    later_human: str


@dataclass(frozen=True)
class Comparison:
    """All differences; `asked` counts the questions that can make one."""

    head: list[HeadDifference]
    answers: list[AnswerDifference]
    asked: int
    differ: int


class TooManyQuestions(Exception):
    """The two ask so much between them that comparing would take for ever."""


def differences(earlier: Edition, later: Edition) -> Comparison:
    """Compares two editions of one book; raises `TooManyQuestions`.

    A fact whose domain changed is compared where both domains know its value; a fact that only one
    asks for is varied too, since the other answers whatever it is.
    """
    asks = {**earlier.asks, **later.asks}
    shared = {
        f for f in earlier.asks.keys() & later.asks.keys() if earlier.asks[f] != later.asks[f]
    }
    grid = grid_of(asks, [*earlier.cases, *later.cases])
    if len(grid) > MOST_QUESTIONS:
        raise TooManyQuestions
    asked, found = 0, []
    for facts in grid.questions():
        if not all(_knows(one, fact, facts[fact]) for one in (earlier, later) for fact in shared):
            continue
        asked += 1
        if difference := _difference(grid, earlier, later, facts):
            found.append(difference)
    return Comparison(list(_head(earlier, later)), found[:MOST_LISTED], asked, len(found))


def _knows(edition: Edition, fact: str, value: Value) -> bool:
    domain = edition.asks[fact]
    return domain.read(plain(domain, value) if isinstance(domain, Span) else str(value)) is not None


def _difference(
    grid: Grid, earlier: Edition, later: Edition, facts: Mapping[str, Value]
) -> AnswerDifference | None:
    was, then = earlier.case_for(facts), later.case_for(facts)
    if was.then == then.then and bool(was.needs_human) == bool(then.needs_human):
        return None
    return AnswerDifference(
        facts={fact: plain(grid.asks[fact], value) for fact, value in facts.items()},
        span=_span(grid, later, facts),
        earlier=was.answer(facts),
        later=then.answer(facts),
        earlier_human=was.needs_human,
        later_human=then.needs_human,
    )


def _span(grid: Grid, edition: Edition, facts: Mapping[str, Value]) -> str:
    """The facts in Chinese, numbers with the whole piece for which the difference holds."""
    said = []
    for fact, value in facts.items():
        domain = grid.asks[fact]
        least, most = grid.piece(fact, value)
        if isinstance(domain, Span) and least != most:
            low, high = shown(domain, least), shown(domain, most)
            said.append(f"{edition.name_of(fact)} {low} 至 {high}")
        else:
            said.append(f"{edition.name_of(fact)}{explain.said(edition, domain, value)[0]}")
    return "，".join(said) or show({}, {})


def _head(earlier: Edition, later: Edition) -> Iterator[HeadDifference]:
    was, then = _properties(earlier), _properties(later)
    for key in was:
        if was[key] != then[key]:
            yield HeadDifference(key, was[key], then[key])
    before, after = _reasons(earlier), _reasons(later)
    if before != after:
        gone, come = (_without(before, after), _without(after, before))
        yield HeadDifference("because", "；".join(gone), "；".join(come))


def _reasons(edition: Edition) -> list[str]:
    """What every case gives as its reason, or leaves to a person, in both languages."""
    return [
        " / ".join(filter(None, (case.needs_human, case.because, case.because_en)))
        for case in edition.cases
    ]


def _without(these: list[str], those: list[str]) -> list[str]:
    """What stands only here; all of it where the two merely stand in another order."""
    return [one for one in these if one not in those] or these


def _properties(edition: Edition) -> dict[str, str]:
    counting = edition.counting
    return {
        "question": edition.question,
        "question_en": edition.question_en,
        "layer": edition.layer,
        "from": str(edition.starts),
        "until": str(edition.until or ""),
        "published": str(edition.published),
        "goes_by": edition.goes_by,
        "cites": str(edition.cites),
        "sample": "true" if edition.sample else "",
        "note": edition.note,
        "within": ", ".join(edition.within),
        "stricter": edition.stricter,
        "names": ", ".join(f"{word} {name}" for word, name in sorted(edition.names.items())),
        "counting.days": ("working" if counting.working else "calendar") if counting else "",
        "counting.first": ("same_day" if counting.same_day else "next_day") if counting else "",
        "counting.last": ("next_working_day" if counting.rolls else "as_it_falls")
        if counting
        else "",
        "asks": "；".join(f"{fact}: {canon.domain(one)}" for fact, one in edition.asks.items()),
        "holidays": "；".join(
            f"{one.name} {one.first}–{one.last} {','.join(map(str, one.works))}".strip()
            for one in edition.holidays
        ),
    }
