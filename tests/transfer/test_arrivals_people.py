"""Who arrives: the same person once, under his own id for life, and not if he is not recognized."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from dangwu.directory.v1.authority_pb2 import POST_KIND_ORGANIZER as ORGANIZER
from dangwu.transfer.v1 import change_pb2, kind_pb2, receipt_pb2, transit_pb2
from dangwu.transfer.v1.member_pb2 import (
    MEMBER_KIND_PROBATIONARY,
    PLACE_HISTORY,
    PLACE_INSIDE,
    PLACE_OUTSIDE,
    Member,
)
from tests.campus import STAFF, id_number
from tests.refusals import outcome, refuses
from tests.transfer.acts import ACCEPTED, REJECTED, SUBMITTED, Cases, body
from tests.transfer.arrivals import FRESHMAN, NOT_RECOGNIZABLE, Arrivals, sound
from tests.transfer.letter_acts import Letters
from tests.worlds import SHAPES

READY = id_number(0)
"""The ID number of the member the campus calls "ready"."""


@pytest.fixture
def arrivals(cases: Cases) -> Arrivals:
    return Arrivals(cases)


def gone(arrivals: Arrivals, name: str = "ready") -> Member:
    """A member after he left by our own departure."""
    letters = Letters(arrivals.cases.world)
    letters.cases = arrivals.cases
    case = letters.agreed(name, channel=kind_pb2.CHANNEL_ONLINE)
    sent = transit_pb2.SendOnlineRequest(
        **body({}, id=case.id, etag=case.etag, reference="ZZ-2026-0042")
    )
    letters.office.transits.SendOnline(sent)
    letters.receive(case, "", channel=receipt_pb2.RECEIPT_CHANNEL_SYSTEM)
    member = arrivals.cases.member(name)
    assert member.place == PLACE_OUTSIDE
    return member


def test_who_left_comes_back_under_his_own_id_and_changes_nothing_by_coming(
    arrivals: Arrivals,
) -> None:
    left = gone(arrivals)
    case = arrivals.register(
        "b.deputy",
        "0202",
        id_number=READY,
        name=left.name,
        campus_number="W00777",
        category=STAFF,
        joined_on="2020-07-01",
    )
    assert arrivals.cases.member("ready").campus_number == left.campus_number
    assert arrivals.cases.member("ready").category == left.category
    assert (case.member_id, case.belongs_to_id) == (left.id, left.organization_id)
    case = arrivals.cases.sign("b.secretary", arrivals.examine("b.secretary", case))
    case = arrivals.cases.accept("v.deputy", arrivals.cases.sign("director", case))
    back = arrivals.cases.member("ready")
    assert (back.place, back.category) == (PLACE_INSIDE, STAFF)
    assert (back.campus_number, back.name) == (left.campus_number, left.name)
    assert back.id == left.id
    sound(arrivals)


def test_who_he_is_must_agree_with_whose_number_it_is(arrivals: Arrivals) -> None:
    left = gone(arrivals)
    teacher = arrivals.cases.campus.members["teacher"]
    for attempt in (
        partial(arrivals.register, member_id=left.id),  # with a number of somebody else
        partial(arrivals.register, member_id=teacher, id_number=READY),
        partial(arrivals.register, member_id=teacher),
    ):
        assert outcome(attempt) == "MEMBER_TAKEN"
    with refuses("DATES_DISAGREE") as refused:
        arrivals.register(
            id_number=READY,
            name="改名了",
            member_kind=MEMBER_KIND_PROBATIONARY,
            joined_on="2026-01-01",
            probation_ends_on="2027-01-01",
        )
    assert refused.fields == ["name", "member_kind", "joined_on"]
    case = arrivals.register(
        member_id=left.id, id_number=READY, name=left.name, joined_on="2020-07-01"
    )
    assert (case.state, case.member_id) == (SUBMITTED, left.id)
    arrivals.cases.withdraw("b.secretary", case)
    after, before = arrivals.cases.member("ready"), left
    assert (after.name, after.phone_masked, after.joined_on, after.category) == (
        before.name,
        before.phone_masked,
        before.joined_on,
        before.category,
    )


def test_who_is_on_the_roll_does_not_arrive(arrivals: Arrivals) -> None:
    with refuses("MEMBER_TAKEN"):
        arrivals.register(id_number=READY)
    with refuses("MEMBER_TAKEN"):
        arrivals.register(campus_number="N00000")


def test_nobody_registers_himself_whether_or_not_he_says_who_he_is(arrivals: Arrivals) -> None:
    cases = arrivals.cases
    with refuses("OWN_CASE"):
        arrivals.register("b.deputy", member_id=cases.campus.people["b.deputy"])
    number = id_number(20 + len(cases.campus.members))
    me = cases.enter_officer("traveller")
    gone(arrivals, "traveller")
    cases.give("traveller", "02", ORGANIZER)
    for named in ("", me):
        with refuses("OWN_CASE"):
            arrivals.register("traveller", id_number=number, member_id=named)


def test_the_same_person_is_registered_once(arrivals: Arrivals) -> None:
    person = arrivals.person()
    case = arrivals.register(**person)
    with refuses("TRANSFER_OPEN") as refused:
        arrivals.register("a.secretary", "0101", **person)
    assert refused.details["open"] == case.id
    arrivals.cases.withdraw("b.secretary", case)
    again = arrivals.register("a.secretary", "0101", **person)
    assert again.member_id == case.member_id
    sound(arrivals)


@pytest.mark.parametrize("shape", ["socket"])
def test_two_committees_at_once_register_a_person_once(arrivals: Arrivals) -> None:
    for _ in range(4):
        person = arrivals.person()
        with ThreadPoolExecutor(2) as pool:
            told = sorted(
                pool.map(
                    lambda who, to, person=person: outcome(
                        partial(arrivals.register, who, to, **person)
                    ),
                    ("a.secretary", "b.secretary"),
                    ("0101", "0201"),
                )
            )
        assert told == ["OK", "TRANSFER_OPEN"]
        found = arrivals.cases.search("director", name=person["name"])
        assert len(found) == 1
    sound(arrivals)


@pytest.mark.parametrize("shape", SHAPES)
def test_who_cannot_be_recognized_stays_with_the_origin(arrivals: Arrivals) -> None:
    cases = arrivals.cases
    case = arrivals.in_doubt()
    with refuses("ROLE_NOT_ALLOWED"):
        arrivals.resolve("b.secretary", case)
    case = cases.reject("director", case, reason=NOT_RECOGNIZABLE, note="查无入党志愿书")
    assert (case.state, case.rejected_note) == (REJECTED, "查无入党志愿书")
    member = arrivals.member(case)
    assert (member.place, member.organization_id) == (PLACE_OUTSIDE, arrivals.origin)
    plan = kind_pb2.Plan(
        ground=kind_pb2.GROUND_PAPERS_NOT_IN_ORDER,
        statement="查无入党材料",
        document="组字〔2026〕12号",
    )
    request = change_pb2.RequestChangeRequest(
        **body(
            {},
            member_id=case.member_id,
            kind=kind_pb2.CASE_KIND_NON_RECOGNITION,
            plan=plan,
        )
    )
    with refuses("NOT_YOURS"):
        cases.desk("a.secretary").changes.RequestChange(request)
    change = cases.desk("b.deputy").changes.RequestChange(request)
    change = cases.accept("director", cases.sign("b.secretary", change))
    assert change.state == ACCEPTED
    assert arrivals.member(case).place == PLACE_HISTORY
    sound(arrivals)


def test_somebody_rejected_for_another_reason_is_nobodys_to_judge(arrivals: Arrivals) -> None:
    case = arrivals.cases.reject("b.deputy", arrivals.register(category=FRESHMAN))
    request = change_pb2.RequestChangeRequest(
        **body(
            {},
            member_id=case.member_id,
            kind=kind_pb2.CASE_KIND_NON_RECOGNITION,
            plan=kind_pb2.Plan(ground=kind_pb2.GROUND_PAPERS_NOT_IN_ORDER),
        )
    )
    with refuses("NOT_YOURS"):
        arrivals.cases.desk("b.deputy").changes.RequestChange(request)
