"""Journeys over the wire: abroad and back, lost and found, each as it is lived."""

import pytest

from tests.refusals import refuses
from tests.transfer.changing import ABROAD, SEARCH, STAY, SUSPENSION, Changes

socket = pytest.mark.parametrize("shape", ["socket"])


@socket
def test_three_years_abroad_one_contact_missed_and_back(changes: Changes) -> None:
    case = changes.file("RETENTION_ABROAD", ground="STUDY_ABROAD", **STAY)
    assert [one.organization_name for one in case.rungs] == ["信息学院党委", "滨海示范大学党委"]
    assert case.plan.contact_phone == "199****99"
    case = changes.decide(case, "a.secretary", "director")
    assert changes.standing() == "PAUSED"
    assert changes.cases.belongs("ready") == "0101"

    changes.on("2027-02-28")
    term = changes.term()
    assert (term.kind, term.transfer_id) == (ABROAD, case.id)
    assert (term.due_on, term.overdue) == ("2027-03-01", False)
    term = changes.contact(term, "2027-02-28")
    assert (term.last_contact_on, term.due_on) == ("2027-02-28", "2027-08-28")

    changes.on("2027-08-29")  # the half-year contact is missed
    term = changes.term()
    assert (term.due_what_en, term.overdue) == ("contact with a member abroad", True)
    term = changes.contact(term, "2027-08-29", reached=False)
    changes.cases.world.clock.pass_time(minutes=1)
    assert (term.last_contact_on, term.overdue) == ("2027-02-28", True)  # an attempt moves nothing
    term = changes.contact(term, "2027-08-29")
    assert (term.due_on, term.overdue) == ("2028-02-29", False)  # as 29 August has no 29 February
    logged = changes.contacts(term)
    assert [one.reached for one in logged] == [True, False, True]

    changes.on("2029-08-20")
    with refuses("NOT_READY") as refused:
        changes.file("RESUMPTION")
    assert refused.details["findings"] == "NOT_BACK"
    term = changes.end(changes.term(), "2029-08-15")
    assert (term.back_on, term.ended_on, term.due_on) == ("2029-08-15", "", "2029-11-15")
    assert changes.standing() == "PAUSED"  # back, and not yet resumed
    case = changes.done("RESUMPTION")
    assert changes.standing() == "NORMAL"
    [term] = changes.terms(ended=True)
    assert (term.ended_on, term.ended_by_id) == ("2029-08-20", case.id)
    assert term.ended_because == "已经回来；恢复组织生活"
    assert not changes.terms()


@socket
def test_lost_suspended_and_found_within_two_years(changes: Changes) -> None:
    changes.on("2026-03-01")
    term = changes.search(last="2025-08-31")
    assert (term.kind, term.because, term.due_on) == (SEARCH, "电话停机，单位已撤", "2026-02-28")
    assert term.overdue  # six months have passed: it is somebody's task, and nothing happens
    assert changes.standing() == "NORMAL"
    changes.contact(term, "2026-03-01", reached=False)
    case = changes.file("SUSPENSION", ground="LOST_CONTACT")
    assert [one.acts[0] for one in case.rungs] == [6, 7, 8]  # resolve, approve, register
    changes.decide(case)
    assert changes.standing() == "SUSPENDED"
    term = changes.term()
    assert (term.kind, term.from_on, term.due_on) == (SUSPENSION, "2026-03-01", "2028-03-01")
    over = next(one for one in changes.terms(ended=True) if one.kind == SEARCH)
    assert over.ended_by_id == case.id
    with refuses("NOT_READY") as refused:
        changes.cases.request()
    assert "SUSPENDED" in refused.details["findings"]
    with refuses("SUSPENSION_STAYS"):
        changes.end(term, "2026-03-01")

    changes.on("2027-12-01")  # he writes
    with refuses("NOT_READY"):
        changes.file("RESTORATION")
    case = changes.file("RESTORATION", statement="本人书面申请")
    case = changes.cases.climb(case, "s.secretary", "a.secretary")
    with refuses("DOCUMENT_MISSING"):
        changes.cases.accept("director", case)
    case = changes.cases.send_back("director", case)
    case = changes.again(case, document="组字〔2027〕9号")
    assert case.plan.statement == "本人书面申请"  # what was not mended stays
    changes.decide(case)
    assert changes.standing() == "NORMAL"
    assert not changes.terms()
