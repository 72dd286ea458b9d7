"""Cases answer every question exactly once, or a question that breaks them is shown."""

import re
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from services.rules.edition import Case
from services.rules.facts import Bounds, Condition, Domain, Measure, Span, Value, Words, meets
from services.rules.proofs import coverage

VALUES = {"kind": ("student", "staff", "retired"), "abroad": ("yes", "no"), "term": ("one", "two")}
ASKS = {fact: Words(values) for fact, values in VALUES.items()}
QUESTIONS = [dict(zip(VALUES, values, strict=True)) for values in product(*VALUES.values())]
SPANS: dict[str, Domain] = {
    "amount": Span(Measure.YUAN, 0, 6),
    "joined_on": Span(Measure.DATE, 700_000, 700_004),
    "kind": Words(("student", "staff")),
}


def case(number: int, when: dict[str, Condition]) -> Case:
    return Case(number, when, number, "", "因", "why")


def conditions() -> st.SearchStrategy[dict[str, Condition]]:
    words = {
        fact: st.frozensets(st.sampled_from(values), min_size=1) for fact, values in VALUES.items()
    }
    return st.fixed_dictionaries({}, optional=words)


CASES = st.lists(conditions(), min_size=1, max_size=6).map(
    lambda whens: [case(number + 1, when) for number, when in enumerate(whens)]
)


def naively_sound(cases: list[Case]) -> bool:
    """Written apart from the checker: counts, for every question there is, who would answer it."""
    *front, last = cases
    if any(not one.when for one in front):
        return False
    answers = {one.number: 0 for one in cases}
    for kind in VALUES["kind"]:
        for abroad in VALUES["abroad"]:
            for term in VALUES["term"]:
                given = {"kind": kind, "abroad": abroad, "term": term}
                takers = [
                    one.number
                    for one in cases
                    if one.when and all(meets(v, given[f]) for f, v in one.when.items())
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


@given(cut=st.lists(st.sampled_from(QUESTIONS), unique_by=str, max_size=11))
def test_cases_cut_from_the_domain_are_sound_until_one_is_taken_out(
    cut: list[dict[str, str]],
) -> None:
    cases = [
        case(number + 1, {fact: frozenset([value]) for fact, value in facts.items()})
        for number, facts in enumerate(QUESTIONS)
    ]
    assert coverage.first_fault(ASKS, cases) is None
    kept = [one for one in cases if not any(one.fits(facts) for facts in cut)]
    assert (coverage.first_fault(ASKS, kept) is None) == (not cut)
    assert coverage.first_fault(ASKS, [*kept, case(99, {})]) is None or not cut


def bounds(fact: str, span: Span) -> st.SearchStrategy[Bounds]:
    """Any range that has both its ends, written in any way, or lacks one."""

    def made(ends: tuple[int, int], lower: str, upper: str) -> Bounds:
        first, last = sorted(ends)
        return Bounds(
            span.measure,
            None if lower == "open" else first,
            lower != "over",
            None if upper == "open" and lower != "open" else last,
            upper != "under",
        )

    number = st.integers(span.least, span.most)
    return st.builds(
        made,
        st.tuples(number, number),
        st.sampled_from(["from", "over", "open"]),
        st.sampled_from(["to", "under", "open"]),
    )


NUMBERS = {fact: span for fact, span in SPANS.items() if isinstance(span, Span)}
RANGED = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            **{fact: bounds(fact, span) for fact, span in NUMBERS.items()},
            "kind": st.frozensets(st.sampled_from(["student", "staff"]), min_size=1),
        },
    ),
    min_size=1,
    max_size=5,
)


def takers(cases: list[Case]) -> list[list[int]]:
    """For every amount, day and word there is, the numbers of the cases that name it."""
    every: list[list[Value]] = [
        [*span.values] if isinstance(span, Words) else [*range(span.least, span.most + 1)]
        for span in SPANS.values()
    ]
    asked = [dict(zip(SPANS, values, strict=True)) for values in product(*every)]
    return [[one.number for one in cases if one.when and one.fits(facts)] for facts in asked]


@given(whens=RANGED)
def test_of_numbers_a_few_are_tried_and_all_are_covered(whens: list[dict[str, Condition]]) -> None:
    """The checker tries one number of each piece; here every number is tried."""
    cases = [case(number + 1, when) for number, when in enumerate(whens)]
    *front, last = cases
    asked = takers(cases)
    crossing = any(
        isinstance(one, Bounds) and one.least > one.most for when in whens for one in when.values()
    )
    rest = sum(not numbers for numbers in asked)
    sound = (
        not crossing
        and all(one.when for one in front)
        and all(len(numbers) < 2 for numbers in asked)
        and (rest == 0) == bool(last.when)
    )
    assert (coverage.first_fault(SPANS, cases) is None) == sound
