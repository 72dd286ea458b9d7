"""Organizations are founded, changed and closed; what they were stays on record."""

from typing import Any
from uuid import uuid4

import pytest

from dangwu.directory.v1 import organization_pb2
from dangwu.directory.v1.organization_pb2 import OrganizationKind
from tests.directory.acts import BRANCH, COMMITTEE, TODAY, TOMORROW, Office
from tests.refusals import refuses
from tests.worlds import SHAPES, World

SCHOOL = organization_pb2.ORGANIZATION_KIND_SCHOOL_COMMITTEE
OUTSIDE = organization_pb2.ORGANIZATION_KIND_OUTSIDE
YESTERDAY = "2026-06-09"


@pytest.fixture
def office(world: World) -> Office:
    return Office.of(world)


def listed(office: Office, **asked: Any) -> list[str]:
    """Codes of a whole list, read page by page."""
    codes: list[str] = []
    token = ""
    while True:
        request = organization_pb2.ListOrganizationsRequest(page_token=token, **asked)
        page = office.desk.organizations.ListOrganizations(request)
        codes += [one.code for one in page.organizations]
        token = page.next_page_token
        if not token:
            return codes


def versions(office: Office, code: str) -> list[organization_pb2.Organization]:
    request = organization_pb2.ListOrganizationVersionsRequest(id=office.organization(code).id)
    return list(office.desk.organizations.ListOrganizationVersions(request).versions)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_organization_is_founded_renamed_and_closed(world: World) -> None:
    office = Office.of(world)
    founded = office.found("0109")
    assert (founded.since, founded.committee_id) == (TODAY, office.organization("01").id)
    renamed = office.change("0109", TOMORROW, name="新名称", may_approve=True)
    assert renamed.etag != founded.etag
    assert office.organization("0109").name == founded.name
    assert office.organization("0109", TOMORROW).name == "新名称"
    assert office.close("0109", TOMORROW).closed_on == TOMORROW
    assert "0109" in listed(office, on=TOMORROW)
    assert "0109" not in listed(office, on="2026-06-12")
    assert office.organization("0109", "2026-06-12").closed_on == TOMORROW
    assert not office.broken()


def test_it_is_found_by_code_and_by_id(office: Office) -> None:
    by_code = office.organization("0101")
    assert office.organization(by_code.id) == by_code
    with refuses("ORGANIZATION_UNKNOWN"):
        office.organization("9999")
    with refuses("ORGANIZATION_UNKNOWN"):
        office.organization("0101", "2023-12-31")


def test_history_keeps_what_a_second_change_of_the_same_day_replaced(office: Office) -> None:
    office.change("0101", name="第一个名称")
    office.change("0101", name="第二个名称")
    assert [(one.name, one.since) for one in versions(office, "0101")] == [
        ("信息学院硕士党支部", "2024-01-01"),
        ("第一个名称", TODAY),
        ("第二个名称", TODAY),
    ]
    assert office.organization("0101").name == "第二个名称"
    assert office.organization("0101", YESTERDAY).name == "信息学院硕士党支部"


def test_what_is_left_out_of_a_change_stays(office: Office) -> None:
    before = office.organization("01")
    after = office.change("01", name="新名称")
    assert (after.may_approve, after.parent_id) == (before.may_approve, before.parent_id)
    assert not office.change("01", may_approve=False).may_approve
    assert office.organization("01").name == "新名称"


def test_superiors_come_first_on_every_page(office: Office) -> None:
    every = listed(office)
    assert every == ["00", "01", "02", "04", "03", "0101", "0102", "0201", "0202", "0401", "90"]
    for size in (1, 3, 11):
        assert listed(office, page_size=size) == every


def test_a_page_does_not_shift_when_something_is_founded(office: Office) -> None:
    request = organization_pb2.ListOrganizationsRequest(page_size=6)
    first = office.desk.organizations.ListOrganizations(request)
    office.found("0100")
    request.page_token = first.next_page_token
    rest = office.desk.organizations.ListOrganizations(request)
    assert [one.code for one in rest.organizations] == ["0102", "0201", "0202", "0401", "90"]


def test_a_list_can_be_of_one_branch_of_the_tree_on_one_day(office: Office) -> None:
    committee = office.organization("01").id
    assert listed(office, below_id=committee) == ["01", "0101", "0102"]
    office.change("0101", TOMORROW, parent="02")
    assert listed(office, below_id=committee, on=TOMORROW) == ["01", "0102"]
    assert listed(office, below_id=committee) == ["01", "0101", "0102"]
    root = office.organization("00").id
    assert listed(office, below_id=root, page_size=4) == listed(office)[:-1]
    with refuses("ORGANIZATION_UNKNOWN"):
        listed(office, below_id="o-000000000000")


def test_a_list_can_be_searched_by_name_and_code_literally(office: Office) -> None:
    assert listed(office, containing="海洋学院") == ["02", "0201", "0202"]
    assert listed(office, containing="020") == ["0201", "0202"]
    assert listed(office, containing="%") == []


@pytest.mark.parametrize("token", ["x", "WyJhIl0", "WyI5OSIsIjAxIl0"])
def test_a_page_token_of_somebody_elses_is_refused(office: Office, token: str) -> None:
    with refuses("PAGE_TOKEN_INVALID"):
        office.desk.organizations.ListOrganizations(
            organization_pb2.ListOrganizationsRequest(page_token=token)
        )


@pytest.mark.parametrize(
    ("kind", "parent", "reason"),
    [
        (BRANCH, "00", "MISPLACED"),
        (BRANCH, "", "MISPLACED"),
        (BRANCH, "0101", "MISPLACED"),
        (COMMITTEE, "01", "MISPLACED"),
        (OUTSIDE, "00", "MISPLACED"),
        (SCHOOL, "", "SCHOOL_FOUNDED"),
        (SCHOOL, "00", "SCHOOL_FOUNDED"),
    ],
)
def test_nothing_is_founded_where_it_must_not_stand(
    office: Office, kind: OrganizationKind, parent: str, reason: str
) -> None:
    with refuses(reason):
        office.found("0109", parent, kind)


def test_nothing_is_moved_where_it_must_not_stand(office: Office) -> None:
    for parent in ("0101", "0102", "00", "90"):
        with refuses("MISPLACED") as refused:
            office.change("0101", parent=parent)
        assert refused.fields == ["parent_id"]
    for code in ("01", "00", "90"):
        with refuses("MISPLACED"):
            office.change(code, parent="02")


def test_a_code_is_never_used_again(office: Office) -> None:
    office.found("0109")
    office.close("0109")
    office.world.clock.pass_days(1)
    with refuses("CODE_TAKEN"):
        office.found("0109")


def test_a_code_never_looks_like_an_id(office: Office) -> None:
    with refuses("MALFORMED") as refused:
        office.found("o-000000000000")
    assert refused.fields == ["code"]


def test_it_may_be_entered_late_but_not_before_its_superior(office: Office) -> None:
    assert office.found("0109", first="2024-01-01").since == "2024-01-01"
    with refuses("BACKDATED") as refused:
        office.found("0110", first="2023-12-31")
    assert (refused.details["earliest"], refused.fields) == ("2024-01-01", ["from"])


def test_a_change_is_never_dated_back(office: Office) -> None:
    with refuses("BACKDATED"):
        office.change("0101", YESTERDAY, name="新名称")
    office.change("0101", "2026-07-01", name="七月的名称")
    with refuses("BACKDATED") as refused:
        office.change("0101", TODAY, name="六月的名称")
    assert refused.details["earliest"] == "2026-07-01"


def test_a_stale_etag_changes_nothing(office: Office) -> None:
    seen = office.organization("0101").etag
    office.change("0101", name="新名称")
    with refuses("STALE"):
        office.change("0101", etag=seen, name="旧人的名称")
    assert len(versions(office, "0101")) == 2


def test_a_day_that_does_not_exist_is_refused_with_its_field(office: Office) -> None:
    with refuses("MALFORMED") as refused:
        office.change("0101", "2026-02-30", name="新名称")
    assert refused.fields == ["from"]


def test_what_still_has_parts_is_not_closed(office: Office) -> None:
    with refuses("STILL_HAS_PARTS") as refused:
        office.close("01")
    assert refused.details["parts"] == "2"
    assert refused.details["first"] == office.organization("0101").id
    office.change("0101", TOMORROW, parent="02")
    office.close("0102", TOMORROW)
    with refuses("STILL_HAS_PARTS"):
        office.close("01")
    assert office.close("01", TOMORROW).closed_on == TOMORROW
    assert not office.broken()


def test_what_is_about_to_receive_a_part_is_not_closed(office: Office) -> None:
    office.found("05", "00", COMMITTEE)
    office.change("0101", "2026-09-01", parent="05")
    with refuses("STILL_HAS_PARTS"):
        office.close("05", "2026-07-31")


def test_what_has_an_appointment_to_come_is_not_closed(office: Office) -> None:
    office.register("next")
    post = office.appoint("next", "0202", first="2026-09-01")
    with refuses("STILL_HAS_PARTS") as refused:
        office.close("0202")
    assert refused.details["first"] == post.id


def test_the_terms_held_end_with_their_organization(office: Office) -> None:
    office.close("0101", TOMORROW)
    assert {office.post(who).until for who in ("s.secretary", "s.deputy")} == {TOMORROW}
    assert office.post("s2.secretary").until == ""


def test_what_is_closed_is_not_changed_and_receives_nothing(office: Office) -> None:
    office.found("05", "00", COMMITTEE)
    office.close("05", TOMORROW)
    with refuses("ORGANIZATION_CLOSED"):
        office.change("05", name="新名称")
    with refuses("ORGANIZATION_CLOSED"):
        office.close("05")
    with refuses("ORGANIZATION_CLOSED"):
        office.found("0501", "05")
    with refuses("ORGANIZATION_CLOSED"):
        office.change("0101", parent="05")


def test_a_closing_is_never_dated_back(office: Office) -> None:
    with refuses("BACKDATED") as refused:
        office.close("0202", YESTERDAY)
    assert (refused.details["earliest"], refused.fields) == (TODAY, ["on"])


def test_the_root_stays(office: Office) -> None:
    with refuses("ROOT_STAYS"):
        office.close("00")


def test_a_rehearsal_founds_nothing(office: Office) -> None:
    assert office.found("0109", rehearse=True).code == "0109"
    assert "0109" not in listed(office)
    assert office.found("0109").code == "0109"


def test_the_same_request_founds_once(office: Office) -> None:
    request = organization_pb2.CreateOrganizationRequest(
        request_id=str(uuid4()),
        code="0109",
        name="新支部",
        kind=BRANCH,
        parent_id=office.organization("01").id,
    )
    first = office.desk.organizations.CreateOrganization(request)
    assert office.desk.organizations.CreateOrganization(request) == first
    assert listed(office).count("0109") == 1
