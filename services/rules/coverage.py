"""Whether the cases of an edition answer every possible question, each exactly once.

A gap or an overlap is named by a counterexample: facts that fit no case, or two.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import TypeAlias

from services.rules.book import Case

MOST_QUESTIONS = 10_000
"""An edition with more possible questions than this could not be checked, nor be understood."""

Asks: TypeAlias = Mapping[str, tuple[str, ...]]
Fault: TypeAlias = tuple[int, str, str]
"""The index of the case at fault, and what is wrong with it, in Chinese and in English."""


def first_fault(asks: Asks, cases: Sequence[Case]) -> Fault | None:
    """The first reason why these cases could not always give one answer."""
    last = len(cases) - 1
    for index, case in enumerate(cases):
        if case.takes_the_rest and index != last:
            return index, "没有条件的情形只能放在最后", "only the last case may do without `when`"
    if prod(map(len, asks.values())) > MOST_QUESTIONS:
        return last, "条件的组合过多", "there are too many combinations of facts to check"
    left_over = 0
    for facts in questions(asks):
        fitting = [i for i, case in enumerate(cases) if case.when and case.fits(facts)]
        if len(fitting) > 1:
            return fitting[1], *_overlap(facts, fitting)
        if not fitting and not cases[last].takes_the_rest:
            shown = _show(facts)
            return last, f"{shown} 没有对应的情形", f"{shown} fits no case"
        left_over += not fitting
    if cases[last].takes_the_rest and not left_over:
        return (
            last,
            "前面的情形已全部覆盖，此情形用不到",
            "cases before it leave nothing to this one",
        )
    return None


def questions(asks: Asks) -> Iterator[dict[str, str]]:
    """Every combination of facts that can be asked about."""
    for values in product(*asks.values()):
        yield dict(zip(asks, values, strict=True))


def _overlap(facts: Mapping[str, str], fitting: Sequence[int]) -> tuple[str, str]:
    shown, first, second = _show(facts), fitting[0] + 1, fitting[1] + 1
    return (
        f"{shown} 同时符合第 {first} 种和第 {second} 种情形",
        f"{shown} fits both case {first} and case {second}",
    )


def _show(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{fact}={value}" for fact, value in facts.items()) or "()"
