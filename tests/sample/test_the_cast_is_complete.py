"""The people of the demo story are on every sample campus, in their places."""

import re
from datetime import date

import pytest

from deploy.sample.campus import founders, plan
from deploy.sample.cast import (
    CAST,
    DESTINATION_BRANCH,
    DESTINATION_COMMITTEE,
    OUTSIDE_BRANCH,
    SOURCE_BRANCH,
    SOURCE_COMMITTEE,
)
from deploy.sample.days import month_before
from deploy.sample.records import Campus, PostKind


@pytest.fixture(scope="module", params=[2026, 1, 99])
def planned(request: pytest.FixtureRequest) -> Campus:
    return plan(request.param, date(2026, 3, 31))


def _running(campus: Campus, account: str) -> set[tuple[str, PostKind]]:
    person = campus.member(account).id
    return {
        (one.organization, one.kind)
        for one in campus.posts
        if one.person_id == person and (one.ends is None or one.ends >= campus.as_of)
    }


def test_each_of_the_cast_is_a_full_member_with_the_post_of_the_story(planned: Campus) -> None:
    for part in CAST:
        person = planned.member(part.account)
        assert (person.name, person.branch, person.full) == (part.name, part.branch, True)
        expected = set() if part.former else {(part.organization, part.post)}
        assert _running(planned, part.account) == expected


def test_the_story_can_be_told(planned: Campus) -> None:
    applicant = planned.member("zhang.wei")
    assert applicant.branch == SOURCE_BRANCH
    assert applicant.phone
    assert applicant.dues_through == month_before(planned.as_of, 3) == "2025-12"
    accounts = {(part.organization, part.post): part.account for part in CAST if not part.former}
    assert accounts[SOURCE_BRANCH, PostKind.SECRETARY] == "li.na"
    assert accounts[SOURCE_BRANCH, PostKind.DEPUTY_SECRETARY] == "wang.qiang"
    assert accounts[SOURCE_COMMITTEE, PostKind.SECRETARY] == "liu.yang"
    assert accounts[DESTINATION_COMMITTEE, PostKind.SECRETARY] == "chen.jing"
    assert accounts[DESTINATION_BRANCH, PostKind.SECRETARY] == "zhao.lei"
    assert accounts[DESTINATION_BRANCH, PostKind.DEPUTY_SECRETARY] == "huang.min"
    assert accounts[OUTSIDE_BRANCH, PostKind.SECRETARY] == "zhou.tao"
    assert len({SOURCE_BRANCH[:2], DESTINATION_BRANCH[:2], OUTSIDE_BRANCH[:2]}) == 3


def test_the_former_secretary_of_the_source_branch_has_no_post_left(planned: Campus) -> None:
    person = planned.member("wu.fang").id
    (held,) = [one for one in planned.posts if one.person_id == person]
    assert (held.organization, held.kind) == (SOURCE_BRANCH, PostKind.SECRETARY)
    assert held.ends == date(2025, 6, 30)


def test_the_founders_are_the_director_and_the_administrator(planned: Campus) -> None:
    first = founders(planned.seed)
    root = planned.organizations[0]
    assert (first.root_code, first.root_name, first.since) == (root.code, root.name, root.since)
    for founder, post in (
        (first.director, PostKind.DIRECTOR),
        (first.administrator, PostKind.ADMINISTRATOR),
    ):
        person = planned.member(founder.account)
        assert (person.id, person.name) == (founder.id, founder.name)
        (held,) = [one for one in planned.posts if one.person_id == founder.id]
        assert (held.organization, held.kind) == (first.root_code, post)
        assert (held.starts, held.ends) == (first.since, None)


def test_ids_and_accounts_are_as_the_services_want_them(planned: Campus) -> None:
    for one in planned.members:
        assert re.fullmatch(r"p-[0-9a-hjkmnp-tv-z]{12}", one.id)
        assert re.fullmatch(r"[a-z0-9._-]{2,40}", one.account)
        assert not one.account.startswith("p-")


def test_a_part_of_the_campus_stands_by_itself(planned: Campus) -> None:
    part = planned.only(["03", "05", "07", "11", "13"])
    codes = {one.code for one in part.organizations}
    ids = {one.id for one in part.members}
    assert {one.parent for one in part.organizations} - {""} <= codes
    assert {one.branch for one in part.members} <= codes
    assert {one.person_id for one in part.posts} <= ids
    assert {one.organization for one in part.posts} <= codes
    for one in CAST:
        assert _running(part, one.account) == _running(planned, one.account)
    assert 600 < len(part.members) < len(planned.members) / 2
