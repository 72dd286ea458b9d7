"""Who sees what: a list shows exactly what could be got one by one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from dangwu.transfer.v1 import case_pb2, member_pb2, roll_pb2
from tests.refusals import outcome, refuses
from tests.transfer.acts import SUBMITTED, Cases
from tests.transfer.stage import PEOPLE, some_cases
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
SYSTEMS = ("service:hr", "service:student")


def permitted(ask: Callable[..., Any], *about: Any) -> bool:
    """Whether a question is answered; if not, then because of who asks."""
    told = outcome(partial(ask, *about))
    assert told in ("OK", "NOT_YOURS")
    return told == "OK"


def listed(cases: Cases, who: str, **wanted: Any) -> list[str]:
    """The ids of all cases somebody is shown, in pages of two."""
    found: list[str] = []
    token = ""
    while True:
        request = case_pb2.ListTransfersRequest(page_size=2, page_token=token, **wanted)
        page = cases.desk(who).cases.ListTransfers(request)
        found += [one.id for one in page.transfers]
        token = page.next_page_token
        if not token:
            assert len(found) == len(set(found))
            return found


def listed_members(cases: Cases, who: str, code: str = "") -> set[str]:
    found: list[member_pb2.Member] = []
    token = ""
    while True:
        request = roll_pb2.ListMembersRequest(
            page_size=3,
            page_token=token,
            organization_id=cases.organization(code) if code else "",
        )
        page = cases.desk(who).roll.ListMembers(request)
        found += page.members
        token = page.next_page_token
        if not token:
            assert len(found) == len({one.id for one in found})
            return {one.id for one in found}


@every_shape
def test_the_cases_listed_are_those_that_can_be_got(cases: Cases) -> None:
    known = some_cases(cases)
    for who in (*PEOPLE, *SYSTEMS):
        seen = {one.id for one in known if permitted(cases.get, one, who)}
        assert set(listed(cases, who)) == seen, who
    assert len(listed(cases, "director")) == len(known)
    assert listed(cases, "outsider") == []


def test_the_members_listed_and_found_are_those_that_can_be_got(cases: Cases) -> None:
    some_cases(cases)
    everybody = cases.campus.members
    for who in (*PEOPLE, *SYSTEMS):
        seen = {
            member_id for name, member_id in everybody.items() if permitted(cases.member, name, who)
        }
        found = {one.id for one in cases.search(who, name="党员")}
        assert found == seen, who
        if who not in SYSTEMS:
            assert listed_members(cases, who) == seen, who
    assert listed_members(cases, "inspector") == set(everybody.values())


@pytest.mark.parametrize(("system", "kinds"), [("service:hr", "staff"), ("service:student", "own")])
def test_a_campus_system_sees_the_people_of_its_own_kind(
    shared_cases: Cases, system: str, kinds: str
) -> None:
    staff = {"s.commissioner", "s.secretary", "teacher", "librarian"}
    students = {"ready", "behind", "expired"}
    wanted = staff if kinds == "staff" else students
    seen = {name for name in staff | students if permitted(shared_cases.member, name, system)}
    assert seen == wanted


def test_a_list_can_be_narrowed(cases: Cases) -> None:
    known = some_cases(cases)
    for who in ("director", "a.secretary", "t.secretary", "service:hr"):
        mine = [one for one in known if one.id in listed(cases, who)]
        for one in known:
            assert listed(cases, who, member_id=one.member_id) == [
                other.id for other in mine if other.member_id == one.member_id
            ]
        waiting = {one.id for one in mine if one.state == SUBMITTED}
        assert set(listed(cases, who, state=SUBMITTED)) == waiting
        for code, below in (("0102", {"0102"}), ("02", {"02", "0201", "0202"})):
            touching = {
                one.id
                for one in mine
                if below
                & {
                    cases.code(each)
                    for each in (one.source_id, one.destination_id, one.branch_id)
                    if each
                }
            }
            assert set(listed(cases, who, organization_id=cases.organization(code))) == touching


def test_members_of_another_organization_are_not_listed(shared_cases: Cases) -> None:
    cases = shared_cases
    assert listed_members(cases, "a.secretary", "0102") == {cases.campus.members["teacher"]}
    assert listed_members(cases, "s2.deputy", "01") == {cases.campus.members["teacher"]}
    assert listed_members(cases, "director", "03") == {cases.campus.members["librarian"]}
    for code in ("01", "0101", "02", "03"):
        with refuses("NOT_YOURS"):
            listed_members(cases, "outsider", code)
    cases.campus.organizations["nowhere"] = "o-" + "0" * 12
    with refuses("ORGANIZATION_UNKNOWN"):
        listed_members(cases, "director", "nowhere")


@pytest.mark.parametrize("token", ["odd", "WyJhIl0", "WyIwMDAxLTAxLTAxVDAwOjAwKzIzOjU5IiwiYSJd"])
def test_a_page_token_of_somebody_elses_making_is_refused(shared_cases: Cases, token: str) -> None:
    """The last one is well made, and its instant is before all time."""
    desk = shared_cases.desk("director").cases
    with refuses("PAGE_TOKEN_INVALID"):
        desk.ListTransfers(case_pb2.ListTransfersRequest(page_token=token))
    with refuses("PAGE_TOKEN_INVALID"):
        desk.ListInbox(case_pb2.ListInboxRequest(page_token=token))


def test_a_moved_member_is_seen_where_he_belongs(cases: Cases) -> None:
    case = cases.climb(cases.request(), "s.secretary", "a.secretary", "b.secretary")
    assert not permitted(cases.member, "ready", "t.secretary")
    case = cases.accept("t.secretary", case)
    assert permitted(cases.member, "ready", "t.secretary")
    assert not permitted(cases.member, "ready", "s.secretary")
    assert cases.get(case, "t.secretary") == case
    left = cases.get(case, "s.secretary")  # the case was theirs; where the member goes is not
    assert (left.belongs_to_id, left.belongs_to_name) == ("", "")
    assert left.branch_name == case.branch_name


def test_what_a_closed_branch_leaves_behind_is_its_committees(cases: Cases) -> None:
    for one in ("s2.secretary", "s2.deputy"):
        cases.relieve(one)
    cases.close("0102", "2026-06-11")
    cases.world.clock.pass_days(2)
    assert cases.member("teacher", "a.secretary").name == "党员teacher"
    assert listed_members(cases, "a.secretary", "0102") == {cases.campus.members["teacher"]}
    assert cases.campus.members["teacher"] in listed_members(cases, "a.secretary", "01")
    assert cases.campus.members["teacher"] in listed_members(cases, "director", "01")
    assert cases.campus.members["teacher"] not in listed_members(cases, "director", "02")
    case = cases.request("a.organizer", "teacher", "0201")
    assert [cases.code(one.organization_id) for one in case.rungs][:2] == ["0102", "01"]
    case = cases.sign("a.secretary", case)
    assert listed(cases, "a.secretary", organization_id=cases.organization("0102")) == [case.id]
