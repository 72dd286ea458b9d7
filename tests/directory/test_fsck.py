"""VerifyDirectory finds each kind of damage, and names what is damaged."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from services.directory import verify
from services.directory.affiliation import folded
from services.directory.store import (
    Organization,
    OrganizationVersion,
    Outside,
    OutsideAlias,
    Post,
)
from services.directory.terms import PostKind
from services.directory.tree import OrganizationKind
from tests.directory.acts import Office
from tests.directory.outsides import Outsides
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
        self.outsides: dict[str, Outside] = {}
        self.aliases: list[OutsideAlias] = []
        for name, kind, parent in (
            ("school", SCHOOL, None),
            ("college", COMMITTEE, "school"),
            ("branch", BRANCH, "college"),
            ("outside", OUTSIDE, None),
            ("county", OUTSIDE, None),
        ):
            self.organizations[name] = Organization(id=name, kind=kind, founded_on=FIRST)
            self.versions[name] = []
            self.follow(name, FIRST, parent)
        self.post("old", "li", FIRST, date(2024, 12, 31))
        self.post("new", "wang", MIDDLE, None)
        self.describe("county", None, "县组")
        self.describe("outside", "county", "外组")
        self.journaled = {"county": 1, "outside": 1}

    def follow(self, name: str, since: date, parent: str | None) -> None:
        number = len(self.versions[name]) + 1
        self.versions[name].append(
            OrganizationVersion(
                organization_id=name, number=number, since=since, parent_id=parent, name=name
            )
        )

    def describe(self, name: str, superior: str | None, alias: str) -> None:
        self.outsides[name] = Outside(organization_id=name, superior_id=superior, version=1)
        self.alias(name, alias, folded(alias))

    def alias(self, name: str, alias: str, compared: str) -> None:
        self.aliases.append(OutsideAlias(organization_id=name, alias=alias, folded=compared))

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
            verify.Descriptions(self.outsides, self.aliases, self.journaled),
        )
        return {one.name: list(one.examples) for one in verify.checks(directory) if one.broken}


def second_root(campus: Campus) -> None:
    campus.organizations["outside"].kind = SCHOOL
    del campus.outsides["outside"], campus.journaled["outside"]


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


def described_without_a_call(campus: Campus) -> None:
    campus.outsides["outside"].version = 2


def description_lost(campus: Campus) -> None:
    del campus.outsides["outside"]


def alias_of_two(campus: Campus) -> None:
    campus.alias("outside", "县 组", folded("县组"))


def alias_anothers_name(campus: Campus) -> None:
    campus.alias("outside", "COUNTY", "county")


def alias_folded_otherwise(campus: Campus) -> None:
    campus.alias("outside", "另组", "令组")


def described_inside(campus: Campus) -> None:
    campus.describe("branch", None, "支部")
    campus.journaled["branch"] = 1


def superior_inside(campus: Campus) -> None:
    campus.outsides["outside"].superior_id = "college"


def circle_outside(campus: Campus) -> None:
    campus.outsides["county"].superior_id = "outside"


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
        (described_without_a_call, {"descriptions_journaled": ["outside"]}),
        (description_lost, {"descriptions_journaled": ["outside"]}),
        (alias_of_two, {"aliases_unique": ["county", "outside"]}),
        (alias_anothers_name, {"aliases_unique": ["county", "outside"]}),
        (alias_folded_otherwise, {"aliases_unique": ["outside"]}),
        (described_inside, {"superiors_outside": ["branch"]}),
        (superior_inside, {"superiors_outside": ["outside"]}),
        (circle_outside, {"superiors_outside": ["county", "outside"]}),
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


def test_an_alias_of_a_closed_one_is_free() -> None:
    campus = Campus()
    alias_of_two(campus)
    campus.organizations["county"].closed_on = LAST
    assert campus.broken() == {}


def test_a_description_changed_behind_the_programs_back_shows(world: World) -> None:
    outsides = Outsides.of(world)
    outsides.describe(world.campus.organizations["90"], "海港组")
    assert outsides.office.broken() == []
    assert world.host
    with world.host.databases["directory"].writing() as session:
        session.execute(sa.text("UPDATE outside SET region = '990199', version = 2"))
        session.execute(sa.text("UPDATE outside_alias SET alias = 'x'"))
        session.commit()
    assert outsides.office.broken() == ["descriptions_journaled", "aliases_unique"]


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
