"""VerifyDirectory finds each kind of damage, and names what is damaged."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from services.directory import verify
from services.directory.store import Organization, OrganizationVersion, Post
from services.directory.terms import PostKind
from services.directory.tree import OrganizationKind
from tests.directory.acts import Office
from tests.worlds import World

SCHOOL, COMMITTEE, GENERAL, DIRECT, BRANCH, OUTSIDE = OrganizationKind
FIRST, MIDDLE, LAST = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)


class Campus:
    """A sound little directory, in memory, to be damaged."""

    def __init__(self) -> None:
        self.organizations: dict[str, Organization] = {}
        self.versions: dict[str, list[OrganizationVersion]] = {}
        self.posts: dict[str, Post] = {}
        self.people = {"li", "wang"}
        for name, kind, parent in (
            ("school", SCHOOL, None),
            ("college", COMMITTEE, "school"),
            ("branch", BRANCH, "college"),
            ("outside", OUTSIDE, None),
        ):
            self.organizations[name] = Organization(id=name, kind=kind, founded_on=FIRST)
            self.versions[name] = []
            self.follow(name, FIRST, parent)
        self.post("old", "li", FIRST, date(2024, 12, 31))
        self.post("new", "wang", MIDDLE, None)

    def follow(self, name: str, since: date, parent: str | None) -> None:
        number = len(self.versions[name]) + 1
        self.versions[name].append(
            OrganizationVersion(
                organization_id=name, number=number, since=since, parent_id=parent, name=name
            )
        )

    def post(self, name: str, person: str, first: date, last: date | None) -> None:
        self.posts[name] = Post(
            id=name,
            organization_id="branch",
            person_id=person,
            kind=PostKind.SECRETARY,
            held_from=first,
            held_until=last,
        )

    def broken(self) -> dict[str, list[str]]:
        directory = verify.directory_of(
            self.organizations.values(),
            [version for line in self.versions.values() for version in line],
            list(self.posts.values()),
            self.people,
        )
        return {one.name: list(one.examples) for one in verify.checks(directory) if one.broken}


def second_root(campus: Campus) -> None:
    campus.organizations["outside"].kind = SCHOOL


def number_missing(campus: Campus) -> None:
    campus.follow("branch", MIDDLE, "college")
    campus.versions["branch"][-1].number = 3


def back_in_time(campus: Campus) -> None:
    campus.organizations["college"].founded_on = date(2023, 1, 1)


def wrong_superior(campus: Campus) -> None:
    campus.follow("branch", MIDDLE, "school")


def no_superior(campus: Campus) -> None:
    campus.follow("branch", MIDDLE, None)


def superior_unheard_of(campus: Campus) -> None:
    campus.follow("branch", MIDDLE, "nowhere")


def superior_closed(campus: Campus) -> None:
    campus.organizations["college"].closed_on = LAST


def circle(campus: Campus) -> None:
    campus.organizations["branch"].kind = COMMITTEE
    campus.follow("college", MIDDLE, "branch")
    campus.posts.clear()


def misfit(campus: Campus) -> None:
    campus.posts["old"].kind = PostKind.OFFICER


def term_too_early(campus: Campus) -> None:
    campus.posts["old"].held_from = date(2023, 12, 31)


def term_too_long(campus: Campus) -> None:
    campus.organizations["branch"].closed_on = LAST


def term_empty(campus: Campus) -> None:
    campus.posts["new"].held_until = date(2024, 12, 31)


def homeless(campus: Campus) -> None:
    campus.posts["old"].organization_id = "nowhere"


def stranger(campus: Campus) -> None:
    campus.people.remove("li")


def two_secretaries(campus: Campus) -> None:
    campus.posts["old"].held_until = MIDDLE


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (second_root, {"one_root": ["outside"]}),
        (number_missing, {"versions_contiguous": ["branch"]}),
        (back_in_time, {"versions_contiguous": ["college"]}),
        (wrong_superior, {"parent_kind_fits": ["branch"]}),
        (no_superior, {"parent_kind_fits": ["branch"]}),
        (superior_unheard_of, {"parent_kind_fits": ["branch"]}),
        (superior_closed, {"parent_stands_each_day": ["branch"]}),
        (circle, {"parent_kind_fits": ["branch", "college"], "no_cycle": ["branch", "college"]}),
        (misfit, {"post_kind_fits": ["old"]}),
        (term_too_early, {"term_within_organization": ["old"]}),
        (term_too_long, {"term_within_organization": ["new"]}),
        (term_empty, {"term_within_organization": ["new"]}),
        (homeless, {"post_kind_fits": ["old"], "term_within_organization": ["old"]}),
        (stranger, {"holder_known": ["old"]}),
        (two_secretaries, {"one_holder_each": ["new", "old"]}),
    ],
)
def test_each_damage_is_found(
    damage: Callable[[Campus], None], found: dict[str, list[str]]
) -> None:
    campus = Campus()
    assert campus.broken() == {}
    damage(campus)
    assert campus.broken() == found


def test_an_empty_directory_breaks_nothing() -> None:
    assert not any(one.broken for one in verify.checks(verify.directory_of((), (), (), ())))


def test_damage_behind_the_programs_back_shows_in_fsck(world: World) -> None:
    office = Office.of(world)
    assert office.broken() == []
    assert world.host
    with world.host.databases["directory"].writing() as session:
        session.execute(sa.text("UPDATE post SET held_from = '2020-01-01' WHERE kind = 2"))
        session.commit()
    assert office.broken() == ["term_within_organization"]


@pytest.mark.parametrize(
    "statement", ["UPDATE organization_version SET name = 'x'", "DELETE FROM organization_version"]
)
def test_the_database_itself_refuses_to_rewrite_history(world: World, statement: str) -> None:
    assert world.host
    with (
        world.host.databases["directory"].writing() as session,
        pytest.raises(DBAPIError, match="append-only"),
    ):
        session.execute(sa.text(statement))
