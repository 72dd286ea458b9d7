"""Role and place are those of one post: two posts are not added up."""

import pytest

from dangwu.directory.v1 import authority_pb2, organization_pb2
from dangwu.transfer.v1 import member_pb2
from tests.refusals import outcome, refuses
from tests.transfer.acts import Case, Cases, body
from tests.transfer.test_sight import listed

DEPUTY = authority_pb2.POST_KIND_DEPUTY_SECRETARY
INSPECTOR = authority_pb2.POST_KIND_INSPECTOR
ORGANIZER = authority_pb2.POST_KIND_ORGANIZER


def move(cases: Cases, code: str, below: str) -> None:
    """An organization comes to stand below another, from today on."""
    office = cases.desk("director").organizations
    seen = office.GetOrganization(organization_pb2.GetOrganizationRequest(id=code))
    office.ChangeOrganization(
        organization_pb2.ChangeOrganizationRequest(
            **body({}, id=seen.id, etag=seen.etag, parent_id=cases.organization(below))
        )
    )


def test_an_inspector_with_a_post_elsewhere_amends_nobody_there(cases: Cases) -> None:
    cases.appoint("two.posts", "00", INSPECTOR)
    cases.give("two.posts", "0401", DEPUTY)
    with refuses("NOT_YOURS") as refused:
        cases.amend("ready", "two.posts", dues_through="2026-06")
    said = str(refused)
    assert cases.organization("0101") not in said
    assert "信息学院" not in said
    cases.enter("there", "0401")
    assert cases.amend("there", "two.posts", dues_through="2026-06").dues_through == "2026-06"
    assert (
        cases.logged(cases.campus.members["there"])[-1].post_id == cases.campus.posts["two.posts"]
    )
    assert cases.reveal("two.posts", "ready", "举报核实").id == cases.campus.members["ready"]


def test_a_deputy_who_is_organizer_elsewhere_learns_no_numbers_at_home(cases: Cases) -> None:
    cases.give("s2.deputy", "04", ORGANIZER)
    with refuses("NOT_YOURS"):
        cases.reveal("s2.deputy", "teacher", "核对档案")
    number = {"phone": "19900000006"}
    assert cases.match("s2.deputy", **number).id == ""
    assert cases.match("a.organizer", **number).id == cases.campus.members["teacher"]
    cases.enter("there", "0401")
    assert cases.reveal("s2.deputy", "there", "核对档案").id
    assert (
        cases.logged(cases.campus.members["there"])[-1].post_id == cases.campus.posts["s2.deputy"]
    )


def test_nobody_amends_his_own_record(cases: Cases) -> None:
    with refuses("OWN_CASE"):
        cases.amend("s.secretary", "s.secretary", dues_through="2026-06")
    assert cases.amend("s.secretary", "s.deputy", dues_through="2026-06").id


def test_a_campus_number_is_the_offices_to_change(cases: Cases) -> None:
    for number in ("N77777", cases.member("teacher").campus_number):  # free and taken look alike
        with refuses("ROLE_NOT_ALLOWED"):
            cases.amend("ready", "a.secretary", campus_number=number)
    assert cases.amend("ready", "director", campus_number="N77777").campus_number == "N77777"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("joined_on", {"joined_on": "2026-06-11", "dues_through": "2026-06"}),
        ("joined_on", {"joined_on": "2001-01-01"}),
        ("dues_through", {"dues_through": "2020-06"}),
        ("dues_through", {"dues_through": "2027-07"}),
        (
            "probation_ends_on",
            {
                "kind": member_pb2.MEMBER_KIND_PROBATIONARY,
                "joined_on": "2025-06-09",
                "probation_ends_on": "2027-06-10",
            },
        ),
    ],
)
def test_a_date_that_cannot_be_is_named(
    shared_cases: Cases, field: str, given: dict[str, str]
) -> None:
    with refuses("DATES_DISAGREE") as refused:
        shared_cases.enter("impossible", **given)
    assert refused.fields == [field]


def test_dues_are_amended_within_bounds(shared_cases: Cases) -> None:
    for month in ("2020-06", "2027-07"):
        with refuses("DATES_DISAGREE") as refused:
            shared_cases.amend("ready", dues_through=month)
        assert refused.fields == ["dues_through"]
    assert shared_cases.amend("ready", dues_through="2027-06").dues_through == "2027-06"


def sees(cases: Cases, who: str, case: Case) -> bool:
    got = outcome(lambda: cases.get(case, who)) == "OK"
    assert got is (case.id in listed(cases, who))
    return got


def test_a_branch_that_moves_leaves_its_case_with_those_who_must_sign(cases: Cases) -> None:
    case = cases.sign("s.secretary", cases.request())
    move(cases, "0101", "04")
    cases.world.clock.pass_days(1)
    assert cases.inbox("a.secretary") == [case.id]
    assert sees(cases, "a.secretary", case)
    assert sees(cases, "c.secretary", case)
    assert not sees(cases, "d.secretary", case)
    case = cases.climb(case, "a.secretary", "b.secretary")
    assert cases.accept("t.secretary", case).ended_at.seconds


def test_a_branch_that_moved_since_it_was_agreed_on_does_not_accept(cases: Cases) -> None:
    case = cases.climb(cases.request(), "s.secretary", "a.secretary", "b.secretary")
    move(cases, "0201", "04")
    cases.world.clock.pass_days(1)
    with refuses("BRANCH_MOVED"):
        cases.accept("t.secretary", case)
    case = cases.send_back("t.secretary", case, because="支部已调整")
    told = cases.why(case)
    assert "海洋学院博士党支部书记人t.secretary已退回，原因：支部已调整。" in told.unblocks
    assert cases.submit("s.deputy", case).returned_because == ""


def test_refused_reads_do_not_drown_a_history(cases: Cases) -> None:
    case = cases.request()
    for _ in range(3):
        with refuses("NOT_YOURS"):
            cases.get(case, "outsider")
    with refuses("NOT_YOURS"):
        cases.sign("outsider", case)
    cases.sign("s.secretary", case)
    told = cases.history(case)
    assert [one.outcome for one in told] == ["OK", "NOT_YOURS", "OK"]
    assert told == cases.history(case, page_size=1)
