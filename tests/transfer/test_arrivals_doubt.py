"""A member file that is not in order goes to the organization department, and comes back or not."""

import pytest

from tests.campus import STAFF
from tests.refusals import outcome, refuses
from tests.transfer.acts import ACCEPTED, SUBMITTED, UNDER_REVIEW, Cases
from tests.transfer.arrivals import IN_DOUBT, Arrivals, sound


@pytest.fixture
def arrivals(cases: Cases) -> Arrivals:
    return Arrivals(cases)


@pytest.fixture(scope="module")
def shared(shared_cases: Cases) -> Arrivals:
    return Arrivals(shared_cases)


@pytest.mark.parametrize(
    "found",
    [
        {"age_at_admission": 17},
        {"activist_months": 11},
        {"book_present": False},
        {"authority_held": False},
        {"admitted_at_own_place": False},
        {"dates_agree": False},
        {"months_before_leaving": 2},
    ],
)
def test_each_ground_of_doubt_goes_to_the_department(
    shared: Arrivals, found: dict[str, object]
) -> None:
    case = shared.examine("b.deputy", shared.register(), **found)
    assert (case.state, case.examination.outcome) == (IN_DOUBT, "to_department")
    assert case.waits_on_id == shared.cases.organization("00")


def test_the_last_good_values_are_in_order(shared: Arrivals) -> None:
    found = {"age_at_admission": 18, "activist_months": 12, "months_before_leaving": 3}
    case = shared.examine("b.deputy", shared.register(), **found)
    assert (case.state, case.examination.outcome) == (SUBMITTED, "in_order")


def test_a_doubt_is_resolved_by_the_office_and_the_case_goes_on(arrivals: Arrivals) -> None:
    cases = arrivals.cases
    case = arrivals.in_doubt()
    assert "dangwu arrival resolve" in cases.why(case).unblocks
    assert case.id in cases.inbox("director")
    assert outcome(lambda: arrivals.resolve("b.deputy", case)) == "ROLE_NOT_ALLOWED"
    for act in (cases.sign, cases.accept, arrivals.examine):
        with refuses("WRONG_STATE"):
            act("b.deputy" if act != cases.accept else "t.secretary", case)
    cases.world.clock.pass_days(30)
    case = arrivals.resolve("director", case, "原党委函复：入党日期以志愿书为准")
    assert (case.state, case.waits_on_id) == (UNDER_REVIEW, cases.organization("02"))
    assert case.examination.outcome == "in_order"
    assert "以志愿书为准" in case.examination.note
    assert case.rungs[0].due_on > "2026-07-10"
    case = cases.accept("t.secretary", cases.sign("b.deputy", case))
    assert case.state == ACCEPTED
    sound(arrivals)


def test_a_case_not_in_doubt_is_not_resolved(shared: Arrivals) -> None:
    with refuses("WRONG_STATE"):
        shared.resolve("director", shared.register())


def test_the_office_may_doubt_what_the_committee_passed(shared: Arrivals) -> None:
    case = shared.register("service:hr", "0202", category=STAFF)
    case = shared.cases.sign("b.secretary", shared.examine("b.secretary", case))
    case = shared.examine("director", case, authority_held=False)
    assert case.state == IN_DOUBT
    case = shared.resolve("director", case)
    assert case.waits_on_id == shared.cases.organization("00")
