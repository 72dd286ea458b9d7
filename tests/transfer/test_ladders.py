"""Who must sign, in which order, and who holds each rung when somebody is barred or missing."""

import pytest

from dangwu.directory.v1 import authority_pb2, organization_pb2
from tests.refusals import refuses
from tests.transfer.acts import AGREED, UNDER_REVIEW, Cases, acts_of
from tests.worlds import SHAPES

A, B = "信息学院党委", "海洋学院党委"
SOURCE, OTHER, TARGET, VACANT = (
    "信息学院硕士党支部",
    "信息学院教工党支部",
    "海洋学院博士党支部",
    "海洋学院教工党支部",
)
LIBRARY = "图书馆直属党支部"
DIRECT_BRANCH = organization_pb2.ORGANIZATION_KIND_DIRECT_BRANCH
SECRETARY = authority_pb2.POST_KIND_SECRETARY

every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
def test_within_one_college_its_committee_signs_once(cases: Cases) -> None:
    case = cases.request(to="0102")
    assert acts_of(case) == [(A, ["RELEASE"]), (OTHER, ["ACCEPT"])]
    case = cases.sign("a.secretary", case)
    assert case.state == AGREED
    assert cases.belongs("ready") == "0101"
    cases.accept("s2.secretary", case)
    assert cases.belongs("ready") == "0102"


@every_shape
def test_between_colleges_both_branches_and_both_committees_act(cases: Cases) -> None:
    case = cases.request(to="0201")
    assert acts_of(case) == [
        (SOURCE, ["ATTEST"]),
        (A, ["RELEASE"]),
        (B, ["AGREE"]),
        (TARGET, ["ACCEPT"]),
    ]
    for signer, state in (
        ("s.secretary", UNDER_REVIEW),
        ("a.secretary", UNDER_REVIEW),
        ("b.secretary", AGREED),
    ):
        case = cases.sign(signer, case)
        assert (case.state, cases.belongs("ready")) == (state, "0101")
    assert [one.signed_by_id for one in case.rungs] == [
        *(cases.campus.people[one] for one in ("s.secretary", "a.secretary", "b.secretary")),
        "",
    ]
    case = cases.accept("t.secretary", case)
    assert cases.belongs("ready") == "0201"
    assert not any(one.passed_on for one in case.rungs)


@every_shape
def test_a_committee_as_destination_names_a_branch_of_its_own(cases: Cases) -> None:
    case = cases.climb(cases.request(to="02"), "s.secretary", "a.secretary")
    assert (case.branch_id, case.rungs[-1].organization_id) == ("", "")
    with refuses("BRANCH_NOT_NAMED"):
        cases.sign("b.secretary", case)
    case = cases.sign("b.secretary", case, branch="0201")
    assert (case.state, case.branch_name, case.rungs[-1].organization_name) == (
        AGREED,
        TARGET,
        TARGET,
    )
    assert case.destination_id == cases.organization("02")
    cases.accept("t.secretary", case)
    assert cases.belongs("ready") == "0201"


def test_a_committee_names_no_branch_but_an_open_one_of_its_own(cases: Cases) -> None:
    cases.found("0203", "02")
    cases.close("0203", "2026-06-10")
    cases.world.clock.pass_days(1)
    case = cases.climb(cases.request(to="02"), "s.secretary", "a.secretary")
    for elsewhere in ("0102", "0401", "03", "02", "00", "90", "0203"):
        with refuses("BRANCH_ELSEWHERE"):
            cases.sign("b.secretary", case, branch=elsewhere)
    assert cases.get(case) == case
    within = cases.request(member="s.secretary", who="s.deputy", to="01")
    with refuses("BRANCH_ELSEWHERE"):
        cases.sign("a.secretary", within, branch="0101")
    assert cases.sign("a.secretary", within, branch="0102").state == AGREED


def test_a_branch_is_open_through_its_last_day(cases: Cases) -> None:
    cases.found("0203", "02")
    cases.appoint("last.secretary", "0203", SECRETARY)
    cases.close("0203", "2026-06-11")
    signers = ("s.secretary", "a.secretary", "b.secretary")
    late = cases.climb(cases.request(to="0203"), *signers)
    again = cases.climb(cases.request("s.deputy", "s.commissioner", to="0203"), *signers)
    cases.world.clock.pass_days(1)
    cases.accept("last.secretary", again)
    cases.world.clock.pass_days(1)
    with refuses("NOT_A_BRANCH"):
        cases.accept("b.deputy", late)
    cases.send_back("b.deputy", late)
    assert cases.belongs("ready") == "0101"


def test_only_the_destination_committee_names_the_branch(cases: Cases) -> None:
    case = cases.request(to="02")
    with refuses("BRANCH_ELSEWHERE"):
        cases.sign("s.secretary", case, branch="0201")
    case = cases.sign("s.secretary", case)
    with refuses("BRANCH_ELSEWHERE"):
        cases.sign("a.secretary", case, branch="0201")


def test_the_destination_committee_may_place_a_member_elsewhere_than_asked(cases: Cases) -> None:
    case = cases.climb(cases.request(to="0201"), "s.secretary", "a.secretary")
    case = cases.sign("b.secretary", case, branch="0202")
    assert (case.destination_name, case.branch_name) == (TARGET, VACANT)
    cases.accept("v.deputy", case)
    assert cases.belongs("ready") == "0202"


@every_shape
def test_a_direct_branch_as_source_signs_once_for_branch_and_committee(cases: Cases) -> None:
    case = cases.request("d.deputy", "librarian", "0201")
    assert acts_of(case) == [
        (LIBRARY, ["ATTEST", "RELEASE"]),
        (B, ["AGREE"]),
        (TARGET, ["ACCEPT"]),
    ]
    # The longer of a branch's three and a committee's five.
    assert (case.rungs[0].days, case.rungs[0].counts) == (5, "working")
    case = cases.climb(case, "d.secretary", "b.secretary")
    cases.accept("t.secretary", case)
    assert cases.belongs("librarian") == "0201"


@every_shape
def test_a_direct_branch_as_destination_agrees_by_accepting(cases: Cases) -> None:
    case = cases.request(to="03")
    assert acts_of(case) == [
        (SOURCE, ["ATTEST"]),
        (A, ["RELEASE"]),
        (LIBRARY, ["AGREE", "ACCEPT"]),
    ]
    case = cases.climb(case, "s.secretary", "a.secretary")
    assert (case.state, cases.belongs("ready")) == (AGREED, "0101")
    cases.accept("d.secretary", case)
    assert cases.belongs("ready") == "03"


def test_between_two_direct_branches_each_acts_once(cases: Cases) -> None:
    cases.found("05", "00", DIRECT_BRANCH)
    cases.appoint("e.secretary", "05", SECRETARY)
    case = cases.request("d.deputy", "librarian", "05")
    assert [acts for _, acts in acts_of(case)] == [["ATTEST", "RELEASE"], ["AGREE", "ACCEPT"]]
    case = cases.sign("d.secretary", case)
    assert case.state == AGREED
    cases.accept("e.secretary", case)
    assert cases.belongs("librarian") == "05"
