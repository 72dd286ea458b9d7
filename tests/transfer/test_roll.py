"""Entering and amending members: numbers are checked, nobody is entered twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangwu.transfer.v1 import member_pb2
from services.transfer import ethnicity, roll
from tests.campus import CANARY, PROBATIONARY
from tests.refusals import refuses
from tests.transfer.acts import Cases
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


def numbered(region: int, born: date, serial: int) -> str:
    """A number with the right check digit, by GB 11643 (ISO 7064, MOD 11-2) in its own words."""
    stem = f"{region:06d}{born:%Y%m%d}{serial:03d}"
    rest = 0
    for digit in stem:
        rest = (rest + int(digit)) * 2 % 11
    check = (12 - rest) % 11
    return stem + ("X" if check == 10 else str(check))


numbers = st.builds(
    numbered,
    st.integers(100000, 999999),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.integers(0, 999),
)


@given(numbers)
def test_a_good_number_is_good_in_either_case(number: str) -> None:
    assert roll.canonical_id_number(number) == number
    assert roll.canonical_id_number(number.lower()) == number


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_found(number: str, place: int, more: int) -> None:
    wrong = (int(number[place]) + more) % 10
    assert roll.canonical_id_number(f"{number[:place]}{wrong}{number[place + 1 :]}") is None


@given(numbers, st.integers(0, 16))
def test_two_digits_changed_about_are_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert roll.canonical_id_number(swapped) is None


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "X" * 18,
        CANARY[:17],
        CANARY + "0",
        "１" * 18,
        " " + CANARY[1:],
        CANARY[:17] + "x" if CANARY[17] != "X" else CANARY[:17] + "0",
    ],
)
def test_what_is_no_number_is_refused(odd: str) -> None:
    assert roll.canonical_id_number(odd) is None


def test_a_day_that_never_was_is_refused() -> None:
    stem = "99990219880230241"
    tried = [roll.canonical_id_number(stem + check) for check in "0123456789X"]
    assert tried == [None] * 11


@given(numbers)
def test_a_mask_hides_birthday_and_serial(number: str) -> None:
    mask = roll.mask_id_number(number)
    assert (len(mask), mask[:4], mask[15:]) == (18, number[:4], number[15:])
    assert set(mask[4:15]) == {"*"}


def test_a_phone_is_masked_in_the_middle() -> None:
    assert roll.mask_phone("13812345678") == "138****5678"
    assert roll.mask_phone("") == ""


@every_shape
def test_a_new_member_belongs_to_one_branch_from_then_on(cases: Cases) -> None:
    cases.enter("new")
    member = cases.member("new")
    assert (member.etag, cases.code(member.organization_id)) == ("1", "0101")
    assert member.since.ToDatetime() == cases.world.clock().replace(tzinfo=None)
    [stay] = cases.stays("new")
    assert (stay.transfer_id, stay.HasField("until")) == ("", False)


def test_a_wrong_number_is_refused_and_not_repeated(shared_cases: Cases) -> None:
    wrong = CANARY[:17] + "0"
    with refuses("ID_NUMBER_INVALID") as refused:
        shared_cases.enter("wrong", id_number=wrong)
    assert wrong not in str(refused)


@every_shape
def test_nobody_is_entered_twice(cases: Cases) -> None:
    with refuses("MEMBER_TAKEN") as refused:
        cases.enter("twin", id_number=CANARY)
    assert refused.details == {"by": "id_number"}
    with refuses("MEMBER_TAKEN") as refused:
        cases.enter("twin", campus_number=cases.member("ready").campus_number)
    assert refused.details == {"by": "campus_number"}
    with refuses("MEMBER_TAKEN") as refused:
        cases.enter("twin", id=cases.campus.members["ready"])
    assert refused.details == {"by": "id"}


@pytest.mark.parametrize("code", ["00", "01", "04", "90"])
def test_members_are_entered_in_branches_alone(shared_cases: Cases, code: str) -> None:
    with refuses("NOT_A_BRANCH"):
        shared_cases.enter("misplaced", code)


def test_a_direct_branch_holds_members_too(shared_cases: Cases) -> None:
    shared_cases.enter("direct", "03")
    assert shared_cases.belongs("direct") == "03"


def test_nobody_is_entered_in_a_closed_branch(cases: Cases) -> None:
    cases.found("0203", "02")
    cases.close("0203", "2026-06-10")
    cases.enter("just.in.time", "0203")
    cases.world.clock.pass_days(1)
    with refuses("NOT_A_BRANCH"):
        cases.enter("late", "0203")


@pytest.mark.parametrize(
    "dates",
    [
        {"probation_ends_on": "2027-01-01"},
        {"kind": PROBATIONARY},
        {"kind": PROBATIONARY, "probation_ends_on": "2020-07-01"},
    ],
    ids=str,
)
def test_dates_must_agree(shared_cases: Cases, dates: dict[str, str]) -> None:
    with refuses("DATES_DISAGREE"):
        shared_cases.enter("dated", **dates)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01"])
def test_a_day_that_is_none_is_malformed(shared_cases: Cases, day: str) -> None:
    with refuses("MALFORMED") as refused:
        shared_cases.enter("dayless", joined_on=day)
    assert refused.fields == ["joined_on"]


@every_shape
def test_what_a_branch_keeps_it_amends(cases: Cases) -> None:
    before = cases.member("ready")
    after = cases.amend("ready", "s.deputy", phone="19987654321")
    assert after.phone_masked == "199****4321"
    assert after.dues_through == before.dues_through
    assert after.etag != before.etag
    assert cases.reveal("a.secretary", "ready", "核对档案").phone == "19987654321"
    assert cases.match("a.secretary", phone="19900000001").id == ""
    assert cases.match("a.secretary", phone="19987654321").id == after.id


def test_a_probationary_member_becomes_full(shared_cases: Cases) -> None:
    shared_cases.enter(
        "probationer", kind=PROBATIONARY, joined_on="2025-06-09", probation_ends_on="2026-06-09"
    )
    with refuses("ROLE_NOT_ALLOWED"):  # a branch proposes, a committee approves
        shared_cases.amend("probationer", kind=member_pb2.MEMBER_KIND_FULL)
    member = shared_cases.amend("probationer", "a.secretary", kind=member_pb2.MEMBER_KIND_FULL)
    assert (member.kind, member.probation_ends_on) == (member_pb2.MEMBER_KIND_FULL, "")


def test_others_members_are_not_amended(shared_cases: Cases) -> None:
    for who in ("outsider", "t.secretary", "s2.deputy"):
        with refuses("NOT_YOURS"):
            shared_cases.amend("ready", who, dues_through="2026-12")
    with refuses("STALE"):
        shared_cases.amend("ready", dues_through="2026-12", etag="77")
    assert shared_cases.member("ready").dues_through == "2026-05"


@every_shape
def test_an_ethnic_group_is_one_of_the_standard(cases: Cases) -> None:
    assert cases.member("ready").ethnicity == "汉族"
    assert cases.amend("ready", "director", ethnicity="满").ethnicity == "满族"
    with refuses("MALFORMED") as refused:
        cases.amend("ready", "director", ethnicity="海边人")
    assert refused.fields == ["ethnicity"]
    assert cases.amend("ready", "director", ethnicity="").ethnicity == ""


def test_the_standard_names_fifty_six() -> None:
    assert len(ethnicity.FULL) == len(set(ethnicity.FULL)) == 56
    assert (ethnicity.FULL[0], ethnicity.FULL[55]) == ("汉族", "基诺族")
    assert {ethnicity.named(one.removesuffix("族")) for one in ethnicity.FULL} == set(
        ethnicity.FULL
    )
