"""Somebody arrives whom the roll knows: nobody finds that out, or takes him over, by trying."""

from functools import partial

import pytest

from tests.campus import STAFF, id_number
from tests.refusals import outcome, refuses
from tests.transfer.acts import SUBMITTED, Cases
from tests.transfer.arrivals import Arrivals, sound
from tests.transfer.test_arrivals_people import READY, gone

REGISTER = "dangwu.transfer.v1.ArrivalService/RegisterArrival"


@pytest.fixture
def arrivals(cases: Cases) -> Arrivals:
    return Arrivals(cases)


def tried(arrivals: Arrivals, member: str = "ready") -> list[tuple[str, str]]:
    """Who tried to register a member, and what he was told, as the audit log has it."""
    people = {one: name for name, one in arrivals.cases.campus.people.items()}
    rows = arrivals.cases.logged(arrivals.cases.campus.members[member])
    return [
        (people.get(one.actor_id, one.actor_id), one.outcome) for one in rows if one.rpc == REGISTER
    ]


def test_a_case_begins_where_the_roll_has_him_whoever_wrote_the_letter(arrivals: Arrivals) -> None:
    left = gone(arrivals)
    assert left.organization_id != arrivals.origin
    papers = arrivals.papers(file_seen=False)
    case = arrivals.register(id_number=READY, name=left.name, joined_on="2020-07-01", papers=papers)
    assert (case.source_id, case.belongs_to_id) == (left.organization_id, left.organization_id)
    assert case.arrival.origin_id == arrivals.origin
    with refuses("MALFORMED") as refused:
        elsewhere = arrivals.outside("92", "近水中学党委")
        arrivals.complete("b.secretary", case, arrivals.papers(origin_id=elsewhere))
    assert refused.fields == ["arrival.origin_id"]
    case = arrivals.taken_in(arrivals.complete("b.secretary", case))
    assert arrivals.cases.belongs("ready") == "0201"
    sound(arrivals)


def test_a_campus_system_takes_nobody_over_from_the_other(arrivals: Arrivals) -> None:
    left = gone(arrivals)
    back = partial(
        arrivals.register,
        to="0202",
        id_number=READY,
        name=left.name,
        category=STAFF,
        joined_on="2020-07-01",
    )
    for rehearsed in (True, False):
        with refuses("NOT_YOURS"):
            back("service:hr", validate_only=rehearsed)
    with refuses("NOT_YOURS"):
        arrivals.cases.member("ready", "service:hr")
    assert arrivals.cases.member("ready", "service:student").id == left.id
    assert tried(arrivals) == [("service:hr", "NOT_YOURS")] * 2
    assert back("b.secretary").state == SUBMITTED


def test_whose_number_it_is_is_not_found_out_by_trying(arrivals: Arrivals) -> None:
    attempt = partial(arrivals.register, "b.secretary", id_number=READY)
    assert outcome(partial(attempt, validate_only=True)) == "MEMBER_TAKEN"
    assert outcome(attempt) == "MEMBER_TAKEN"
    number = arrivals.cases.member("ready").campus_number
    assert outcome(partial(arrivals.register, campus_number=number, validate_only=True)) == (
        "MEMBER_TAKEN"
    )
    assert tried(arrivals) == [("b.secretary", "MEMBER_TAKEN")] * 3
    sound(arrivals)


def test_who_sees_him_finds_out_nothing_and_leaves_no_row(arrivals: Arrivals) -> None:
    for who, to in (("a.secretary", "0101"), ("director", "0201"), ("service:student", "0201")):
        with refuses("MEMBER_TAKEN"):
            arrivals.register(who, to, id_number=READY, validate_only=True)
    assert tried(arrivals) == []


def test_what_differs_from_the_record_of_somebody_gone_is_not_tried_for_free(
    arrivals: Arrivals,
) -> None:
    left = gone(arrivals)
    for _ in range(2):
        with refuses("DATES_DISAGREE"):
            arrivals.register(id_number=READY, name="猜的", validate_only=True)
    arrivals.register(
        "a.secretary", "0101", id_number=READY, name=left.name, joined_on="2020-07-01"
    )
    with refuses("TRANSFER_OPEN"):
        arrivals.register(id_number=READY, name=left.name, joined_on="2020-07-01")
    assert tried(arrivals) == [
        ("b.secretary", "DATES_DISAGREE"),
        ("b.secretary", "DATES_DISAGREE"),
        ("b.secretary", "TRANSFER_OPEN"),
    ]


def test_a_number_of_nobody_leaves_nothing_in_rehearsal(arrivals: Arrivals) -> None:
    arrivals.register(id_number=id_number(990), validate_only=True)
    assert arrivals.register(id_number=id_number(990)).state == SUBMITTED
