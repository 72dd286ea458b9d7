"""Campus systems propose and read; people decide."""

from pathlib import Path

import pytest

from dangwu.transfer.v1 import transfer_pb2
from dangwu_client import (
    CodeToken,
    Connection,
    Forbidden,
    HrClient,
    StaffClient,
    StudentClient,
    Taken,
    connect,
)
from dangwu_client.identity import Identity
from tests.clients.terminal import socket_of
from tests.worlds import SHAPES, World

EVENT = "55555555-0000-4000-8000-555555555555"

in_every_shape = pytest.mark.parametrize("shape", SHAPES)


def connection(world: World, subject: str) -> Connection:
    return Connection(world.channel, lambda: world.tokens.mint(subject, world.clock()))


@in_every_shape
def test_the_student_system_proposes_and_people_take_it_up(world: World) -> None:
    students = StudentClient(connection(world, "service:student"))
    college = world.campus.organizations["02"]
    member = students.find_member_by_campus_number("N00000")
    assert member is not None
    assert students.readiness(member.id, college).ready
    proposed = students.propose_transfer(
        member.id, college, "TRANSFER_REASON_FURTHER_STUDY", request_id=EVENT
    )
    assert proposed.state == transfer_pb2.TRANSFER_STATE_PROPOSED
    assert students.member(member.id).organization_id == world.campus.organizations["0101"]
    staff = StaffClient(connection(world, "s.commissioner"))
    taken_up = staff.submit_transfer(proposed.id, proposed.etag)
    assert taken_up.state == transfer_pb2.TRANSFER_STATE_SUBMITTED
    assert students.why(proposed.id).holders[0].person_id == world.campus.people["s.secretary"]
    assert [case.id for case in students.transfers(member_id=member.id)] == [proposed.id]


@in_every_shape
def test_the_same_event_sent_twice_proposes_once(world: World) -> None:
    students = StudentClient(connection(world, "service:student"))
    event = EVENT
    member = world.campus.members["ready"]
    college = world.campus.organizations["02"]
    reason = transfer_pb2.TRANSFER_REASON_CHANGE_OF_MAJOR
    first = students.propose_transfer(member, college, reason, request_id=event)
    assert students.propose_transfer(member, college, reason, request_id=event) == first
    with pytest.raises(Taken) as caught:
        students.propose_transfer(member, college, reason)
    assert caught.value.reason == "TRANSFER_OPEN"


@in_every_shape
def test_each_system_sees_its_own_kind_of_people(world: World) -> None:
    hr = HrClient(connection(world, "service:hr"))
    students = StudentClient(connection(world, "service:student"))
    assert students.find_member_by_campus_number("N00005") is None  # a teacher
    teacher = hr.find_member_by_campus_number("N00005")
    assert teacher is not None
    assert hr.member(teacher.id).id == teacher.id
    assert hr.find_member_by_campus_number("N00000") is None  # a student
    with pytest.raises(Forbidden):
        hr.member(world.campus.members["ready"])


@in_every_shape
def test_a_campus_system_cannot_decide(world: World) -> None:
    hr = HrClient(connection(world, "service:hr"))
    library = world.campus.organizations["03"]
    proposed = hr.propose_transfer(
        world.campus.members["teacher"], library, "TRANSFER_REASON_REPOSTING"
    )
    with pytest.raises(Forbidden) as caught:
        StaffClient(connection(world, "service:hr")).submit_transfer(proposed.id, proposed.etag)
    assert caught.value.reason == "ROLE_NOT_ALLOWED"


@in_every_shape
def test_a_rehearsed_proposal_leaves_nothing(world: World) -> None:
    hr = HrClient(connection(world, "service:hr"))
    member = world.campus.members["teacher"]
    library = world.campus.organizations["03"]
    hr.propose_transfer(member, library, "TRANSFER_REASON_REPOSTING", rehearse=True)
    assert list(hr.transfers(member_id=member)) == []
    assert hr.member(member).open_transfer_id == ""


@in_every_shape
def test_a_campus_system_finds_the_organization_it_names(world: World) -> None:
    hr = HrClient(connection(world, "service:hr"))
    assert hr.organization("0201").id == world.campus.organizations["0201"]


@pytest.mark.parametrize("shape", ["socket"])
def test_a_campus_system_lives_on_a_code_and_renews_by_itself(world: World, tmp_path: Path) -> None:
    address = socket_of(tmp_path)
    administrator = Identity(connection(world, "administrator"))
    token = CodeToken(address, administrator.issue_code("service:hr").code)
    first = token()
    with connect(address, token=token) as road:
        assert HrClient(road).organization("0201").code == "0201"
        token.renew()
        assert HrClient(road).organization("0201").code == "0201"
    assert token() != first


@in_every_shape
def test_a_campus_system_asks_the_rules_and_keeps_its_receipts(world: World) -> None:
    hr = HrClient(connection(world, "service:hr"))
    facts = {"distance": "elsewhere", "channel": "paper"}
    decision = hr.decide("transfer/letter_validity_days", facts, runs_from="2026-06-22")
    assert (decision.answer.days, decision.period.ends_on) == (90, "2026-09-19")
    kept = hr.keep_ruling("人字2026-001", decision.book, facts, request_id=EVENT)
    assert kept.decision.edition == decision.edition
    assert [one.id for one in hr.rulings(open_only=True)] == [kept.id]
    assert hr.close_ruling(kept.id, kept.etag).open is False
    assert not hr.count_days("2026-09-28", 5).days[2].works
