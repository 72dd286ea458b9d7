"""The sample campus has the shape of the school it stands for, and nobody real is in it."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from deploy.sample.campus import plan
from deploy.sample.days import years_after
from deploy.sample.numbers import check_character
from deploy.sample.records import (
    HOLDS_MEMBERS,
    STUDENTS,
    Campus,
    Category,
    OrganizationKind,
    PostKind,
)
from services.directory.affiliation import OutsideCategory, folded
from services.directory.terms import FITTING
from services.directory.tree import STANDS_BELOW
from services.directory.tree import OrganizationKind as DirectoryKind
from services.transfer.roll import canonical_id_number

SEEDS_AND_DAYS = (
    (2026, date(2026, 6, 15)),
    (1, date(2026, 1, 1)),
    (7, date(2028, 2, 29)),
    (2, date(2026, 8, 31)),
    (3, date(2027, 9, 1)),
)


@pytest.fixture(scope="module", params=SEEDS_AND_DAYS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def planned(request: pytest.FixtureRequest) -> Campus:
    return plan(*request.param)


def test_it_has_the_figures_of_the_school(planned: Campus) -> None:
    second = [one for one in planned.organizations if one.parent == "00"]
    branches = [one for one in planned.organizations if one.kind in HOLDS_MEMBERS]
    outside = [one for one in planned.organizations if one.kind is OrganizationKind.OUTSIDE]
    assert (len(second), len(branches), len(outside)) == (14, 85, 20)
    assert {one.kind for one in second} == {
        OrganizationKind.BRANCH_COMMITTEE,
        OrganizationKind.GENERAL_BRANCH,
        OrganizationKind.DIRECT_BRANCH,
    }
    assert 2_950 <= len(planned.members) <= 3_050
    assert 355 <= len(planned.posts) <= 365
    students = sum(member.category in STUDENTS for member in planned.members)
    assert 0.60 <= students / len(planned.members) <= 0.75


def test_each_organization_stands_where_its_kind_may(planned: Campus) -> None:
    kinds = {one.code: one.kind for one in planned.organizations}
    assert len(kinds) == len(planned.organizations)
    names = {one.name for one in planned.organizations}
    assert len(names) == len(planned.organizations)
    for one in planned.organizations:
        allowed = {kind.name for kind in STANDS_BELOW[_directory_kind(one.kind)]}
        assert {kinds[one.parent].name} <= allowed if one.parent else not allowed
        if one.kind is OrganizationKind.BRANCH:
            assert one.code.startswith(one.parent)


def test_what_is_outside_is_described_and_nobodys(planned: Campus) -> None:
    outside = {
        one.code: one for one in planned.organizations if one.kind is OrganizationKind.OUTSIDE
    }
    assert [one.code for one in planned.outsides] == sorted(outside)
    assert {one.superior for one in planned.outsides} <= {"", *outside}
    called = [alias for one in planned.outsides for alias in one.aliases]
    called += [one.name for one in outside.values()]
    assert len({folded(each) for each in called}) == len(called)
    for one in planned.outsides:
        assert re.fullmatch(r"99\d{4}", one.region)
        assert re.fullmatch(r"(0990-5550\d{3})?", one.phone)
        assert re.fullmatch(r"(\d{6})?", one.postcode)
        assert OutsideCategory[one.category]
    unconnected = {one.category.value for one in planned.outsides if not one.connected}
    assert "MILITARY" in unconnected
    assert len({one.category for one in planned.outsides}) >= 7


def test_each_member_is_in_one_branch_of_bearable_size(planned: Campus) -> None:
    branches = {one.code for one in planned.organizations if one.kind in HOLDS_MEMBERS}
    sizes = Counter(member.branch for member in planned.members)
    assert set(sizes) == branches
    assert min(sizes.values()) >= 15
    assert max(sizes.values()) <= 45
    full = Counter(member.branch for member in planned.members if member.full)
    assert min(full[branch] for branch in branches) >= 3


def test_nobody_is_there_twice(planned: Campus) -> None:
    for number in ("id", "account", "campus_number", "id_number"):
        assert len({getattr(one, number) for one in planned.members}) == len(planned.members)
    phones = [one.phone for one in planned.members if one.phone]
    assert len(set(phones)) == len(phones)
    in_branch = {(one.branch, one.name) for one in planned.members}
    assert len(in_branch) == len(planned.members)


def test_numbers_are_well_formed_and_nobodys(planned: Campus) -> None:
    for one in planned.members:
        assert canonical_id_number(one.id_number) == one.id_number
        assert one.id_number.startswith("99")
        assert not one.phone or (one.phone.startswith("154") and len(one.phone) == 11)
    assert any(one.id_number.endswith("X") for one in planned.members)


def test_the_check_character_is_that_of_the_standard() -> None:
    # The example printed in GB 11643 itself.
    assert check_character("11010519491231002") == "X"
    assert check_character("44052418800101001") == "4"


def test_dates_could_have_been(planned: Campus) -> None:
    for one in planned.members:
        born = date.fromisoformat(
            f"{one.id_number[6:10]}-{one.id_number[10:12]}-{one.id_number[12:14]}"
        )
        assert years_after(born, 18) <= one.joined_on < planned.as_of
        if one.full:
            assert one.probation_ends_on is None
            assert years_after(one.joined_on, 1) <= planned.as_of
        else:
            assert one.probation_ends_on == years_after(one.joined_on, 1)
            assert one.probation_ends_on > planned.as_of
        assert not one.dues_through or one.dues_through >= f"{one.joined_on:%Y-%m}"
        assert one.category is not Category.RETIRED or born.year <= planned.as_of.year - 60


def test_most_have_paid_their_dues_and_left_a_phone(planned: Campus) -> None:
    last_month = max(one.dues_through for one in planned.members)
    assert last_month < f"{planned.as_of:%Y-%m}"
    paid = sum(one.dues_through == last_month for one in planned.members)
    behind = sum("" < one.dues_through < last_month for one in planned.members)
    reachable = sum(bool(one.phone) for one in planned.members)
    assert paid > 0.85 * len(planned.members)
    assert behind > 50
    assert 50 < len(planned.members) - reachable < 0.1 * len(planned.members)


def test_names_trouble_fonts_and_sorting_now_and_then(planned: Campus) -> None:
    names = [one.name for one in planned.members]
    assert any(ord(character) > 0xFFFF for name in names for character in name)
    assert any("·" in name for name in names)
    assert any(name[:2] in {"欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫"} for name in names)


def test_posts_fit_and_are_held_by_full_members_from_nearby(planned: Campus) -> None:
    kinds = {one.code: one.kind for one in planned.organizations}
    people = {one.id: one for one in planned.members}
    for post in planned.posts:
        person, kind = people[post.person_id], kinds[post.organization]
        assert post.kind.name in {each.name for each in FITTING[_directory_kind(kind)]}
        assert person.full
        assert years_after(person.joined_on, 1) <= post.starts or post.ends is None
        home = "11" if kind is OrganizationKind.SCHOOL_COMMITTEE else post.organization
        assert person.branch.startswith(home)
        assert post.ends is None or post.starts <= post.ends


def test_nobody_clashes_in_a_post(planned: Campus) -> None:
    held = Counter((one.organization, one.kind, one.person_id) for one in planned.posts)
    assert set(held.values()) == {1}
    secretaries: dict[str, list[tuple[date, date]]] = {}
    for post in planned.posts:
        if post.kind is PostKind.SECRETARY:
            assert post.ends is not None
            secretaries.setdefault(post.organization, []).append((post.starts, post.ends))
    for terms in secretaries.values():
        terms.sort()
        assert all(one[1] < next_one[0] for one, next_one in pairwise(terms))


def test_terms_run_ended_and_left_vacancies(planned: Campus) -> None:
    ended = [one for one in planned.posts if one.ends and one.ends < planned.as_of]
    assert 10 <= len(ended) <= 25
    assert {one.ends.year for one in ended if one.ends} == {planned.as_of.year - 1}
    assert all(one.starts <= planned.as_of for one in planned.posts)
    led = {
        one.organization
        for one in planned.posts
        if one.kind is PostKind.SECRETARY and one not in ended
    }
    school = {one.code for one in planned.organizations if one.kind is not OrganizationKind.OUTSIDE}
    assert len(school - led) == 4
    deputies = {one.organization for one in planned.posts if one.kind is PostKind.DEPUTY_SECRETARY}
    assert school <= deputies


def test_the_school_committee_has_its_staff(planned: Campus) -> None:
    staff = Counter(one.kind for one in planned.posts if one.organization == "00")
    assert staff[PostKind.DIRECTOR] == 1
    assert staff[PostKind.OFFICER] == 5
    assert staff[PostKind.INSPECTOR] == 2
    assert staff[PostKind.ADMINISTRATOR] == 1


def _directory_kind(kind: OrganizationKind) -> DirectoryKind:
    return DirectoryKind[kind.name]
