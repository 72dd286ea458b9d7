"""Letters replaced by others: inside the window of the rule, original in hand or loss reported."""

from datetime import date

import pytest

from dangwu.transfer.v1 import transit_pb2
from services.transfer.dates import months_begun
from tests.refusals import refuses
from tests.transfer.letter_acts import LOST, OBJECTIVE, Letters, state_of
from tests.worlds import World

OWN_FAULT = transit_pb2.REISSUE_CAUSE_OWN_FAULT


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


def test_a_letter_handed_in_is_void_the_instant_the_new_one_is_out(letters: Letters) -> None:
    case, first = letters.out("ready")
    second = letters.reissue(case, original_returned=True)
    old = letters.get(first.id)
    assert (state_of(old), old.void_on, old.replaced_by_number) == (
        "VOID",
        "2026-06-10",
        second.number,
    )
    assert (second.replaces_number, state_of(second)) == (first.number, "LIVE")
    assert letters.cases.get(case).letter_id == second.id
    third = letters.reissue(case, original_returned=True)
    assert (third.serial, third.replaces_number) == (3, second.number)


def test_a_good_letter_is_not_replaced(letters: Letters) -> None:
    case, _ = letters.out("ready")
    with refuses("LETTER_STILL_GOOD"):
        letters.reissue(case)
    with refuses("LETTER_STILL_GOOD"):
        letters.reissue(case, cause=LOST)


def test_a_lapsed_letter_must_be_handed_in(letters: Letters) -> None:
    case, letter = letters.out("ready")
    letters.world.clock.pass_days(100)
    with refuses("ORIGINAL_MISSING") as refused:
        letters.reissue(case)
    assert refused.details["number"] == letter.number
    with refuses("ORIGINAL_MISSING"):
        letters.reissue(case, cause=LOST, original_returned=True)
    anew = letters.reissue(case, original_returned=True)
    assert (anew.issued_on, anew.valid_until) == ("2026-09-18", "2026-12-16")


def test_a_voided_letter_is_replaced_when_it_is_back(letters: Letters) -> None:
    case, letter = letters.out("ready")
    letters.void(letter)
    assert letters.cases.get(case).letter_id == ""
    with refuses("ORIGINAL_MISSING"):
        letters.reissue(case)
    assert letters.reissue(case, original_returned=True).replaces_number == letter.number


@pytest.mark.parametrize(("days", "allowed"), [(183, True), (184, False)])
def test_the_window_is_six_months_from_the_first_letter(
    letters: Letters, days: int, allowed: bool
) -> None:
    """10 June to 10 December is six months; the day after has begun the seventh."""
    case, _ = letters.out("ready")
    letters.world.clock.pass_days(60)
    letters.reissue(case, original_returned=True)
    letters.world.clock.pass_days(days - 60)
    if allowed:
        assert letters.reissue(case, original_returned=True).serial == 3
        return
    with refuses("NO_REISSUE") as refused:
        letters.reissue(case, original_returned=True)
    assert refused.details["months"] == "7"
    assert "党委组织部" in refused.words["zh-CN"]
    assert letters.register(2026).allocated == 2


def test_what_was_the_members_own_fault_is_not_mended_by_a_reissue(letters: Letters) -> None:
    case, _ = letters.out("ready")
    with refuses("NO_REISSUE") as refused:
        letters.reissue(case, cause=OWN_FAULT, original_returned=True)
    assert "本人过失" in refused.words["zh-CN"]


def test_only_what_is_in_transit_is_reissued(letters: Letters) -> None:
    case = letters.agreed("ready")
    with refuses("WRONG_STATE"):
        letters.reissue(case, cause=OBJECTIVE)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-06-10", "2026-06-10", 0),
        ("2026-06-10", "2026-06-11", 1),
        ("2026-06-10", "2026-07-10", 1),
        ("2026-06-10", "2026-12-10", 6),
        ("2026-06-10", "2026-12-11", 7),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-08-31", "2027-02-28", 6),
        ("2026-08-31", "2027-03-01", 7),
    ],
)
def test_a_month_that_has_begun_counts(first: str, last: str, months: int) -> None:
    assert months_begun(date.fromisoformat(first), date.fromisoformat(last)) == months
