"""Places of a campaign: every manner, every edge of a step, and nothing lost in a split."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.carefund.campaigns import quotas
from services.carefund.campaigns.quotas import Choice, Given, Terms, Unit
from services.carefund.refusals_campaign import SeatsUndecided, SeatsUnfit


def unit(number: int, members: int = 10, students: int = 0, retired: int = 0) -> Unit:
    return Unit(f"o-{number:02d}", f"支部{number}", "o-above", members, students, retired)


ONE, TWO, THREE = UNITS = [unit(1), unit(2), unit(3)]
NO_STEPS: dict[str, int | None] = {}


def seats(found: dict[str, Given]) -> list[int]:
    return [found[one.id].seats for one in UNITS]


@pytest.mark.parametrize(
    ("members", "students", "retired", "person", "counted"),
    [
        (0, 0, 0, "staff", 0),
        (10, 4, 0, "staff", 10),
        (10, 5, 0, "student", 5),
        (10, 5, 5, "retiree", 10),
        (10, 0, 4, "staff", 10),
        (100, 80, 0, "student", 80),
    ],
)
def test_a_branch_is_what_most_of_its_members_are(
    members: int, students: int, retired: int, person: str, counted: int
) -> None:
    one = unit(1, members, students, retired)
    assert (one.person, one.counted) == (person, counted)


def test_fixed_places_are_the_same_for_all() -> None:
    assert seats(quotas.given("fixed", UNITS, NO_STEPS, Terms(each=1))) == [1, 1, 1]


def test_in_a_range_people_decide_and_the_rest_get_the_least() -> None:
    terms = Terms(least=1, most=3, choices={ONE.id: Choice(3)})
    found = quotas.given("range", UNITS, NO_STEPS, terms)
    assert seats(found) == [3, 1, 1]
    assert [found[one.id].by_people for one in UNITS] == [True, False, False]


@pytest.mark.parametrize(("chosen", "fits"), [(0, False), (1, True), (3, True), (4, False)])
def test_people_stay_within_the_range(chosen: int, fits: bool) -> None:
    terms = Terms(least=1, most=3, choices={TWO.id: Choice(chosen)})
    if fits:
        assert seats(quotas.given("range", UNITS, NO_STEPS, terms)) == [1, chosen, 1]
        return
    with pytest.raises(SeatsUnfit) as refused:
        quotas.given("range", UNITS, NO_STEPS, terms)
    assert refused.value.details["units"] == TWO.name


def test_steps_are_the_books_and_what_it_leaves_open_is_decided_by_name() -> None:
    steps = {ONE.id: 2, TWO.id: 1, THREE.id: None}
    with pytest.raises(SeatsUndecided) as refused:
        quotas.given("stepped", UNITS, steps, Terms())
    assert refused.value.details["units"] == THREE.name
    terms = Terms(least=0, most=6, choices={THREE.id: Choice(6)})
    found = quotas.given("stepped", UNITS, steps, terms)
    assert seats(found) == [2, 1, 6]
    assert found[THREE.id].by_people


def test_tiers_bring_what_they_bring_and_every_branch_stands_in_one() -> None:
    tiers = {"一档": 3, "二档": 1}
    told = {one.id: Choice(tier="二档") for one in UNITS} | {ONE.id: Choice(tier="一档")}
    assert seats(quotas.given("tiered", UNITS, NO_STEPS, Terms(tiers=tiers, choices=told))) == [
        3,
        1,
        1,
    ]
    with pytest.raises(SeatsUndecided):
        quotas.given("tiered", UNITS, NO_STEPS, Terms(tiers=tiers, choices={ONE.id: told[ONE.id]}))


@pytest.mark.parametrize(
    ("manner", "terms"),
    [
        ("fixed", Terms(each=1, most=9, choices={ONE.id: Choice(2)})),
        ("stepped", Terms(most=9, choices={ONE.id: Choice(2)})),
        ("range", Terms(most=9, choices={"o-nowhere": Choice(2)})),
        ("range", Terms(most=9, choices={ONE.id: Choice(2, "一档")})),
        ("tiered", Terms(tiers={}, choices={one.id: Choice(tier="一档") for one in UNITS})),
        (
            "tiered",
            Terms(tiers={"一档": 1}, choices={one.id: Choice(5, "一档") for one in UNITS}),
        ),
    ],
)
def test_people_decide_nothing_that_the_rule_decides(manner: str, terms: Terms) -> None:
    with pytest.raises(SeatsUnfit):
        quotas.given(manner, UNITS, dict.fromkeys((one.id for one in UNITS), 1), terms)


@pytest.mark.parametrize(
    ("wanted", "total", "found"),
    [
        ([1, 1, 1], 5, [1, 1, 1]),
        ([1, 1, 1], 3, [1, 1, 1]),
        ([1, 1, 1], 2, [1, 1, 0]),
        ([4, 2, 1], 3, [2, 1, 0]),
        ([3, 3, 1], 4, [2, 2, 0]),
        ([6, 1, 1], 4, [3, 1, 0]),
        ([0, 0, 5], 2, [0, 0, 2]),
        ([2, 2, 2], 0, [0, 0, 0]),
    ],
)
def test_remainders_go_to_the_largest(wanted: list[int], total: int, found: list[int]) -> None:
    ids = [one.id for one in UNITS]
    split = quotas.split(dict(zip(ids, wanted, strict=True)), total)
    assert [split[one] for one in ids] == found


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=90), st.integers(0, 2000))
def test_a_split_gives_out_exactly_the_total_and_to_nobody_more_than_his_due(
    wanted: list[int], total: int
) -> None:
    due = {f"o-{number:03d}": seats for number, seats in enumerate(wanted)}
    found = quotas.split(due, total)
    assert sum(found.values()) == min(total, sum(wanted))
    for one, seats in due.items():
        assert 0 <= found[one] <= seats
        share = seats * min(total, sum(wanted)) / (sum(wanted) or 1)
        assert abs(found[one] - share) < 1
