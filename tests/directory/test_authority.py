"""Who may act for an organization on a day, and who could have in February."""

from datetime import UTC, datetime

import pytest

from dangwu.directory.v1 import authority_pb2, post_pb2
from dangwu.v1.options_pb2 import Role
from tests.directory.acts import (
    BRANCH,
    COMMITTEE,
    DEPUTY,
    SECRETARY,
    TODAY,
    TOMORROW,
    Office,
    standing,
)
from tests.refusals import refuses
from tests.worlds import SHAPES, World

SCHOOL = ("00", ["director"])


@pytest.mark.parametrize("shape", SHAPES)
def test_it_goes_up_from_the_branch_to_the_school_in_order_of_precedence(world: World) -> None:
    assert Office.of(world).authority("0101") == [
        ("0101", ["s.secretary", "s.deputy", "s.commissioner"]),
        ("01", ["a.secretary", "a.organizer"]),
        SCHOOL,
    ]


def test_a_direct_branch_is_followed_by_the_school(world: World) -> None:
    assert Office.of(world).authority("03") == [("03", ["d.secretary", "d.deputy"]), SCHOOL]


def test_outside_the_school_nobody_of_ours_may_act(world: World) -> None:
    assert Office.of(world).authority("90") == [("90", [])]


def test_inspectors_and_administrators_are_not_among_them(world: World) -> None:
    office = Office.of(world)
    office.register("officer")
    office.register("head")
    office.appoint("officer", "00", authority_pb2.POST_KIND_OFFICER)
    office.appoint("head", "00", SECRETARY)
    ((_, people),) = office.authority("00")
    assert people == ["人head", "director", "人officer"]


def test_february_is_remembered(world: World) -> None:
    office = Office.of(world)
    level, people = office.authority("0102", "2025-12-31")[0]
    assert (level, people[0]) == ("0102", "s2.secretary")
    assert sorted(people[1:]) == ["former", "s2.deputy"]
    assert office.authority("0102", "2026-01-01")[0] == ("0102", ["s2.secretary", "s2.deputy"])
    assert office.authority("0102", "2024-02-01")[0] == ("0102", [])


def test_the_superior_is_the_one_of_that_day(world: World) -> None:
    office = Office.of(world)
    office.change("0101", TOMORROW, parent="02", name="新支部")
    assert [code for code, _ in office.authority("0101", TODAY)] == ["0101", "01", "00"]
    assert [code for code, _ in office.authority("0101", TOMORROW)] == ["0101", "02", "00"]


def test_before_it_was_founded_it_is_unknown(world: World) -> None:
    with refuses("ORGANIZATION_UNKNOWN") as refused:
        Office.of(world).authority("0101", "2023-12-31")
    assert refused.details["on"] == "2023-12-31"


def test_for_a_closed_organization_its_superiors_may_act(world: World) -> None:
    office = Office.of(world)
    office.close("0101")
    assert office.authority("0101", TOMORROW)[:2] == [
        ("0101", []),
        ("01", ["a.secretary", "a.organizer"]),
    ]


@pytest.mark.parametrize(
    ("account", "roles", "scope", "everywhere"),
    [
        ("s.deputy", ["ROLE_BRANCH"], ["0101"], False),
        ("a.organizer", ["ROLE_COMMITTEE"], ["01", "0101", "0102"], False),
        ("c.secretary", ["ROLE_COMMITTEE"], ["04", "0401"], False),
        ("d.secretary", ["ROLE_BRANCH", "ROLE_COMMITTEE"], ["03"], False),
        ("director", ["ROLE_OFFICE"], [], True),
        ("inspector", ["ROLE_INSPECTOR"], [], True),
        ("administrator", ["ROLE_ADMINISTRATOR"], [], False),
        ("former", [], [], False),
    ],
)
def test_standing_follows_from_the_posts_held(
    world: World, account: str, roles: list[str], scope: list[str], everywhere: bool
) -> None:
    codes = {organization: code for code, organization in world.campus.organizations.items()}
    for subject in (account, world.campus.people[account]):
        found = standing(world, subject)
        assert found.person_id == world.campus.people[account]
        assert sorted(Role.Name(role) for role in found.roles) == roles
        assert sorted(codes[each] for each in found.scope_ids) == scope
        assert found.everywhere == everywhere


def test_a_stranger_has_no_standing(world: World) -> None:
    for subject in ("nobody", "p-000000000000", "service:hr"):
        found = standing(world, subject)
        assert not found.person_id
        assert not found.roles
        assert found.revision


def test_posts_in_two_places_add_up(world: World) -> None:
    office = Office.of(world)
    office.appoint("s.deputy", "02", authority_pb2.POST_KIND_ORGANIZER)
    codes = {organization: code for code, organization in world.campus.organizations.items()}
    found = standing(world, "s.deputy")
    assert sorted(codes[each] for each in found.scope_ids) == ["0101", "02", "0201", "0202"]
    assert len(found.roles) == len(found.posts) == 2


def test_a_post_ended_today_is_held_today_and_gone_tomorrow(world: World) -> None:
    office = Office.of(world)
    assert standing(world, "t.secretary", TOMORROW).posts
    office.end(office.post("t.secretary"))
    assert [post.until for post in standing(world, "t.secretary").posts] == [TODAY]
    assert not standing(world, "t.secretary", TOMORROW).posts
    world.clock.pass_days(1)
    gone = standing(world, "t.secretary")
    assert gone.person_id
    assert not gone.roles
    with refuses("ROLE_NOT_ALLOWED"):
        world.desk("t.secretary").posts.ListPosts(post_pb2.ListPostsRequest())


def test_the_day_changes_at_four_in_the_afternoon_utc(world: World) -> None:
    office = Office.of(world)
    office.end(office.post("t.secretary"))
    world.clock.set(datetime(2026, 6, 10, 15, 59, 59, tzinfo=UTC))
    assert standing(world, "t.secretary").posts
    world.clock.set(datetime(2026, 6, 10, 16, 0, tzinfo=UTC))
    assert not standing(world, "t.secretary").posts


def test_a_new_branch_is_in_its_committees_scope_at_once(world: World) -> None:
    office = Office.of(world)
    before = standing(world, "a.secretary")
    founded = office.found("0109", "01", BRANCH)
    after = standing(world, "a.secretary")
    assert set(after.scope_ids) - set(before.scope_ids) == {founded.id}
    assert after.revision > before.revision


def test_a_rehearsed_appointment_gives_nobody_anything(world: World) -> None:
    office = Office.of(world)
    office.register("new")
    before = standing(world, "new")
    rehearsed = office.appoint("new", "0202", SECRETARY, rehearse=True)
    assert rehearsed.kind == SECRETARY
    assert standing(world, "new") == before
    office.appoint("new", "0202", DEPUTY)
    assert [post.kind for post in standing(world, "new").posts] == [DEPUTY]


def test_authority_is_told_with_the_revision_it_was_read_at(world: World) -> None:
    office = Office.of(world)
    request = post_pb2.ExplainAuthorityRequest(organization_id=office.organization("0101").id)
    before = office.desk.posts.ExplainAuthority(request).revision
    office.found("05", "00", COMMITTEE)
    assert office.desk.posts.ExplainAuthority(request).revision == before + 1
