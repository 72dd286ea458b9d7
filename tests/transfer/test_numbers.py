"""ID numbers and phones: found whole, masked everywhere, shown for a purpose that is kept."""

import json

import pytest

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import member_pb2, roll_pb2
from tests.campus import CANARY, id_number
from tests.refusals import refuses
from tests.transfer.acts import Cases
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
def test_nobody_and_nobody_for_you_look_the_same(cases: Cases) -> None:
    nobody = cases.match("c.secretary", id_number="999902198807159999")
    not_for_you = cases.match("c.secretary", id_number=CANARY)
    assert nobody == not_for_you == member_pb2.MatchedMember()
    found = cases.match("a.secretary", id_number=CANARY)
    assert (found.id, found.member.name) == (cases.campus.members["ready"], "党员ready")
    for who in ("s.secretary", "service:hr"):
        with refuses("ROLE_NOT_ALLOWED"):
            cases.match(who, id_number=CANARY)


def test_a_guess_leaves_a_row_whatever_it_finds_and_a_rehearsal_finds_nobody(cases: Cases) -> None:
    def guesses() -> list[tuple[str, str]]:
        cases.world.settle()
        request = audit_pb2.ListEntriesRequest(page_size=200)
        entries = cases.desk("inspector").audit.ListEntries(request).entries
        told = [one for one in entries if one.rpc.endswith("/MatchMember")]
        assert not any(number in str(one) for one in told for number in (CANARY, "19911112222"))
        return sorted((one.actor_id, json.loads(one.request)["purpose"]) for one in told)

    people = cases.campus.people
    assert cases.match("a.secretary", id_number=CANARY, validate_only=True).id == ""
    assert guesses() == []
    cases.match("c.secretary", "不该问的", id_number=CANARY)
    cases.match("inspector", "举报核实", phone="19911112222")
    wanted = [(people["c.secretary"], "不该问的"), (people["inspector"], "举报核实")]
    assert guesses() == sorted(wanted)
    with refuses("MALFORMED"):
        cases.match("a.secretary", "", id_number=CANARY)


def test_a_number_is_found_whole_and_in_no_part(shared_cases: Cases) -> None:
    cases = shared_cases
    number = id_number(26)
    assert number.endswith("X")
    cases.enter("with.x", id_number=number, phone="19912345678")
    for by in (
        {"campus_number": cases.member("with.x").campus_number},
        {"name": "员with.x"},
        {"name": "员WITH.X"},
    ):
        assert [one.id for one in cases.search("director", **by)] == [
            cases.campus.members["with.x"]
        ]
    for by in (
        {"id_number": number},
        {"id_number": number.lower()},
        {"phone": "19912345678"},
    ):
        assert cases.match("director", **by).id == cases.campus.members["with.x"]
    for by in (
        {"name": "%%"},
        {"name": "w_th"},
    ):
        assert not cases.search("director", **by)


def test_numbers_are_masked_everywhere(shared_cases: Cases) -> None:
    cases = shared_cases
    shown = [
        cases.member("ready"),
        *cases.desk("director").roll.ListMembers(roll_pb2.ListMembersRequest()).members,
        cases.match("director", id_number=CANARY).member,
        cases.amend("ready", phone="19900000001"),
    ]
    ready = [one for one in shown if one.id == cases.campus.members["ready"]]
    assert len(ready) == 4
    assert {(one.id_number_masked, one.phone_masked) for one in ready} == {
        (f"9999***********{CANARY[15:]}", "199****0001")
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
