"""A letter lapses over the summer: those who have to act hear of it, and nobody is moved."""

from datetime import UTC, datetime

import pytest

from tests.transfer.acts import state_of
from tests.transfer.announcing import marks, reminders, sweep
from tests.transfer.letter_acts import Letters
from tests.transfer.test_deadlines_listed import deadlines, of
from tests.worlds import World


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


def at(world: World, month: int, day: int) -> None:
    world.clock.set(datetime(2026, month, day, 2, tzinfo=UTC))


def test_a_letter_that_is_out_runs_on_three_clocks(letters: Letters) -> None:
    case, letter = letters.out()
    found = {one.what: one for one in of(deadlines(letters.cases), case)}
    assert set(found) == {"LETTER_LAPSES", "RECEIPT", "REISSUE_WINDOW"}
    assert found["LETTER_LAPSES"].due_on == letter.valid_until
    assert found["LETTER_LAPSES"].organization_id == case.source_id
    assert found["RECEIPT"].due_on > letter.valid_until
    assert found["RECEIPT"].organization_id == letters.cases.organization("00")
    assert found["REISSUE_WINDOW"].due_on == "2026-12-10"


def test_the_window_is_counted_from_the_first_letter(letters: Letters) -> None:
    case, _ = letters.out()
    letters.world.clock.pass_days(100)
    letters.reissue(case, original_returned=True)
    found = {one.what: one for one in of(deadlines(letters.cases), case)}
    assert found["REISSUE_WINDOW"].due_on == "2026-12-10"
    assert found["LETTER_LAPSES"].from_on == letters.today


def test_it_lapses_over_the_summer_and_moves_nobody(letters: Letters, world: World) -> None:
    case, letter = letters.out("ready")
    heard = []
    for day in ("7-24", "7-25", "8-15", "8-16", "8-29", "8-30", "9-6", "9-7", "9-8"):
        month, on = map(int, day.split("-"))
        at(world, month, on)
        sweep(letters.cases)
        now = of_letter(letters, "s.secretary", case.id)
        heard.append((day, now))
    reached = {mark: next(on for on, now in heard if mark in now) for mark in (50, 75, 90, 100)}
    assert letter.valid_until == "2026-09-07"
    assert reached == {50: "7-25", 75: "8-16", 90: "8-30", 100: "9-7"}
    after = letters.cases.get(case)
    assert state_of(after) == "IN_TRANSIT"
    assert after.etag == case.etag
    assert letters.cases.belongs("ready") == "0101"
    [late] = [one for one in of(deadlines(letters.cases), case) if one.what == "LETTER_LAPSES"]
    assert late.overdue
    assert late.next_step == f"dangwu letter reissue {case.id}"


def of_letter(letters: Letters, who: str, case_id: str) -> list[int]:
    """The marks of the letter's own days that somebody heard of."""
    found = reminders(letters.cases, who)
    return [
        one.mark
        for one in found
        if one.deadline.subject_id == case_id and one.deadline.what == "LETTER_LAPSES"
    ]


def test_who_is_to_tell_the_addressee_of_a_loss_hears_at_once(letters: Letters) -> None:
    case, letter = letters.out()
    letters.lose(letter)
    [due] = [one for one in deadlines(letters.cases) if one.subject_id == letter.id]
    assert (due.what, due.due_on) == ("LOSS_NOTICE", letters.today)
    assert due.transfer_id == case.id
    sweep(letters.cases)
    assert marks(letters.cases, "director", letter.id) == [100]
    letters.told(letters.get(letter.id))
    assert not [one for one in deadlines(letters.cases) if one.subject_id == letter.id]


def test_a_case_that_is_agreed_waits_for_its_letter(letters: Letters) -> None:
    case = letters.agreed()
    [one] = of(deadlines(letters.cases), case)
    assert (one.what, one.book) == ("ISSUE", "transfer/decision_days")
    assert one.next_step == f"dangwu letter issue {case.id}"
