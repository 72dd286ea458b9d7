"""Where two editions of a book differ: in what stands at their head, and in what they answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.rules.edition import Answer, Case, Edition
from services.rules.facts import Domain, Span, Value, Words, plain, shown
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
    earlier_human: str | None
    later_human: str | None
    """Why a person must decide; None where that edition cannot answer at all."""


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

    Every value that either knows is tried; one that only the other knows is a difference, since
    this one cannot answer. A fact that only one asks for is varied too: the other answers whatever
    it is.
    """
    grid = _grid(earlier, later)
    if len(grid) > MOST_QUESTIONS:
        raise TooManyQuestions
    asked, found = 0, []
    for facts in grid.questions() if earlier.cases and later.cases else ():
        was, then = _case(earlier, facts), _case(later, facts)
        if was is None and then is None:
            continue
        asked += 1
        if _answers(was) != _answers(then):
            found.append(_difference(grid, later, facts, was, then))
    return Comparison(list(_head(earlier, later)), found[:MOST_LISTED], asked, len(found))


def _grid(earlier: Edition, later: Edition) -> Grid:
    """Both grids in one: cut at the bounds and at the ends of what each of them knows."""
    one, other = (grid_of(edition.asks, edition.cases) for edition in (earlier, later))
    facts = {**one.asks, **other.asks}
    asks = {fact: _union(one.asks.get(fact), other.asks.get(fact)) for fact in facts}
    return Grid(asks, {fact: _firsts(fact, asks[fact], (one, other)) for fact in asks})


def _firsts(fact: str, domain: Domain, grids: Sequence[Grid]) -> tuple[Value, ...]:
    if isinstance(domain, Words):
        return domain.values
    cuts: set[int] = set()
    for grid in grids:
        known = grid.asks.get(fact)
        if isinstance(known, Span) and known.measure is domain.measure:
            cuts.update(int(first) for first in grid.firsts[fact])
            cuts.add(known.most + 1)
    return tuple(sorted(cuts - {domain.most + 1}))


def _union(one: Domain | None, other: Domain | None) -> Domain:
    """All that either may be; of a word and a number, or of two measures, the later."""
    match one, other:
        case Words(), Words():
            return Words(tuple(dict.fromkeys((*one.values, *other.values))))
        case Span(), Span() if one.measure is other.measure:
            return Span(one.measure, min(one.least, other.least), max(one.most, other.most))
    known = other or one
    assert known
    return known


def _case(edition: Edition, facts: Mapping[str, Value]) -> Case | None:
    """The case that answers; None where the edition does not know one of the values."""
    if all(_knows(domain, facts[fact]) for fact, domain in edition.asks.items()):
        return edition.case_for(facts)
    return None


def _knows(domain: Domain, value: Value) -> bool:
    if isinstance(domain, Words):
        return value in domain.values
    return not isinstance(value, str) and domain.least <= value <= domain.most


def _answers(case: Case | None) -> object:
    """What a case answers, for comparing: a share by its percent, silence as silence."""
    return "cannot answer" if case is None else (case.then, bool(case.needs_human))


def _difference(
    grid: Grid, later: Edition, facts: Mapping[str, Value], was: Case | None, then: Case | None
) -> AnswerDifference:
    return AnswerDifference(
        facts={fact: plain(grid.asks[fact], value) for fact, value in facts.items()},
        span=_span(grid, later, facts),
        earlier=was.answer(facts) if was else None,
        later=then.answer(facts) if then else None,
        earlier_human=was.needs_human if was else None,
        later_human=then.needs_human if then else None,
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
