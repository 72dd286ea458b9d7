"""Publicity: a notice stands its days, shows what it may, and an objection holds a case."""

from typing import Any

import pytest

from services.carefund.lifecycle import State
from tests.carefund.road import Application, Road
from tests.refusals import refuses

CONTACT = "组织部 0335-0000000"


def post(road: Road, *cases: Application, who: str = "a.organizer") -> Any:
    return road.call(who, "PostNotice", application_ids=[one.id for one in cases], contact=CONTACT)


def wait(road: Road, notice: Any) -> None:
    while road.today() <= notice.last_on:
        road.world.clock.pass_days(1)


def test_a_notice_stands_its_working_days_and_takes_itself_down(road: Road) -> None:
    case = road.reviewed()
    assert State(case.state) is State.PUBLICITY
    notice = post(road, case)
    # Wednesday 10 June: five working days from Thursday on, a weekend between.
    assert (notice.first_on, notice.last_on) == ("2026-06-11", "2026-06-17")
    [entry] = notice.entries
    assert (entry.name_shown, entry.organization_name) == ("党*y", "信息学院硕士党支部")
    assert (entry.category_shown, entry.amount_fen) == ("重大疾病", 0)
    with refuses("NOTICE_STANDS"):
        post(road, case)
    with refuses("NOTICE_RUNS"):
        road.call("a.organizer", "ConcludeNotice", id=notice.id, etag=notice.etag)
    road.world.clock.pass_days(7)
    seen = road.call("s.deputy", "GetNotice", id=notice.id)
    assert (road.today(), len(seen.entries)) == ("2026-06-17", 1)
    road.world.clock.pass_days(1)
    seen = road.call("s.deputy", "GetNotice", id=notice.id)
    assert (list(seen.entries), seen.sha256) == ([], notice.sha256)
    assert seen.taken_down_at.ToJsonString() == "2026-06-17T16:00:00Z"
    done = road.call("a.organizer", "ConcludeNotice", id=notice.id, etag=notice.etag)
    assert done.concluded_on == "2026-06-18"
    assert State(road.get(case, "director").state) is State.OFFICE_REVIEW
    with refuses("NOTICE_ENDED"):
        road.call("a.organizer", "ConcludeNotice", id=notice.id, etag=done.etag)


def raised(road: Road, notice: Any, case: Application, by: str = "") -> Any:
    return road.call(
        "a.secretary",
        "RaiseObjection",
        notice_id=notice.id,
        application_id=case.id,
        kind="OBJECTION_KIND_UNTRUE",
        raised_by=by,
        said="其家庭并不困难",
    )


@pytest.mark.parametrize("upheld", [True, False])
def test_an_objection_holds_a_case_until_it_is_settled(road: Road, upheld: bool) -> None:
    case = road.reviewed()
    notice = post(road, case)
    objection = raised(road, notice, case, by="李某")
    assert (objection.number, objection.anonymous) == ("2026-0001", False)
    assert objection.due_on > road.today()
    assert "李某" not in str(objection)
    assert "困难" not in str(objection)
    wait(road, notice)
    with refuses("OBJECTION_OPEN"):
        road.call("a.organizer", "ConcludeNotice", id=notice.id, etag=notice.etag)
    settle = {"id": objection.id, "etag": objection.etag, "upheld": upheld, "finding": "经核实"}
    with refuses("DUTIES_CLASH"):  # who endorsed it does not judge the objection
        road.call("a.secretary", "SettleObjection", **settle)
    settled = road.call("officer2", "SettleObjection", **settle)
    assert (settled.upheld, settled.settled_on) == (upheld, road.today())
    with refuses("OBJECTION_SETTLED"):
        road.call("officer2", "SettleObjection", **(settle | {"etag": settled.etag}))
    told = road.call("inspector", "DiscloseObjection", id=objection.id, purpose="督查")
    assert (told.raised_by, told.said, told.finding) == ("李某", "其家庭并不困难", "经核实")
    state = road.get(case, "director").state
    assert State(state) is (State.SUBMITTED if upheld else State.PUBLICITY)
    done = road.call("a.organizer", "ConcludeNotice", id=notice.id, etag=notice.etag)
    assert done.concluded_on
    after = State(road.get(case, "director").state)
    assert after is (State.SUBMITTED if upheld else State.OFFICE_REVIEW)


def test_a_notice_is_of_one_committee_and_objections_come_in_its_days(road: Road) -> None:
    one = road.reviewed()
    notice = post(road, one)
    with refuses("NOT_ON_NOTICE"):
        road.call(
            "a.secretary",
            "RaiseObjection",
            notice_id=notice.id,
            application_id="a-000000000000",
            kind="OBJECTION_KIND_OTHER",
            said="不符",
        )
    wait(road, notice)
    with refuses("NOTICE_OVER"):
        raised(road, notice, one)
    withdrawn = road.withdraw(road.get(one, "director"))
    assert State(withdrawn.state) is State.WITHDRAWN
