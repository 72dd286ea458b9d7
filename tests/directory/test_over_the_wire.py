"""Organizations, posts and the door, over a real server (pytest-grpc)."""

import grpc
import pytest

from dangwu.directory.v1 import organization_pb2
from tests.directory.acts import DEPUTY, TODAY, TOMORROW, Office, first_day
from tests.directory.door import issue, redeem, renew, wrong
from tests.refusals import refuses
from tests.worlds import World


@pytest.fixture(scope="module")
def office(wired_world: World) -> Office:
    return Office.of(wired_world)


def test_an_organization_is_founded_renamed_and_closed(office: Office) -> None:
    founded = office.found("0103", first=TODAY)
    assert (founded.code, founded.committee_id) == ("0103", office.organization("01").id)
    renamed = office.change("0103", TOMORROW, name="新名称党支部")
    assert renamed.name == "新名称党支部"
    assert office.organization("0103").name == "组织0103"
    assert office.organization("0103", TOMORROW).name == "新名称党支部"
    assert office.close("0103", "2026-12-31").closed_on == "2026-12-31"


def test_a_person_is_registered_appointed_and_relieved(office: Office) -> None:
    office.register("wired")
    appointed = office.appoint("wired", "0201", DEPUTY)
    assert first_day(appointed) == TODAY
    assert "人wired" in dict(office.authority("0201"))["0201"]
    assert office.end(appointed, TODAY).until == TODAY
    assert "人wired" not in dict(office.authority("0201", TOMORROW))["0201"]


def test_a_tree_comes_page_by_page_and_each_organization_once(wired_world: World) -> None:
    tree = wired_world.desk("s.secretary").organizations
    codes, token = [], ""
    while True:
        page = tree.ListOrganizations(
            organization_pb2.ListOrganizationsRequest(page_size=3, page_token=token, on=TODAY)
        )
        codes += [one.code for one in page.organizations]
        assert len(page.organizations) <= 3
        if not (token := page.next_page_token):
            break
    assert len(codes) == len(set(codes))
    assert {"00", "01", "0101", "0102", "02", "0201", "0202", "03", "04", "0401", "90"} <= {*codes}


def test_a_code_opens_the_door_once(wired_world: World) -> None:
    code = issue(wired_world)
    session = redeem(wired_world, code.code)
    assert session.token
    assert renew(wired_world, session.renewal).token
    for spent in (code.code, wrong(code.code)):
        with pytest.raises(grpc.RpcError) as refused:
            redeem(wired_world, spent)
        assert refused.value.code() is grpc.StatusCode.UNAUTHENTICATED


@pytest.mark.parametrize("day", ["9999-12-31", "2026-02-29", "0001-01-01", "x"])
def test_an_odd_day_is_named_and_nothing_is_founded(office: Office, day: str) -> None:
    with refuses("MALFORMED") as refused:
        office.found("0109", first=day)
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ["from"])
    with refuses("ORGANIZATION_UNKNOWN"):
        office.organization("0109")
