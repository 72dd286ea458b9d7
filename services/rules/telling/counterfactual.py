"""What would have to be different for another answer: "若……，则……"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product

from services.rules.book import Ruling
from services.rules.choosing import Reason
from services.rules.edition import Answer, Case, Edition, Share
from services.rules.facts import MEASURED, Measure, Span, Value, shown
from services.rules.proofs.coverage import Grid, grid_of
from services.rules.telling import explain

MOST = 5
UNSAID = Reason("", "")
MOST_TRIED = 2_000
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
    """Other answers, with as few changes as it takes and the nearest numbers; at most five.

    No more than two thousand changes are tried, so that a large book holds nobody up.
    """
    edition, found = ruling.edition, []
    grid = grid_of(edition.asks, edition.cases)
    answers: list[Answer | None] = [ruling.answer]
    for changes in islice(_changes(grid, ruling.facts), MOST_TRIED):
        facts = {**ruling.facts, **changes}
        case = edition.only_case_for(facts)
        if case is None or case.answer(facts) in answers:
            continue
        answers.append(case.answer(facts))
        found.append(Alternative(changes, case, answers[-1], UNSAID))
        if len(found) == MOST:
            break
    return [replace(one, sentence=_say(grid, edition, one)) for one in found]


def are_more(ruling: Ruling, found: Sequence[Alternative]) -> bool:
    """Whether the edition has answers that are neither the one given nor among these."""
    told = {ruling.case.number, *(one.case.number for one in found)}
    known = {case.then for case in ruling.edition.cases if case.number in told}
    return any(case.then not in known for case in ruling.edition.cases)


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
    share = one.case.then if isinstance(one.case.then, Share) else None
    said = [
        _range(grid, edition, name, value, exactly=share is not None and share.of == name)
        for name, value in one.changes.items()
    ]
    found = explain.answer(edition, one.answer, one.case.needs_human)
    return Reason(
        f"若{'且'.join(part.zh for part in said)}，则答案是 {found.zh}：{one.case.because}",
        f"If {' and '.join(part.en for part in said)}, the answer is {found.en}: "
        f"{one.case.because_en}",
    )


def _range(grid: Grid, edition: Edition, name: str, value: Value, *, exactly: bool) -> Reason:
    """A changed fact; of a number, all values that would do as well, unless just this one would."""
    domain = grid.asks[name]
    if not isinstance(domain, Span):
        return explain.fact(edition, name, value)
    least, most = (value, value) if exactly else grid.piece(name, value)
    zh, en = MEASURED[domain.measure]
    called, low, high = edition.name_of(name), shown(domain, least), shown(domain, most)
    if domain.measure is Measure.DATE and least != most:
        return _days(called, name, low, high, first=least == domain.least, last=most == domain.most)
    if least == most:
        return Reason(f"{called}为 {low}{zh}", f"{name} is {low}{en}")
    if int(most) == domain.most:
        return Reason(f"{called}不低于 {low}{zh}", f"{name} is {low}{en} or more")
    if int(least) == domain.least:
        return Reason(f"{called}不超过 {high}{zh}", f"{name} is {high}{en} or less")
    return Reason(f"{called}在 {low} 至 {high}{zh}之间", f"{name} is {low} to {high}{en}")


def _days(called: str, name: str, low: str, high: str, *, first: bool, last: bool) -> Reason:
    """A range of dates: 不早于, 不晚于."""
    if last:
        return Reason(f"{called}不早于 {low}", f"{name} is {low} or later")
    if first:
        return Reason(f"{called}不晚于 {high}", f"{name} is {high} or earlier")
    return Reason(f"{called}在 {low} 至 {high} 之间", f"{name} is {low} to {high}")
