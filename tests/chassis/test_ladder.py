"""The ladder: a rung is never waived, never held by a barred person, and held in order."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis import ladder
from services.chassis.ladder import PRECEDENCE, TITLES, Candidate, Level, Signature
from services.directory import terms

PEOPLE = [f"p-{number}" for number in range(6)]
candidates = st.builds(
    lambda person, kind: (person, kind), st.sampled_from(PEOPLE), st.sampled_from(PRECEDENCE)
)
ranks = st.lists(st.lists(candidates, max_size=4), min_size=1, max_size=3).map(
    lambda rows: levels(*rows)
)
barrings = st.sets(st.sampled_from(PEOPLE))
signatures = st.lists(
    st.builds(
        lambda act, holder: Signature((act,), holder, holder.upper()),
        st.sampled_from(["ATTEST", "RELEASE", "AGREE", "ACCEPT"]),
        st.sampled_from(["", "o-1", "o-2"]),
    )
)


def levels(*rows: Sequence[tuple[str, str]]) -> list[Level]:
    """Organizations upward, each with its people and their posts."""
    return [
        Level(
            f"o-{height}",
            f"组织{height}",
            tuple(
                Candidate(person, person, f"h-{height}-{place}", kind, f"o-{height}", "")
                for place, (person, kind) in enumerate(row)
            ),
        )
        for height, row in enumerate(rows)
    ]


def everybody(ranks: Sequence[Level]) -> list[Candidate]:
    return [one for level in ranks for one in level.candidates]


def order(ranks: Sequence[Level], organization_id: str) -> Sequence[str]:
    """A rung of an organization with an office goes to the office first; those above as usual."""
    own = [one.kind for one in ranks[0].candidates]
    office = organization_id == "o-0" and ("DIRECTOR" in own or "OFFICER" in own)
    usual = [kind for kind in PRECEDENCE if kind not in ("DIRECTOR", "OFFICER")]
    return ["DIRECTOR", "OFFICER", *usual] if office else PRECEDENCE


@given(ranks, barrings)
def test_a_rung_is_never_waived(ranks: list[Level], barred: set[str]) -> None:
    """It lapses to nobody only when everybody up to the school is barred or missing."""
    free = [one for one in everybody(ranks) if one.person_id not in barred]
    assert (ladder.holding(ranks, barred) is None) == (not free)
    assert (ladder.nearest(ranks, barred) is None) == (not free)


@given(ranks, barrings)
def test_no_barred_person_ever_holds_a_rung(ranks: list[Level], barred: set[str]) -> None:
    for held in (ladder.holding(ranks, barred), ladder.nearest(ranks, barred)):
        if held:
            assert held.holders
            assert not [one for one in held.holders if one.person_id in barred]
            assert all(held.of(person) is None for person in barred)


@given(ranks, barrings)
def test_nobody_free_comes_before_the_holders(ranks: list[Level], barred: set[str]) -> None:
    def place(one: Candidate) -> tuple[str, int]:
        return one.organization_id, order(ranks, one.organization_id).index(one.kind)

    free = [one for one in everybody(ranks) if one.person_id not in barred]
    held = ladder.holding(ranks, barred)
    if held:
        first = min(map(place, free))
        assert set(held.holders) == {one for one in free if place(one) == first}


@given(ranks, barrings)
def test_at_the_nearest_level_everybody_free_may_act(ranks: list[Level], barred: set[str]) -> None:
    free = [one for one in everybody(ranks) if one.person_id not in barred]
    near = ladder.nearest(ranks, barred)
    if near:
        level = min(one.organization_id for one in free)
        assert list(near.holders) == [one for one in free if one.organization_id == level]


@given(ranks, barrings)
def test_a_rung_that_passed_on_says_over_whom(ranks: list[Level], barred: set[str]) -> None:
    held = ladder.holding(ranks, barred)
    if not held:
        return
    first = held.holders[0]
    own_first = first.organization_id == "o-0" and first.kind == order(ranks, "o-0")[0]
    assert bool(held.passed_on) == (not own_first)


@given(ranks, st.sampled_from(PEOPLE))
def test_somebody_stands_where_his_nearest_post_is(ranks: list[Level], person: str) -> None:
    mine = [one for one in everybody(ranks) if one.person_id == person]
    assert ladder.stands_on(ranks, person) == (mine[0] if mine else None)


@pytest.mark.parametrize(
    ("barred", "holder", "passed_on"),
    [
        ("", "secretary", ""),
        ("secretary", "deputy", "组织0书记回避"),
        ("secretary deputy", "commissioner", "组织0书记回避；组织0副书记回避"),
        (
            "secretary deputy commissioner",
            "above",
            "组织0书记回避；组织0副书记回避；组织0组织委员回避",
        ),
        (
            "secretary deputy commissioner above",
            "director",
            "组织0书记回避；组织0副书记回避；组织0组织委员回避；组织1书记回避；组织2书记空缺",
        ),
    ],
)
def test_the_way_up(barred: str, holder: str, passed_on: str) -> None:
    ranks = levels(
        [
            ("secretary", "SECRETARY"),
            ("deputy", "DEPUTY_SECRETARY"),
            ("commissioner", "ORGANIZATION_COMMISSIONER"),
        ],
        [("above", "SECRETARY")],
        [("director", "DIRECTOR")],
    )
    held = ladder.holding(ranks, barred.split())
    assert held
    assert ([one.person_id for one in held.holders], held.passed_on) == ([holder], passed_on)


@given(signatures)
def test_merging_joins_neighbours_of_one_organization_and_loses_no_act(
    asked: list[Signature],
) -> None:
    merged = ladder.merge(asked)
    assert [act for one in merged for act in one.acts] == [act for one in asked for act in one.acts]
    assert not [
        left
        for left, right in pairwise(merged)
        if left.organization_id and left.organization_id == right.organization_id
    ]
    told = [one.organization_id for one in merged for _ in one.acts]
    assert told == [one.organization_id for one in asked]


def test_a_branch_not_named_yet_merges_with_nothing() -> None:
    unnamed = Signature(("ACCEPT",), "", "")
    assert ladder.merge([unnamed, unnamed]) == (unnamed, unnamed)


def test_every_post_that_may_sign_has_a_title() -> None:
    assert set(TITLES) == set(PRECEDENCE)


def test_the_directory_and_the_ladder_know_one_order() -> None:
    assert [kind.name for kind in sorted(terms.SIGNING)] == list(PRECEDENCE)
