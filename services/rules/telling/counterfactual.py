"""What would have to be different for another answer: "若……，则……"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from services.rules.book import Ruling
from services.rules.choosing import Reason
from services.rules.edition import Answer, Case, Edition
from services.rules.facts import MEASURED, Span, Value, shown
from services.rules.proofs.coverage import Grid, grid_of
from services.rules.telling import explain

MOST = 5
UNSAID = Reason("", "")
MOST_CHANGES = 3
"""A way out that needs four facts to be different helps nobody."""


@dataclass(frozen=True)
class Alternative:
    """Another answer, and the facts that would have brought it."""

    changes: Mapping[str, Value]
    case: Case
    answer: Answer | None
    sentence: Reason


def alternatives(ruling: Ruling) -> list[Alternative]:
    """Other answers, with as few changes as it takes and the nearest numbers; at most five."""
    edition, found = ruling.edition, []
    grid = grid_of(edition.asks, edition.cases)
    answers: list[Answer | None] = [ruling.answer]
    for changes in _changes(grid, ruling.facts):
        facts = {**ruling.facts, **changes}
        case = edition.only_case_for(facts)
        if case is None or case.answer(facts) in answers:
            continue
        answers.append(case.answer(facts))
        found.append(Alternative(changes, case, answers[-1], UNSAID))
        if len(found) == MOST:
            break
    return [replace(one, sentence=_say(grid, edition, one)) for one in found]


def _changes(grid: Grid, facts: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Changes of one fact, then of two, then of three; a fact that was left out may be any.

    Numbers before words: a sum just above a bound is nearer than another kind of case.
    """
    asked = sorted(grid.asks, key=lambda name: not isinstance(grid.asks[name], Span))
    for number in range(1, min(MOST_CHANGES, len(asked)) + 1):
        for names in combinations(asked, number):
            others = [_others(grid, name, facts.get(name)) for name in names]
            for values in product(*others):
                yield dict(zip(names, values, strict=True))


def _others(grid: Grid, name: str, value: Value | None) -> list[Value]:
    """The other words of a fact; or of each other piece of its span, the nearest number."""
    if value is None or not isinstance(grid.asks[name], Span):
        return [first for first in grid.firsts[name] if first != value]
    nearest: list[Value] = []
    here = int(value)
    for first in grid.firsts[name]:
        least, most = (int(end) for end in grid.piece(name, first))
        if not least <= here <= most:
            nearest.append(least if here < least else most)
    return sorted(nearest, key=lambda number: abs(int(number) - here))


def _say(grid: Grid, edition: Edition, one: Alternative) -> Reason:
    said = [_range(grid, edition, name, value) for name, value in one.changes.items()]
    found = explain.answer(edition, one.answer, one.case.needs_human)
    return Reason(
        f"若{'且'.join(part.zh for part in said)}，则答案是 {found.zh}：{one.case.because}",
        f"If {' and '.join(part.en for part in said)}, the answer is {found.en}: "
        f"{one.case.because_en}",
    )


def _range(grid: Grid, edition: Edition, name: str, value: Value) -> Reason:
    """A changed fact; of a number, all values that would do as well."""
    domain = grid.asks[name]
    if not isinstance(domain, Span):
        return explain.fact(edition, name, value)
    least, most = grid.piece(name, value)
    zh, en = MEASURED[domain.measure]
    called, low, high = edition.name_of(name), shown(domain, least), shown(domain, most)
    if least == most:
        return Reason(f"{called}为 {low}{zh}", f"{name} is {low}{en}")
    if int(most) == domain.most:
        return Reason(f"{called}不低于 {low}{zh}", f"{name} is {low}{en} or more")
    if int(least) == domain.least:
        return Reason(f"{called}不超过 {high}{zh}", f"{name} is {high}{en} or less")
    return Reason(f"{called}在 {low} 至 {high}{zh}之间", f"{name} is {low} to {high}{en}")
