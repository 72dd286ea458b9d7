"""Cases answer every question exactly once, or a question that breaks them is shown."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules import coverage, shelf
from services.rules.book import Case
from services.rules.grammar import BookBroken

ASKS = {"kind": ("student", "staff", "retired"), "abroad": ("yes", "no"), "term": ("one", "two")}


def case(number: int, when: dict[str, frozenset[str]]) -> Case:
    return Case(number, when, number, "", "因", "why")


def conditions() -> st.SearchStrategy[dict[str, frozenset[str]]]:
    return st.fixed_dictionaries(
        {},
        optional={fact: st.frozensets(st.sampled_from(v), min_size=1) for fact, v in ASKS.items()},
    )


CASES = st.lists(conditions(), min_size=1, max_size=6).map(
    lambda whens: [case(number + 1, when) for number, when in enumerate(whens)]
)


def naively_sound(cases: list[Case]) -> bool:
    """Written apart from the checker: counts, for every question there is, who would answer it."""
    *front, last = cases
    if any(not one.when for one in front):
        return False
    answers = {one.number: 0 for one in cases}
    for kind in ASKS["kind"]:
        for abroad in ASKS["abroad"]:
            for term in ASKS["term"]:
                given = {"kind": kind, "abroad": abroad, "term": term}
                takers = [
                    one.number
                    for one in cases
                    if one.when and not any(given[f] not in v for f, v in one.when.items())
                ]
                takers = takers or ([] if last.when else [last.number])
                if len(takers) != 1:
                    return False
                answers[takers[0]] += 1
    return all(answers.values())


@given(cases=CASES)
def test_the_checker_and_a_naive_reader_agree(cases: list[Case]) -> None:
    assert (coverage.first_fault(ASKS, cases) is None) == naively_sound(cases)


@given(cases=CASES)
def test_a_counterexample_is_one(cases: list[Case]) -> None:
    fault = coverage.first_fault(ASKS, cases)
    if fault is None:
        return
    _, _, said = fault
    facts = dict(pair.split("=") for pair in re.findall(r"\w+=\w+", said))
    if "fits no case" in said:
        assert not any(one.fits(facts) for one in cases)
    elif fits_both := re.search(r"case (\d+) and case (\d+)", said):
        assert all(cases[int(number) - 1].fits(facts) for number in fits_both.groups())


@given(cut=st.lists(st.sampled_from(list(coverage.questions(ASKS))), unique_by=str, max_size=11))
def test_cases_cut_from_the_domain_are_sound_until_one_is_taken_out(
    cut: list[dict[str, str]],
) -> None:
    cases = [
        case(number + 1, {fact: frozenset([value]) for fact, value in facts.items()})
        for number, facts in enumerate(coverage.questions(ASKS))
    ]
    assert coverage.first_fault(ASKS, cases) is None
    kept = [one for one in cases if not any(one.fits(facts) for facts in cut)]
    assert (coverage.first_fault(ASKS, kept) is None) == (not cut)
    assert coverage.first_fault(ASKS, [*kept, case(99, {})]) is None or not cut


def test_a_book_too_wide_to_be_checked_is_refused() -> None:
    facts = {f"f{number}": ["a", "b"] for number in range(14)}
    asks = "".join(f"  {fact}: {values}\n" for fact, values in facts.items())
    when: dict[str, Any] = dict.fromkeys(facts, "a")
    text = (
        f"book: a/b\nquestion: 问\nunit: days\nasks:\n{asks}editions:\n  - from: 2020-01-01\n"
        f"    published: 2020-01-01\n    sample: true\n    cases:\n"
        f"      - {{when: {when}, then: 1, because: 因, because_en: why}}\n"
        f"      - {{then: 2, because: 因, because_en: why}}\n"
    )
    with pytest.raises(BookBroken, match="BOOK_BROKEN") as refusal:
        shelf.parse("x.yaml", text)
    assert "too many combinations" in refusal.value.sentence_en
