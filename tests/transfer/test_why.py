"""Why a case waits: who holds it, since when, until when, under which rule, what unblocks it."""

from datetime import UTC

import pytest

from dangwu.transfer.v1 import case_pb2
from tests.refusals import refuses
from tests.transfer.acts import Cases
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
SIGNED = ("s.secretary", "a.secretary", "b.secretary")


def holders(told: case_pb2.Explanation, cases: Cases) -> list[str]:
    people = {person_id: account for account, person_id in cases.campus.people.items()}
    return [people[one.person_id] for one in told.holders]


@every_shape
def test_at_each_rung_it_names_holder_day_rule_and_next_step(cases: Cases) -> None:
    case = cases.request()
    # In Beijing time it is the tenth of June, a Wednesday. A branch has three working days, a
    # committee five; the nineteenth, a Friday, is the Dragon Boat Festival.
    for signer, due, done, word in (
        ("s.secretary", "2026-06-15", "sign", "支部核实"),
        ("a.secretary", "2026-06-18", "sign", "转出审批"),
        ("b.secretary", "2026-06-22", "sign", "转入审批"),
        ("t.secretary", "2026-06-17", "accept", "支部接收"),
    ):
        told = cases.why(case, "s.deputy")
        assert holders(told, cases) == [signer]
        [holder] = told.holders
        assert holder.post_id == cases.campus.posts[signer]
        assert (holder.post_kind, holder.person_name) == ("POST_KIND_SECRETARY", f"人{signer}")
        assert (holder.organization_id, holder.passed_on) == (case.waits_on_id, "")
        assert told.waits_since.ToDatetime(UTC) == cases.world.clock()
        assert (told.due_on, told.overdue) == (due, False)
        assert told.rule.book == "transfer/within_school_ladder"
        assert told.rule in case.decisions
        assert f"“{word}”" in told.unblocks
        for words in (told.unblocks, told.unblocks_en):
            assert f"dangwu transfer {done} {case.id}" in words
            assert holder.organization_name in words
        assert told.transfer == case
        cases.world.clock.pass_days(1)
        case = (cases.sign if done == "sign" else cases.accept)(signer, case)
    told = cases.why(case)
    assert (list(told.holders), told.due_on, told.overdue) == ([], "", False)
    assert told.waits_since == case.ended_at
    assert told.unblocks.startswith("本件已办结")


@every_shape
def test_a_rung_is_overdue_after_its_last_day(cases: Cases) -> None:
    case = cases.request()
    cases.world.clock.pass_days(5)
    told = cases.why(case)
    assert (told.due_on, told.overdue) == ("2026-06-15", False)
    cases.world.clock.pass_days(1)
    told = cases.why(case)
    assert (told.overdue, holders(told, cases)) == (True, ["s.secretary"])
    case = cases.sign("s.secretary", case)  # time moves nobody, and takes no right away
    told = cases.why(case)
    assert (told.due_on, told.overdue) == ("2026-06-24", False)


def test_the_day_turns_in_shanghai(cases: Cases) -> None:
    case = cases.request()
    cases.world.clock.pass_time(days=5, hours=13, minutes=59)  # 15:59 UTC of the fifteenth
    assert not cases.why(case).overdue
    cases.world.clock.pass_time(minutes=1)
    assert cases.why(case).overdue


def test_before_it_is_submitted_a_case_waits_on_the_source(shared_cases: Cases) -> None:
    cases = shared_cases
    cases.enter("proposed")
    case = cases.propose(member="proposed")
    told = cases.why(case)
    assert holders(told, cases) == ["s.secretary", "s.deputy", "s.commissioner"]
    assert (told.due_on, told.overdue, told.HasField("rule")) == ("2026-06-15", False, False)
    assert f"dangwu transfer submit {case.id}" in told.unblocks
    case = cases.send_back("s.secretary", cases.submit("s.commissioner", case))
    told = cases.why(case)
    assert holders(told, cases) == ["s.secretary", "s.deputy", "s.commissioner"]
    assert (told.due_on, told.overdue) == ("2026-06-15", False)
    assert told.unblocks.startswith("由信息学院硕士党支部按退回原因更正")
    assert told.rule.book == "transfer/within_school_ladder"


def test_a_proposal_does_not_wait_on_its_own_member(shared_cases: Cases) -> None:
    told = shared_cases.why(shared_cases.propose("service:hr", "s.commissioner"))
    assert holders(told, shared_cases) == ["s.secretary", "s.deputy"]


def test_a_source_without_anybody_to_submit_leaves_it_to_its_committee(cases: Cases) -> None:
    for one in ("s.deputy", "s.commissioner"):
        cases.relieve(one)
    cases.world.clock.pass_days(1)
    case = cases.propose("service:hr", "s.secretary")
    told = cases.why(case)
    assert holders(told, cases) == ["a.secretary", "a.organizer"]
    assert told.holders[0].passed_on == "信息学院硕士党支部回避"
    assert told.unblocks.startswith("由信息学院党委提交")
    assert cases.inbox("a.organizer") == [case.id]
    assert cases.submit("a.organizer", case).rungs


def test_who_stands_in_for_whom_is_said(shared_cases: Cases) -> None:
    cases = shared_cases
    cases.enter_officer("proxy")
    case = cases.request("s.secretary", "proxy", to="0202")
    told = cases.why(case)
    assert holders(told, cases) == ["s.deputy"]
    assert told.holders[0].passed_on == "信息学院硕士党支部书记回避"


def test_a_rung_taken_over_by_the_superior_names_both(cases: Cases) -> None:
    cases.relieve("v.deputy")
    cases.world.clock.pass_days(1)
    case = cases.climb(cases.request(to="0202"), *SIGNED)
    told = cases.why(case)
    assert holders(told, cases) == ["b.deputy"]
    assert told.unblocks.startswith("由海洋学院党委代海洋学院教工党支部办理“支部接收”")
    assert "in place of 海洋学院教工党支部" in told.unblocks_en


def test_a_committee_that_must_name_a_branch_is_told_so(shared_cases: Cases) -> None:
    cases = shared_cases
    cases.enter("unplaced")
    case = cases.request(member="unplaced", to="02")
    assert "--branch" not in cases.why(case).unblocks
    case = cases.climb(case, "s.secretary", "a.secretary")
    told = cases.why(case)
    assert "指定接收支部" in told.unblocks
    assert "--branch" in told.unblocks_en


@every_shape
def test_why_is_told_to_those_who_see_the_case(cases: Cases) -> None:
    case = cases.request()
    for who in ("s.deputy", "a.secretary", "t.deputy", "b.deputy", "inspector", "service:student"):
        assert cases.why(case, who).transfer.id == case.id
    for who in ("outsider", "d.secretary", "service:hr"):
        with refuses("NOT_YOURS"):
            cases.why(case, who)
