"""ID numbers and phones: found whole, masked everywhere, shown for a purpose that is kept."""

import pytest

from dangwu.transfer.v1 import roll_pb2
from tests.campus import CANARY, id_number
from tests.refusals import refuses
from tests.transfer.acts import Cases
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
def test_nobody_and_nobody_for_you_look_the_same(cases: Cases) -> None:
    nobody = cases.search("outsider", id_number="999902198807159999")
    not_for_you = cases.search("outsider", id_number=CANARY)
    assert nobody == not_for_you == []
    assert [one.name for one in cases.search("s.secretary", id_number=CANARY)] == ["党员ready"]


def test_a_number_is_found_whole_and_in_no_part(shared_cases: Cases) -> None:
    cases = shared_cases
    number = id_number(26)
    assert number.endswith("X")
    cases.enter("with.x", id_number=number, phone="19912345678")
    for by in (
        {"id_number": number},
        {"id_number": number.lower()},
        {"phone": "19912345678"},
        {"campus_number": cases.member("with.x").campus_number},
        {"name": "员with.x"},
    ):
        assert [one.id for one in cases.search("director", **by)] == [
            cases.campus.members["with.x"]
        ]
    for by in (
        {"id_number": number[:17]},
        {"phone": "1991234567"},
        {"phone": "%%%%%%%%"},
        {"name": "%%"},
        {"name": "w_th"},
    ):
        assert not cases.search("director", **by)


def test_numbers_are_masked_everywhere(shared_cases: Cases) -> None:
    cases = shared_cases
    shown = [
        cases.member("ready"),
        *cases.desk("director").roll.ListMembers(roll_pb2.ListMembersRequest()).members,
        *cases.search("director", id_number=CANARY),
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
