"""What a member has open besides ends with the case that moves him away or ends his membership."""

import pytest

from dangwu.transfer.v1 import case_pb2, roll_pb2
from tests.refusals import refuses
from tests.transfer.acts import ACCEPTED, WITHDRAWN, Case, Cases
from tests.transfer.changing import STAY, Changes
from tests.transfer.letter_acts import Letters
from tests.worlds import SHAPES, World

SHORT = {"place": "某地", "from_on": "2026-06-10", "until_on": "2026-09-01",
         "ground": "SHORT_ABSENCE"}  # fmt: skip
DIED = {"from_on": "2026-06-09"}


@pytest.fixture
def changes(world: World) -> Changes:
    return Changes(Cases(world))


def proven(cases: Cases) -> None:
    told = cases.desk("inspector").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert not {one.name: list(one.examples) for one in told.checks if one.broken}


def history(cases: Cases, case: Case) -> list[str]:
    request = case_pb2.ListTransferHistoryRequest(id=case.id)
    return [one.rpc for one in cases.desk("director").cases.ListTransferHistory(request).events]


def ended_with(cases: Cases, case: Case, by: Case) -> None:
    """A case has ended with another: it says so, and so does its history; nothing is broken."""
    now = cases.get(case)
    assert (now.state, now.ended_at, now.ended_by_id) == (WITHDRAWN, by.ended_at, by.id)
    assert (list(now.next_steps), now.waits_on_id) == ([], "")
    assert f"（{by.id}）已办结，本件随之终止" in now.ended_because
    told = cases.why(case)
    assert now.ended_because in told.unblocks
    assert by.id in told.unblocks_en
    assert case.id in cases.get(by).note
    proven(cases)


@pytest.mark.parametrize("shape", SHAPES)
def test_who_has_died_has_nothing_open_any_more(changes: Changes) -> None:
    cases = changes.cases
    papers = changes.file("CERTIFICATE", **SHORT)
    abroad = changes.file("RETENTION_ABROAD", ground="STUDY_ABROAD", **STAY)
    signed = cases.sign("s.secretary", papers)
    death = changes.done("DEATH", **DIED)
    assert death.state == ACCEPTED
    assert papers.id in death.note
    for case, acts in ((papers, ["RequestChange", "SignTransfer"]), (abroad, ["RequestChange"])):
        ended_with(cases, case, death)
        assert history(cases, case) == [*acts, "AcceptTransfer"]
    assert papers.id not in cases.inbox("a.secretary")
    with refuses("WRONG_STATE"):
        cases.sign("a.secretary", signed)


def test_a_history_that_ends_with_another_case_is_read_in_pages(changes: Changes) -> None:
    cases = changes.cases
    papers = changes.file("CERTIFICATE", **SHORT)
    changes.done("DEATH", **DIED)
    request = case_pb2.ListTransferHistoryRequest(id=papers.id, page_size=1)
    first = cases.desk("director").cases.ListTransferHistory(request)
    assert [one.rpc for one in first.events] == ["RequestChange"]
    request.page_token = first.next_page_token
    last = cases.desk("director").cases.ListTransferHistory(request)
    assert [one.rpc for one in last.events] == ["AcceptTransfer"]
    assert not last.next_page_token


def test_a_move_within_the_school_ends_what_the_old_branch_had_begun(changes: Changes) -> None:
    cases = changes.cases
    move = cases.request()
    papers = changes.file("CERTIFICATE", **SHORT)
    move = cases.climb(move, "s.secretary", "a.secretary", "b.secretary")
    ended_with(cases, papers, cases.accept("t.secretary", move))


def test_who_has_landed_outside_leaves_nothing_open_behind(world: World) -> None:
    letters = Letters(world)
    changes = Changes(letters.cases)
    case, letter = letters.out("ready")
    papers = changes.file("CERTIFICATE", **SHORT)
    letters.receive(case, letter.number)
    ended_with(letters.cases, papers, letters.cases.get(case))


def test_what_has_ended_before_is_left_alone(changes: Changes) -> None:
    cases = changes.cases
    papers = changes.file("CERTIFICATE", **SHORT)
    withdrawn = cases.withdraw("s.commissioner", papers)
    death = changes.done("DEATH", **DIED)
    assert cases.get(papers).etag == withdrawn.etag
    assert (cases.get(papers).ended_by_id, death.note) == ("", "")
