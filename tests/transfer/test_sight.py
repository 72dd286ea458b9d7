"""Who sees what: a list shows exactly what could be got one by one."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest

from dangwu.transfer.v1 import case_pb2, member_pb2, roll_pb2
from services.transfer import case_servicer
from tests.campus import CANARY
from tests.refusals import read, refuses
from tests.transfer.acts import SUBMITTED, Case, Cases
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
PEOPLE = (
    "director",
    "inspector",
    "a.secretary",
    "a.organizer",
    "b.deputy",
    "c.secretary",
    "s.secretary",
    "s.commissioner",
    "s2.deputy",
    "t.secretary",
    "v.deputy",
    "d.secretary",
    "outsider",
)
SYSTEMS = ("service:hr", "service:student")


def some_cases(cases: Cases) -> list[Case]:
    """Cases of all kinds: between colleges and within, of staff and students, at several states."""
    signed = cases.sign("s.secretary", cases.request())
    return [
        cases.request("s.deputy", "s.commissioner", "02"),
        cases.request("s2.deputy", "teacher", "0101"),
        cases.propose("service:hr", "librarian", "0202"),
        cases.sign("a.secretary", signed),
        cases.withdraw("s.deputy", cases.request("s.deputy", "s.secretary", "03")),
    ]


def permitted(ask: Callable[[], Any]) -> bool:
    try:
        ask()
    except grpc.RpcError as error:
        assert read(error).reason == "NOT_YOURS"
        return False
    return True


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


def search(cases: Cases, who: str, **by: str) -> roll_pb2.ListMembersResponse:
    return cases.desk(who).roll.SearchMembers(roll_pb2.SearchMembersRequest(**by))


@every_shape
def test_the_cases_listed_are_those_that_can_be_got(cases: Cases) -> None:
    known = some_cases(cases)
    for who in (*PEOPLE, *SYSTEMS):
        seen = {one.id for one in known if permitted(lambda x=one, w=who: cases.get(x, w))}
        assert set(listed(cases, who)) == seen, who
    assert len(listed(cases, "director")) == len(known)
    assert listed(cases, "outsider") == []


@every_shape
def test_the_members_listed_are_those_that_can_be_got(cases: Cases) -> None:
    some_cases(cases)
    everybody = cases.campus.members
    for who in PEOPLE:
        seen = {
            member_id
            for name, member_id in everybody.items()
            if permitted(lambda n=name, w=who: cases.member(n, w))
        }
        assert listed_members(cases, who) == seen, who
    assert listed_members(cases, "inspector") == set(everybody.values())


def test_searching_finds_those_that_can_be_got(cases: Cases) -> None:
    for who in (*PEOPLE, *SYSTEMS):
        for name, member_id in cases.campus.members.items():
            found = [one.id for one in search(cases, who, name=f"党员{name}").members]
            seen = permitted(lambda n=name, w=who: cases.member(n, w))
            assert (member_id in found) == seen, (who, name)


@pytest.mark.parametrize(("system", "kinds"), [("service:hr", "staff"), ("service:student", "own")])
def test_a_campus_system_sees_the_people_of_its_own_kind(
    shared_cases: Cases, system: str, kinds: str
) -> None:
    staff = {"s.commissioner", "s.secretary", "teacher", "librarian"}
    students = {"ready", "behind", "expired"}
    wanted = staff if kinds == "staff" else students
    seen = {
        name
        for name in staff | students
        if permitted(lambda n=name: shared_cases.member(n, system))
    }
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


@every_shape
def test_nobody_and_nobody_for_you_look_the_same(cases: Cases) -> None:
    nobody = search(cases, "outsider", id_number="999902198807159999")
    not_for_you = search(cases, "outsider", id_number=CANARY)
    assert nobody == not_for_you == roll_pb2.ListMembersResponse()
    assert [one.name for one in search(cases, "s.secretary", id_number=CANARY).members] == [
        "党员ready"
    ]


def test_a_number_is_found_whole_and_in_no_part(shared_cases: Cases) -> None:
    cases = shared_cases
    number = "99990219880719302X"
    cases.enter("with.x", id_number=number, phone="19912345678")
    for by in (
        {"id_number": number},
        {"id_number": number.lower()},
        {"phone": "19912345678"},
        {"campus_number": cases.member("with.x").campus_number},
        {"name": "员with.x"},
    ):
        assert [one.id for one in search(cases, "director", **by).members] == [
            cases.campus.members["with.x"]
        ]
    for by in (
        {"id_number": number[:17]},
        {"phone": "1991234567"},
        {"phone": "%%%%%%%%"},
        {"name": "%%"},
        {"name": "w_th"},
    ):
        assert not search(cases, "director", **by).members


def test_numbers_are_masked_everywhere(shared_cases: Cases) -> None:
    cases = shared_cases
    shown = [
        cases.member("ready"),
        *cases.desk("director").roll.ListMembers(roll_pb2.ListMembersRequest()).members,
        *search(cases, "director", id_number=CANARY).members,
        cases.amend("ready", phone="19900000001"),
    ]
    ready = [one for one in shown if one.id == cases.campus.members["ready"]]
    assert len(ready) == 4
    assert {(one.id_number_masked, one.phone_masked) for one in ready} == {
        ("9999***********412", "199****0001")
    }
    assert CANARY not in "".join(map(str, shown))


@every_shape
def test_numbers_are_shown_for_a_purpose_that_is_kept(cases: Cases) -> None:
    member_id = cases.campus.members["ready"]
    purpose = "核对入党志愿书"
    shown = cases.reveal("a.secretary", "ready", purpose)
    assert (shown.id_number, shown.phone) == (CANARY, "19900000001")
    entry = cases.logged(member_id)[-1]
    assert entry.rpc.endswith("/RevealMember")
    assert (entry.actor_id, entry.outcome) == (cases.campus.people["a.secretary"], "OK")
    assert purpose in entry.request
    assert CANARY not in str(entry)


def test_without_a_purpose_or_a_right_nothing_is_shown(shared_cases: Cases) -> None:
    for purpose in ("", "查", "　　　　", "    "):
        with refuses("MALFORMED") as refused:
            shared_cases.reveal("a.secretary", "ready", purpose)
        assert "purpose" in refused.fields
    with refuses("ROLE_NOT_ALLOWED"):
        shared_cases.reveal("s.secretary", "ready", "核对档案")
    with refuses("NOT_YOURS"):
        shared_cases.reveal("b.secretary", "ready", "核对档案")
    outcomes = [one.outcome for one in shared_cases.logged(shared_cases.campus.members["ready"])]
    assert outcomes[-2:] == ["ROLE_NOT_ALLOWED", "NOT_YOURS"]


def test_a_moved_member_is_seen_where_he_belongs(cases: Cases) -> None:
    case = cases.climb(cases.request(), "s.secretary", "a.secretary", "b.secretary")
    assert not permitted(lambda: cases.member("ready", "t.secretary"))
    case = cases.accept("t.secretary", case)
    assert permitted(lambda: cases.member("ready", "t.secretary"))
    assert not permitted(lambda: cases.member("ready", "s.secretary"))
    assert cases.get(case, "s.secretary") == cases.get(case, "t.secretary") == case


def test_what_a_closed_branch_leaves_behind_is_its_committees(cases: Cases) -> None:
    for one in ("s2.secretary", "s2.deputy"):
        cases.relieve(one)
    cases.close("0102", "2026-06-11")
    cases.world.clock.pass_days(2)
    assert cases.member("teacher", "a.secretary").name == "党员teacher"
    assert listed_members(cases, "a.secretary", "0102") == {cases.campus.members["teacher"]}
    case = cases.request("a.organizer", "teacher", "0201")
    assert [cases.code(one.organization_id) for one in case.rungs][:2] == ["0102", "01"]
    case = cases.sign("a.secretary", case)
    assert listed(cases, "a.secretary", organization_id=cases.organization("0102")) == [case.id]


def test_an_inbox_holds_what_waits_on_its_owner(cases: Cases) -> None:
    known = some_cases(cases)
    for who in PEOPLE:
        if who == "inspector":
            continue
        person_id = cases.campus.people[who]
        mine = {
            one.id
            for one in known
            if person_id in {holder.person_id for holder in cases.why(one).holders}
        }
        assert set(cases.inbox(who)) == mine, who


def test_what_waits_on_somebody_he_can_do_and_nobody_else(cases: Cases) -> None:
    """Of the cases to be signed: exactly those in the inbox can be signed."""
    known = [one for one in some_cases(cases) if one.state == SUBMITTED or len(one.rungs) == 4]
    for who in PEOPLE:
        if who == "inspector":
            continue
        for one in (each for each in known if each.rungs):
            can = _can_sign(cases, who, one)
            assert (one.id in cases.inbox(who)) == can, (who, one)


def _can_sign(cases: Cases, who: str, case: Case) -> bool:
    branch = "0201" if who == "b.secretary" else ""
    try:
        cases.sign(who, case, branch, validate_only=True)
    except grpc.RpcError as error:
        assert read(error).code == "PERMISSION_DENIED"
        return False
    return True


@pytest.mark.parametrize("chunk", [1, 2, 200])
def test_an_inbox_is_paged_while_it_is_worked_off(
    cases: Cases, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """Nothing is shown twice or left out, however much is looked through at a time."""
    monkeypatch.setattr(case_servicer, "CHUNK", chunk)
    waiting = {}
    for number in range(4):
        cases.enter(f"m{number}")
        case = cases.request("s.deputy", f"m{number}")
        waiting[case.id] = case
        cases.enter(f"n{number}")
        cases.request("s.deputy", f"n{number}", "0102")  # waits on the committee
        cases.world.clock.pass_time(minutes=1)
    desk, shown, token = cases.desk("s.secretary").cases, [], ""
    for _ in range(2):
        page = desk.ListInbox(case_pb2.ListInboxRequest(page_size=2, page_token=token))
        shown += [one.id for one in page.transfers]
        for one in page.transfers:
            cases.sign("s.secretary", one)
        token = page.next_page_token
    assert shown == list(reversed(waiting))
    assert token == ""
    assert cases.inbox("s.secretary") == []
