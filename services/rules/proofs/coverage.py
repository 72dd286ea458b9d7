"""Whether the cases of an edition answer every possible question, each exactly once.

A number has too many values to try all; but cases can only differ where a bound stands, so the
span is cut at every bound and one number is tried for each piece: its first. A gap or an overlap
is named by a counterexample: facts that fit no case, or two.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TypeAlias

from services.rules.edition import Case
from services.rules.facts import Asks, Bounds, Condition, Domain, Span, Value, Words, shown

MOST_QUESTIONS = 10_000
"""An edition with more possible questions than this could not be checked, nor be understood."""
MOST_CASES = 200
MOST_TRIED = 300_000
"""Questions times cases: so much is tried before an edition is let in."""

Fault: TypeAlias = tuple[int, str, str]
"""The index of the case at fault, and what is wrong with it, in Chinese and in English."""


@dataclass(frozen=True)
class Grid:
    """The questions that can make a difference: for each fact its words, or the pieces of it."""

    asks: Asks
    firsts: Mapping[str, tuple[Value, ...]]
    """For each fact its words, or the first number of each piece."""

    def __len__(self) -> int:
        return prod(map(len, self.firsts.values()))

    def questions(self) -> Iterator[dict[str, Value]]:
        for values in product(*self.firsts.values()):
            yield dict(zip(self.firsts, values, strict=True))

    def piece(self, fact: str, value: Value) -> tuple[Value, Value]:
        """The first and the last value that no case tells from this one."""
        domain = self.asks[fact]
        if isinstance(domain, Words):
            return value, value
        firsts = [int(first) for first in self.firsts[fact]]
        at = bisect_right(firsts, int(value))
        return firsts[at - 1], firsts[at] - 1 if at < len(firsts) else domain.most


def grid_of(asks: Asks, cases: Iterable[Case]) -> Grid:
    """The grid that the conditions of these cases cut."""
    conditions: dict[str, list[Condition]] = {fact: [] for fact in asks}
    for case in cases:
        for fact, condition in case.when.items():
            conditions[fact].append(condition)
    return Grid(asks, {fact: _firsts(asks[fact], conditions[fact]) for fact in asks})


def _firsts(domain: Domain, conditions: Iterable[Condition]) -> tuple[Value, ...]:
    if isinstance(domain, Words):
        return domain.values
    cuts = {domain.least}
    for bounds in conditions:
        if isinstance(bounds, Bounds):
            cuts |= {bounds.least, bounds.most + 1}
    return tuple(sorted(cut for cut in cuts if domain.least <= cut <= domain.most))


def first_fault(asks: Asks, cases: Sequence[Case]) -> Fault | None:
    """The first reason why these cases could not always give one answer."""
    last = len(cases) - 1
    for index, case in enumerate(cases):
        if case.takes_the_rest and index != last:
            return index, "没有条件的情形只能放在最后", "only the last case may do without `when`"
        if fault := _out_of_reach(asks, case):
            return index, *fault
    grid = grid_of(asks, cases)
    if len(grid) > MOST_QUESTIONS:
        return last, "条件的组合过多", "there are too many combinations of facts to check"
    left_over = 0
    for facts in grid.questions():
        fitting = [i for i, case in enumerate(cases) if case.when and case.fits(facts)]
        if len(fitting) > 1:
            return fitting[1], *_overlap(show(asks, facts), fitting)
        if not fitting and not cases[last].takes_the_rest:
            counterexample = show(asks, facts)
            return last, f"{counterexample} 没有对应的情形", f"{counterexample} fits no case"
        left_over += not fitting
    if cases[last].takes_the_rest and not left_over:
        return (
            last,
            "前面的情形已全部覆盖，此情形用不到",
            "cases before it leave nothing to this one",
        )
    return None


def _out_of_reach(asks: Asks, case: Case) -> tuple[str, str] | None:
    """A range whose ends cross, or that lies outside what the fact may be, in part or whole."""
    for fact, bounds in case.when.items():
        domain = asks[fact]
        if not isinstance(bounds, Bounds) or not isinstance(domain, Span):
            continue
        if bounds.least > bounds.most:
            return (
                f"{fact} 的上下限交叉（{bounds.shown()}），没有数值符合",
                f"the bounds of {fact} cross ({bounds.shown()}): no value fits",
            )
        for end in (bounds.lower, bounds.upper):
            if end is not None and not domain.least <= end <= domain.most:
                choices, choices_en = domain.ends()
                out = shown(domain, end)
                return f"{out} 不在 {choices}之内", f"{out} is not in {choices_en}"
    return None


def _overlap(counterexample: str, fitting: Sequence[int]) -> tuple[str, str]:
    first, second = fitting[0] + 1, fitting[1] + 1
    return (
        f"{counterexample} 同时符合第 {first} 种和第 {second} 种情形",
        f"{counterexample} fits both case {first} and case {second}",
    )


def show(asks: Asks, facts: Mapping[str, Value]) -> str:
    """Facts as a counterexample: amount=2,000.00, channel=paper."""
    return ", ".join(f"{fact}={shown(asks[fact], value)}" for fact, value in facts.items()) or "()"
