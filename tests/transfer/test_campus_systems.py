"""Campus systems propose, and ask; people decide."""

import pytest

from dangwu.transfer.v1 import case_pb2, roll_pb2
from tests.refusals import outcome, refuses
from tests.transfer.acts import PROPOSED, SUBMITTED, WITHDRAWN, Cases
from tests.worlds import SHAPES

SYSTEMS = ("service:hr", "service:student")
every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
def test_a_system_proposes_and_the_source_branch_submits(cases: Cases) -> None:
    case = cases.propose("service:student", note="教务系统：转专业")
    assert (case.state, case.filed_by_id) == (PROPOSED, "service:student")
    assert (list(case.rungs), list(case.decisions)) == ([], [])
    assert (case.waits_on_id, cases.belongs("ready")) == (case.source_id, "0101")
    assert case.id in cases.inbox("s.secretary")
    case = cases.submit("s.commissioner", case)
    assert (case.state, len(case.rungs)) == (SUBMITTED, 4)
    assert case.filed_by_id == cases.campus.people["s.commissioner"]
    assert case.note == "教务系统：转专业"
    case = cases.climb(case, "s.secretary", "a.secretary", "b.secretary")
    cases.accept("t.secretary", case)
    assert cases.belongs("ready") == "0201"


@every_shape
def test_a_proposal_can_be_declined_and_corrected(cases: Cases) -> None:
    declined = cases.withdraw("s.secretary", cases.propose("service:hr", "s.commissioner"))
    assert declined.state == WITHDRAWN
    proposed = cases.propose("service:hr", "teacher", "0201")
    case = cases.submit("s2.deputy", proposed, to="0101")
    assert (case.destination_id, len(case.rungs)) == (cases.organization("0101"), 2)


def test_each_system_proposes_for_its_own_people_alone(shared_cases: Cases) -> None:
    for system, theirs in (("service:hr", "ready"), ("service:student", "teacher")):
        with refuses("NOT_YOURS"):
            shared_cases.propose(system, theirs)
        with refuses("NOT_YOURS"):
            shared_cases.member(theirs, system)
        with refuses("NOT_YOURS"):
            shared_cases.readiness(theirs, "0202", system)
        assert shared_cases.search(system, name=f"党员{theirs}") == []


def test_a_proposal_is_checked_like_a_request(shared_cases: Cases) -> None:
    with refuses("NOT_READY") as refused:
        shared_cases.propose(member="behind")
    assert refused.fields == ["member.phone", "member.dues_through"]
    shared_cases.enter("twice")
    case = shared_cases.propose(member="twice")
    with refuses("TRANSFER_OPEN") as refused:
        shared_cases.propose(member="twice")
    assert refused.details["open"] == case.id


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_takes_no_step_but_to_propose(shared_cases: Cases, system: str) -> None:
    cases = shared_cases
    name = f"closed.to.{system[8:]}"
    cases.enter(name)
    case = cases.request(member=name)
    for act in (
        cases.submit,
        cases.sign,
        cases.send_back,
        cases.reject,
        cases.withdraw,
        cases.accept,
    ):
        with refuses("ROLE_NOT_ALLOWED"):
            act(system, case)
    for closed in (
        lambda: cases.request(system, name),
        lambda: cases.amend(name, system, phone="19900000001"),
        lambda: cases.reveal(system, name, "核对档案"),
        lambda: cases.inbox(system),
        lambda: cases.history(case, system),
        lambda: cases.desk(system).roll.ListMembers(roll_pb2.ListMembersRequest()),
        lambda: cases.stays(name, system),
    ):
        assert outcome(closed) == "ROLE_NOT_ALLOWED"
    assert cases.get(case) == case


def test_people_do_not_propose(shared_cases: Cases) -> None:
    for who in ("s.secretary", "a.secretary", "director"):
        with refuses("ROLE_NOT_ALLOWED"):
            shared_cases.propose(who)


@every_shape
def test_a_system_follows_its_own_cases(cases: Cases) -> None:
    case = cases.request()
    assert cases.get(case, "service:student").id == case.id
    assert cases.why(case, "service:student").holders
    with refuses("NOT_YOURS"):
        cases.get(case, "service:hr")
    listed = cases.desk("service:student").cases.ListTransfers(case_pb2.ListTransfersRequest())
    assert [one.id for one in listed.transfers] == [case.id]
    listed = cases.desk("service:hr").cases.ListTransfers(case_pb2.ListTransfersRequest())
    assert not listed.transfers


@pytest.mark.parametrize("pretender", ["service:finance", "service:", "service:hr2", "hr"])
def test_no_other_system_is_known(shared_cases: Cases, pretender: str) -> None:
    with refuses("UNAUTHENTICATED"):
        shared_cases.member("ready", pretender)
