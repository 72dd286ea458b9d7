"""Who holds a rung: never the applicant, never the same person twice, and never nobody."""

import pytest

from dangwu.directory.v1 import authority_pb2
from tests.refusals import refuses
from tests.transfer.acts import AGREED, Case, Cases
from tests.worlds import SHAPES

SECRETARY = authority_pb2.POST_KIND_SECRETARY
DEPUTY = authority_pb2.POST_KIND_DEPUTY_SECRETARY
OFFICER = authority_pb2.POST_KIND_OFFICER

every_shape = pytest.mark.parametrize("shape", SHAPES)


def passed_on(case: Case, number: int) -> str:
    return next(one.passed_on for one in case.rungs if one.number == number)


@every_shape
def test_the_secretary_signs_while_he_can_and_nobody_before_him(cases: Cases) -> None:
    case = cases.request()
    for impatient in ("s.deputy", "a.secretary", "director"):
        with refuses("HOLDER_BEFORE_YOU") as refused:
            cases.sign(impatient, case)
        assert refused.details["post"] == "SECRETARY"
        assert refused.details["organization"] == "信息学院硕士党支部"
        assert refused.words["zh-CN"].startswith("本环节现由信息学院硕士党支部的书记办理")
    case = cases.sign("s.secretary", case)
    assert passed_on(case, 1) == ""


@every_shape
def test_nobody_acts_on_his_own_case(cases: Cases) -> None:
    with refuses("OWN_CASE"):
        cases.request("s.secretary", "s.secretary")
    case = cases.request("s.deputy", "s.secretary")
    for act in (cases.sign, cases.send_back, cases.reject, cases.withdraw):
        with refuses("OWN_CASE"):
            act("s.secretary", case)
    assert cases.get(case, "s.secretary") == case  # he may look


def test_the_rung_of_an_applicant_passes_to_his_deputy(cases: Cases) -> None:
    case = cases.request("s.commissioner", "s.secretary")
    with refuses("HOLDER_BEFORE_YOU"):
        cases.sign("a.secretary", case)
    case = cases.sign("s.deputy", case)
    assert passed_on(case, 1) == "信息学院硕士党支部书记回避"


def test_who_filed_a_case_does_not_sign_it(cases: Cases) -> None:
    case = cases.request("s.secretary")
    with refuses("SIGNED_ALREADY"):
        cases.sign("s.secretary", case)
    case = cases.sign("s.deputy", case)
    assert passed_on(case, 1) == "信息学院硕士党支部书记回避"


def test_when_secretary_and_deputy_are_barred_the_commissioner_signs(cases: Cases) -> None:
    case = cases.request("s.deputy", "s.secretary")
    case = cases.sign("s.commissioner", case)
    assert passed_on(case, 1) == "信息学院硕士党支部书记回避；信息学院硕士党支部副书记回避"


def test_when_all_of_a_branch_are_barred_its_committee_signs(cases: Cases) -> None:
    for one in ("s.deputy", "s.commissioner"):
        cases.relieve(one)
    cases.world.clock.pass_days(1)
    case = cases.request("a.organizer", "s.secretary")
    case = cases.sign("a.secretary", case)
    assert passed_on(case, 1) == "信息学院硕士党支部书记回避"
    assert case.rungs[0].signed_post_id == cases.campus.posts["a.secretary"]
    with refuses("SIGNED_ALREADY"):  # the committee's own rung is open, and he has signed
        cases.sign("a.secretary", case)
    with refuses("SIGNED_ALREADY"):  # and its organizer has filed
        cases.sign("a.organizer", case)
    case = cases.sign("director", case)
    assert case.rungs[1].passed_on == (
        "信息学院党委书记回避；信息学院党委组织员回避；滨海示范大学党委书记空缺"
    )


@every_shape
def test_a_vacant_secretary_leaves_the_rung_to_the_deputy(cases: Cases) -> None:
    case = cases.climb(cases.request(to="0202"), "s.secretary", "a.secretary", "b.secretary")
    case = cases.accept("v.deputy", case)
    assert passed_on(case, 4) == "海洋学院教工党支部书记空缺"
    assert cases.belongs("ready") == "0202"


def test_a_branch_without_anybody_leaves_the_rung_to_its_committee(cases: Cases) -> None:
    cases.relieve("v.deputy")
    cases.world.clock.pass_days(1)
    case = cases.climb(cases.request(to="0202"), "s.secretary", "a.secretary", "b.secretary")
    with refuses("SIGNED_ALREADY"):
        cases.accept("b.secretary", case)
    case = cases.accept("b.deputy", case)
    assert passed_on(case, 4) == "海洋学院教工党支部书记空缺；海洋学院党委书记回避"


def test_two_posts_are_still_one_person(cases: Cases) -> None:
    """Secretary of committee and branch at once: he agrees, and his deputy accepts."""
    cases.relieve("t.secretary")
    cases.world.clock.pass_days(1)
    cases.give("b.secretary", "0201", SECRETARY)
    case = cases.climb(cases.request(), "s.secretary", "a.secretary", "b.secretary")
    with refuses("SIGNED_ALREADY"):
        cases.accept("b.secretary", case)
    case = cases.accept("t.deputy", case)
    assert passed_on(case, 4) == "海洋学院博士党支部书记回避"


def test_of_two_deputies_either_signs(cases: Cases) -> None:
    cases.appoint("s.deputy.two", "0101", DEPUTY)
    case = cases.request("s.commissioner", "s.secretary")
    assert cases.sign("s.deputy.two", case).rungs[0].signed_by_name == "人s.deputy.two"


@every_shape
def test_when_nobody_is_left_the_case_waits_and_says_so(cases: Cases) -> None:
    for one in ("d.secretary", "d.deputy"):
        cases.relieve(one)
    cases.world.clock.pass_days(1)
    case = cases.request("director", "librarian")
    with refuses("NOBODY_CAN_SIGN") as refused:
        cases.sign("director", case)
    assert refused.details["organization"] == "图书馆直属党支部"
    told = cases.why(case)
    assert (list(told.holders), told.unblocks[:10]) == ([], "各级职务空缺或须回避")
    assert cases.inbox("director") == []
    cases.appoint("officer", "00", OFFICER)
    case = cases.sign("officer", case)
    assert passed_on(case, 1) == (
        "图书馆直属党支部书记空缺；滨海示范大学党委书记空缺；滨海示范大学党委组织部部长回避"
    )


def test_who_holds_no_post_on_the_way_is_turned_away(cases: Cases) -> None:
    case = cases.request()
    for stranger in ("outsider", "c.secretary", "d.secretary"):
        with refuses("NOT_YOURS"):
            cases.sign(stranger, case)
    for sees_it in ("t.secretary", "b.secretary"):
        with refuses("NOT_YOURS"):
            cases.sign(sees_it, case)


def test_a_secretary_of_the_past_is_nobody(cases: Cases) -> None:
    case = cases.request(to="0102")
    with refuses("ROLE_NOT_ALLOWED"):
        cases.sign("former", case)


@every_shape
def test_a_term_that_ends_while_a_case_waits_takes_the_rung_along(cases: Cases) -> None:
    case = cases.request()
    cases.relieve("s.secretary")
    assert cases.sign("s.secretary", case, validate_only=True).state  # through his last day
    cases.world.clock.pass_days(1)
    with refuses("ROLE_NOT_ALLOWED"):
        cases.sign("s.secretary", case)
    case = cases.sign("s.deputy", case)
    assert passed_on(case, 1) == "信息学院硕士党支部书记空缺"


def test_a_successor_holds_the_rung_from_his_first_day(cases: Cases) -> None:
    case = cases.climb(cases.request(), "s.secretary", "a.secretary", "b.secretary")
    cases.relieve("t.secretary")
    cases.world.clock.pass_days(1)
    cases.appoint("t.successor", "0201", SECRETARY)
    with refuses("HOLDER_BEFORE_YOU"):
        cases.accept("t.deputy", case)
    assert case.state == AGREED
    cases.accept("t.successor", case)
    assert cases.belongs("ready") == "0201"
