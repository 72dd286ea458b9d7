"""Whether a case is overdue has one answer, wherever it is asked: listed, counted or explained."""

import pytest

from dangwu.transfer.v1 import case_pb2, statistics_pb2
from tests.transfer.acts import Case
from tests.transfer.announcing import marks, sweep
from tests.transfer.arrivals import Arrivals
from tests.transfer.leaving import Departures
from tests.transfer.letter_acts import Letters
from tests.transfer.test_deadlines_listed import deadlines, of
from tests.worlds import World


@pytest.fixture
def letters(world: World) -> Letters:
    return Letters(world)


def counted(letters: Letters) -> statistics_pb2.OpenCount:
    request = statistics_pb2.CountOpenRequest()
    return letters.cases.desk("director").statistics.CountOpen(request).total


def agree(letters: Letters, case: Case, what: str) -> case_pb2.Explanation:
    """The three answers about one case, which is late with this; explained by the nearest."""
    listed = [one for one in deadlines(letters.cases) if one.subject_id == case.id]
    assert what in {one.what for one in listed if one.overdue}
    told = letters.cases.why(case)
    assert (told.due_on, told.overdue) == (listed[0].due_on, True)
    assert counted(letters).overdue == 1
    return told


def test_what_all_have_signed_and_nobody_sends_is_late_everywhere(letters: Letters) -> None:
    leaving = Departures(letters.cases)
    case = leaving.agreed()
    assert not letters.cases.why(case).overdue
    assert letters.cases.why(case).due_on == "2026-06-12"
    letters.world.clock.pass_days(62)
    agree(letters, case, "SEND")
    assert counted(letters).waiting == 1
    case = leaving.send(case)
    assert (counted(letters).overdue, counted(letters).in_transit) == (0, 1)
    letters.world.clock.pass_days(91)
    agree(letters, case, "SENT_LAPSES")
    assert counted(letters).lapsed == 1


def test_what_nobody_issues_or_mends_is_late_everywhere(letters: Letters) -> None:
    cases = letters.cases
    case = letters.agreed()
    letters.world.clock.pass_days(62)
    agree(letters, case, "ISSUE")
    case = cases.send_back("director", case)
    assert counted(letters).overdue == 0
    letters.world.clock.pass_days(62)
    agree(letters, case, "RETURNED")


def test_what_was_proposed_and_nobody_files_is_late_everywhere(letters: Letters) -> None:
    case = letters.cases.propose()
    letters.world.clock.pass_days(62)
    agree(letters, case, "PROPOSED")


def test_papers_that_do_not_come_are_late_everywhere(letters: Letters) -> None:
    arrivals = Arrivals(letters.cases)
    case = arrivals.register(papers=arrivals.papers(file_seen=False))
    letters.world.clock.pass_days(200)
    agree(letters, case, "PAPERS")
    assert counted(letters).provisional == 1


@pytest.mark.parametrize("gone", ["lost", "void"])
def test_a_case_whose_letter_is_gone_waits_for_another(letters: Letters, gone: str) -> None:
    case, letter = letters.out()
    (letters.lose if gone == "lost" else letters.void)(letter)
    [due] = [one for one in of(deadlines(letters.cases), case) if one.what == "REISSUE"]
    assert (due.from_on, due.due_on) == ("2026-06-10", "2026-06-12")
    assert due.next_step == f"dangwu letter reissue {case.id}"
    told = letters.cases.why(case)
    assert told.due_on == due.due_on
    assert f"补开（dangwu letter reissue {case.id}）" in told.unblocks
    letters.world.clock.pass_days(3)
    sweep(letters.cases)
    assert 100 in marks(letters.cases, "director", case.id)
    agree(letters, case, "REISSUE")
    letters.reissue(case, original_returned=gone == "void")
    assert "REISSUE" not in {one.what for one in of(deadlines(letters.cases), case)}
    assert counted(letters).overdue == 0


def test_a_letter_that_lapsed_and_one_sent_anew_are_no_reissue_due(letters: Letters) -> None:
    case, letter = letters.out()
    letters.spoil(letter)
    assert "REISSUE" not in {one.what for one in of(deadlines(letters.cases), case)}
    letters.world.clock.pass_days(91)
    assert "REISSUE" not in {one.what for one in of(deadlines(letters.cases), case)}
    agree(letters, case, "LETTER_LAPSES")
