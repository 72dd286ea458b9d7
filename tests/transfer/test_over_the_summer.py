"""A letter lapses over the summer and the case goes on: sent elsewhere, its letters linked."""

import pytest

from tests.refusals import refuses
from tests.transfer.acts import Case
from tests.transfer.leaving import Departures
from tests.transfer.letter_acts import Letters
from tests.transfer.test_deadlines_listed import deadlines, of
from tests.worlds import World


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


@pytest.fixture
def leaving(letters: Letters) -> Departures:
    return Departures(letters.cases)


def elsewhere(letters: Letters, leaving: Departures, case: Case) -> Case:
    """Sent elsewhere by the director, signed for by an officer, and out on a letter again."""
    departure = letters.departure()
    departure.addressee_id = letters.outside("青屏县委组织部")
    again = leaving.redispatch(letters.cases.get(case), departure)
    letters.issue(letters.cases.sign(leaving.officer(), again))
    return letters.cases.get(again)


def test_who_did_not_pay_over_the_summer_is_sent_elsewhere(
    letters: Letters, leaving: Departures
) -> None:
    case, _ = letters.out("ready")
    letters.world.clock.pass_days(100)
    leaving.hold("ready")
    with refuses("NOT_READY") as refused:
        elsewhere(letters, leaving, case)
    assert refused.details["findings"] == "UNDER_EXAMINATION"


def test_the_journey_over_the_summer(letters: Letters, leaving: Departures) -> None:
    case, first = letters.out("ready")
    letters.world.clock.pass_days(100)
    out = elsewhere(letters, leaving, case)
    second = letters.get(out.letter_id)
    assert second.replaces_number == first.number
    assert letters.get(first.id).replaced_by_number == second.number


def test_the_window_goes_on_from_the_first_letter(letters: Letters, leaving: Departures) -> None:
    case, _ = letters.out("ready")
    letters.world.clock.pass_days(150)
    out = elsewhere(letters, leaving, case)
    letters.world.clock.pass_days(50)
    found = {one.what: one for one in of(deadlines(letters.cases), case)}
    assert (found["REISSUE_WINDOW"].due_on, found["REISSUE_WINDOW"].overdue) == ("2026-12-10", True)
    with refuses("NO_REISSUE"):
        letters.reissue(out, original_returned=True)
