"""Who comes from outside is registered, examined, accepted; till then he belongs to the origin."""

from functools import partial

import pytest

from dangwu.transfer.v1 import roll_pb2
from dangwu.transfer.v1.member_pb2 import (
    MEMBER_CATEGORY_RETIRED,
    PLACE_INSIDE,
    PLACE_OUTSIDE,
)
from tests.campus import STAFF
from tests.refusals import outcome, refuses
from tests.transfer.acts import (
    ACCEPTED,
    AGREED,
    RETURNED,
    SUBMITTED,
    WITHDRAWN,
    Case,
    Cases,
    acts_of,
)
from tests.transfer.arrivals import LAST_DAY, ONLINE, PROVISIONAL, Arrivals, sound
from tests.worlds import SHAPES


@pytest.fixture
def arrivals(cases: Cases) -> Arrivals:
    return Arrivals(cases)


@pytest.fixture(scope="module")
def shared(shared_cases: Cases) -> Arrivals:
    return Arrivals(shared_cases)


def listed(arrivals: Arrivals, who: str, case: Case) -> bool:
    """Whether somebody's list of members has the member of a case."""
    asked = roll_pb2.ListMembersRequest(page_size=200)
    found = arrivals.cases.desk(who).roll.ListMembers(asked).members
    return case.member_id in {one.id for one in found}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_freshman_arrives_with_a_letter_and_no_file(arrivals: Arrivals) -> None:
    cases = arrivals.cases
    case = arrivals.register("service:student", papers=arrivals.papers(file_seen=False))
    assert (case.state, list(case.rungs)) == (PROVISIONAL, [])
    assert case.waits_on_id == cases.organization("02")
    assert case.id in cases.inbox("b.secretary")
    assert "dangwu arrival complete" in cases.why(case).unblocks
    with refuses("PAPERS_INCOMPLETE") as refused:
        arrivals.complete("b.secretary", case, arrivals.papers(file_seen=False))
    assert refused.fields == ["arrival.file_seen"]
    case = arrivals.complete("b.secretary", case)
    assert case.state == SUBMITTED
    assert acts_of(case) == [("海洋学院党委", ["EXAMINE"]), ("海洋学院博士党支部", ["ACCEPT"])]
    case = arrivals.examine("b.deputy", case)
    assert (case.state, case.examination.outcome) == (SUBMITTED, "in_order")
    case = cases.sign("b.deputy", case)
    assert (case.state, case.belongs_to_id) == (AGREED, arrivals.origin)
    assert "远山中学党委" in case.belongs
    assert cases.search("b.secretary", name=case.member_name)[0].ethnicity == "回族"
    assert (arrivals.member(case).place, listed(arrivals, "director", case)) == (
        PLACE_OUTSIDE,
        False,
    )
    case = cases.accept("t.secretary", case)
    member = arrivals.member(case, "t.secretary")
    assert (case.state, member.place) == (ACCEPTED, PLACE_INSIDE)
    assert (member.organization_id, member.etag) == (cases.organization("0201"), "2")
    assert listed(arrivals, "t.secretary", case)
    assert [one.rpc for one in cases.history(case)] == [
        "RegisterArrival",
        "CompleteArrival",
        "ExamineFile",
        "SignTransfer",
        "AcceptTransfer",
    ]
    sound(arrivals)


def test_staff_need_the_office_too_and_a_committee_names_the_branch(shared: Arrivals) -> None:
    cases = shared.cases
    case = shared.register("service:hr", "02", category=STAFF)
    assert [act for _, [act] in acts_of(case)] == ["EXAMINE", "APPROVE", "ACCEPT"]
    case = shared.examine("b.secretary", case)
    with refuses("BRANCH_NOT_NAMED"):
        cases.sign("b.secretary", case)
    case = cases.sign("b.secretary", case, "0202")
    case = cases.accept("v.deputy", cases.sign("director", case))
    assert shared.member(case, "v.deputy").organization_id == cases.organization("0202")


def test_a_direct_branch_examines_and_accepts_by_two_people(shared: Arrivals) -> None:
    case = shared.register("service:student", "03")
    case = shared.taken_in(case, "d.secretary", "d.deputy")
    assert case.state == ACCEPTED


@pytest.mark.parametrize(
    ("missing", "state"),
    [
        ({}, SUBMITTED),
        ({"file_seen": False}, PROVISIONAL),
        ({"letter_seen": False, "file_seen": False}, PROVISIONAL),
        ({"channel": ONLINE, "letter_number": "", "letter_valid_until": ""}, SUBMITTED),
        ({"channel": ONLINE, "letter_seen": False}, PROVISIONAL),
        ({"letter_valid_until": "2026-06-10"}, SUBMITTED),
    ],
)
def test_two_checklists_say_where_it_begins(
    shared: Arrivals, missing: dict[str, object], state: int
) -> None:
    assert shared.register(papers=shared.papers(**missing)).state == state


@pytest.mark.parametrize(
    ("missing", "reason", "fields"),
    [
        ({"letter_seen": False}, "LETTER_MISSING", ["letter_seen"]),
        ({"letter_number": ""}, "LETTER_MISSING", ["letter_number"]),
        ({"letter_valid_until": ""}, "LETTER_MISSING", ["letter_valid_until"]),
        ({"letter_valid_until": "2026-06-09"}, "LETTER_LAPSED", []),
        ({"letter_valid_until": "2026-06-31"}, "MALFORMED", ["letter_valid_until"]),
    ],
)
def test_nobody_is_registered_without_a_good_letter(
    shared: Arrivals, missing: dict[str, object], reason: str, fields: list[str]
) -> None:
    with refuses(reason) as refused:
        shared.register(papers=shared.papers(**missing))
    assert refused.fields == [f"arrival.{name}" for name in fields]


def test_a_registration_is_refused_where_something_is_wrong(shared: Arrivals) -> None:
    blank = shared.outside("92", "未描述党委", described=False)
    papers = shared.papers
    origin = shared.cases.organization("01")
    for reason, attempt in {
        "NOT_A_BRANCH": lambda: shared.register("director", "00"),
        "OUTSIDE_UNDESCRIBED": lambda: shared.register(papers=papers(origin_id=blank)),
        "NOT_OUTSIDE": lambda: shared.register(papers=papers(origin_id=origin)),
        "ORGANIZATION_UNKNOWN": lambda: shared.register(papers=papers(origin_id="o-" + "0" * 12)),
        "MEMBER_UNKNOWN": lambda: shared.register(member_id="p-" + "0" * 12),
        "ID_NUMBER_INVALID": lambda: shared.register(id_number="999902198807152414"),
        "DATES_DISAGREE": lambda: shared.register(joined_on="2027-01-01"),
        "NOT_YOURS": lambda: shared.register("a.secretary"),
        "ROLE_NOT_ALLOWED": lambda: shared.register("t.secretary"),
    }.items():
        assert outcome(attempt) == reason


def test_a_campus_system_registers_its_own_kind_alone(shared: Arrivals) -> None:
    with refuses("NOT_YOURS"):
        shared.register("service:hr")
    with refuses("NOT_YOURS"):
        shared.register("service:student", category=STAFF)
    case = shared.register("service:student")
    assert case.filed_by_id == "service:student"
    assert outcome(lambda: shared.member(case, "service:student")) == "OK"
    assert outcome(lambda: shared.member(case, "service:hr")) == "NOT_YOURS"


def test_who_receives_him_sees_him_and_nobody_else(shared: Arrivals) -> None:
    case = shared.register()
    number = shared.cases.get(case).member_name
    for who, told in {
        "b.secretary": "OK",
        "t.secretary": "OK",
        "director": "OK",
        "inspector": "OK",
        "a.secretary": "NOT_YOURS",
        "outsider": "NOT_YOURS",
    }.items():
        assert outcome(partial(shared.member, case, who)) == told
        assert bool(shared.cases.search(who, name=number)) == (told == "OK")
        assert not listed(shared, who, case)
    shared.cases.withdraw("b.secretary", case)
    assert outcome(lambda: shared.member(case, "b.secretary")) == "NOT_YOURS"


def test_a_retirees_file_need_not_be_examined_as_the_rule_says(shared: Arrivals) -> None:
    case = shared.register(category=MEMBER_CATEGORY_RETIRED)
    signed = shared.cases.sign("b.deputy", case)
    asked = {one.book for one in shared.cases.history(signed)[-1].decisions}
    assert "transfer/file_check_required" in asked
    staff = shared.register(category=STAFF)
    with refuses("FILE_UNEXAMINED"):
        shared.cases.sign("b.deputy", staff)


def test_a_file_must_be_examined_before_the_committee_signs(shared: Arrivals) -> None:
    case = shared.register()
    with refuses("FILE_UNEXAMINED"):
        shared.cases.sign("b.deputy", case)


def test_the_holder_of_the_rung_examines_and_no_other(shared: Arrivals) -> None:
    case = shared.register("b.secretary")
    for who, reason in {
        "b.secretary": "SIGNED_ALREADY",
        "director": "HOLDER_BEFORE_YOU",
        "t.secretary": "ROLE_NOT_ALLOWED",
        "a.secretary": "NOT_YOURS",
    }.items():
        assert outcome(partial(shared.examine, who, case)) == reason
    examined = shared.examine("b.deputy", case)
    assert examined.examination.examined_by_id == shared.cases.campus.people["b.deputy"]
    assert examined.examination.examined_on == "2026-06-10"
    assert int(examined.etag) == int(case.etag) + 1
    with refuses("STALE"):
        shared.examine("b.deputy", case)
    with refuses("WRONG_STATE"):
        shared.complete("b.deputy", examined)


def test_a_returned_arrival_waits_on_its_host_and_is_examined_again(shared: Arrivals) -> None:
    cases = shared.cases
    case = cases.sign("b.deputy", shared.examine("b.deputy", shared.register()))
    case = cases.send_back("t.secretary", case, "党员档案缺政审材料")
    assert (case.state, case.waits_on_id) == (RETURNED, cases.organization("02"))
    assert "dangwu arrival complete" in cases.why(case).unblocks
    with refuses("MALFORMED"):
        shared.complete("b.secretary", case, shared.papers(origin_id=cases.organization("90")))
    with refuses("LETTER_LAPSED"):
        shared.complete("b.secretary", case, shared.papers(letter_valid_until="2026-06-01"))
    case = shared.complete("b.secretary", case)
    assert (case.state, case.returned_because) == (SUBMITTED, "")
    assert not case.HasField("examination")
    assert case.filed_by_id == cases.campus.people["b.secretary"]
    assert shared.taken_in(case).state == ACCEPTED


def test_nobody_is_accepted_on_a_letter_that_has_lapsed(arrivals: Arrivals) -> None:
    """I-08: what counts is the day of acceptance."""
    cases = arrivals.cases
    case = cases.sign("b.deputy", arrivals.examine("b.deputy", arrivals.register()))
    cases.world.clock.pass_days(83)  # the day after the last
    with refuses("LETTER_LAPSED") as refused:
        cases.accept("t.secretary", case)
    assert refused.details["until"] == LAST_DAY
    assert arrivals.member(case).place == PLACE_OUTSIDE


def test_on_its_last_day_a_letter_is_good(arrivals: Arrivals) -> None:
    cases = arrivals.cases
    case = cases.sign("b.deputy", arrivals.examine("b.deputy", arrivals.register()))
    cases.world.clock.pass_days(82)
    assert cases.accept("t.secretary", case).state == ACCEPTED


def test_a_provisional_registration_can_be_taken_back(shared: Arrivals) -> None:
    case = shared.register(papers=shared.papers(file_seen=False))
    case = shared.cases.withdraw("b.deputy", case)
    assert (case.state, shared.member(case).place) == (WITHDRAWN, PLACE_OUTSIDE)


def test_a_rehearsal_registers_nobody(shared: Arrivals) -> None:
    person = shared.person()
    shared.register(validate_only=True, **person)
    assert shared.cases.search("director", name=person["name"]) == []
    assert shared.register(**person).state == SUBMITTED
