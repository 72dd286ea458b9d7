"""A whole unit: everybody in one case, in one transaction, and nobody left behind unsaid."""

import time

import pytest

from dangwu.transfer.v1 import roll_pb2
from tests.refusals import refuses
from tests.transfer.acts import ACCEPTED, Case
from tests.transfer.changing import STAY, Changes
from tests.transfer.test_changes import sound
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
MERGED = ("a.secretary", "b.secretary", "director")


def on_the_roll(changes: Changes, code: str) -> int:
    request = roll_pb2.ListMembersRequest(
        organization_id=changes.cases.organization(code), page_size=200
    )
    return len(changes.cases.desk("director").roll.ListMembers(request).members)


def crowd(changes: Changes, size: int) -> list[str]:
    """So many members more in the source branch."""
    names = [f"n{number:03d}" for number in range(size)]
    for name in names:
        changes.cases.enter(name)
    return names


@pytest.mark.parametrize("shape", ["socket"])
def test_a_branch_of_43_is_merged_and_closed(changes: Changes) -> None:
    crowd(changes, 43 - on_the_roll(changes, "0101"))
    case = changes.unit()
    assert (case.member_id, len(case.passengers)) == ("", 43)
    assert [one.organization_name for one in case.rungs] == [
        "信息学院党委", "海洋学院党委", "滨海示范大学党委", "海洋学院博士党支部",
    ]  # fmt: skip
    case = changes.cases.climb(case, *MERGED)
    assert on_the_roll(changes, "0101") == 43  # signatures move nobody
    case = changes.cases.accept("t.secretary", case)
    assert (case.state, case.note) == (ACCEPTED, "支部撤并")
    assert (on_the_roll(changes, "0101"), on_the_roll(changes, "0201")) == (0, 43)
    assert len({one.transfer_id for one in changes.cases.stays("n001")}) == 2
    sound(changes)
    changes.cases.close("0101", "2026-06-10")


def test_two_hundred_move_in_seconds(changes: Changes) -> None:
    crowd(changes, 200 - on_the_roll(changes, "0101"))
    started = time.monotonic()
    case = changes.cases.climb(changes.unit(), *MERGED)
    changes.cases.accept("t.secretary", case)
    assert time.monotonic() - started < 30  # some three seconds where nothing else runs
    assert on_the_roll(changes, "0201") == 200
    sound(changes)


@every_shape
def test_who_came_later_stays_and_the_case_says_so(changes: Changes) -> None:
    case = changes.cases.climb(changes.unit(), *MERGED)
    changes.cases.enter("late")
    case = changes.cases.accept("t.secretary", case)
    assert case.note == (
        "支部撤并（信息学院硕士党支部另有1人系提交之后编入，未随本件转移，须另行转接。）"
    )
    assert changes.cases.belongs("late") == "0101"
    assert changes.cases.belongs("ready") == "0201"
    sound(changes)


def test_one_with_a_case_of_his_own_holds_all_up(changes: Changes) -> None:
    own = changes.cases.request()
    with refuses("TRANSFER_OPEN") as refused:
        changes.unit()
    assert refused.details["open"] == own.id
    changes.cases.withdraw("s.commissioner", own)
    unit = changes.unit()
    with refuses("TRANSFER_OPEN") as refused:
        changes.unit()
    assert refused.details["open"] == unit.id
    with refuses("TRANSFER_OPEN") as refused:
        changes.cases.request()
    assert refused.details["open"] == unit.id
    with refuses("TRANSFER_OPEN"):
        changes.file("DEATH", from_on="2026-06-09")
    changes.file("RETENTION_ABROAD", **STAY)  # that blocks no move
    assert changes.cases.member("behind").open_transfer_id == unit.id


def test_a_unit_withdrawn_is_free_again(changes: Changes) -> None:
    unit = changes.unit()
    changes.cases.withdraw("a.organizer", unit)
    assert changes.cases.request().id
    sound(changes)


def test_a_unit_returned_is_submitted_with_the_same_people(changes: Changes) -> None:
    unit = changes.cases.send_back("a.secretary", changes.unit())
    changes.cases.enter("late")
    unit = changes.cases.submit("a.organizer", unit)
    assert len(unit.passengers) == on_the_roll(changes, "0101") - 1
    changes.cases.accept("t.secretary", changes.cases.climb(unit, *MERGED))
    assert on_the_roll(changes, "0101") == 1
    sound(changes)


def test_what_a_unit_move_refuses(changes: Changes) -> None:
    with refuses("NOBODY_TO_MOVE"):
        changes.unit("0202", "0201", who="b.secretary")
    with refuses("NOT_A_BRANCH"):
        changes.unit("01")
    with refuses("ROLE_NOT_ALLOWED"):
        changes.unit(who="s.secretary")
    with refuses("NOT_YOURS"):
        changes.unit(who="b.secretary")
    with refuses("NOT_READY") as refused:
        changes.unit(to="0101")
    assert refused.details["findings"] == "SAME_BRANCH"
    changes.cases.campus.organizations["nowhere"] = "o-000000000000"
    for source, to in (("nowhere", "0201"), ("0101", "nowhere")):
        with refuses("ORGANIZATION_UNKNOWN"):
            changes.unit(source, to)


def test_what_runs_goes_along_and_so_do_the_suspended(changes: Changes) -> None:
    changes.decide(changes.file("RETENTION_ABROAD", **STAY), "a.secretary", "director")
    changes.done("SUSPENSION", "behind", ground="SETTLED_ABROAD", statement="来信说明")
    changes.cases.accept("t.secretary", changes.cases.climb(changes.unit(), *MERGED))
    for member, standing in (("ready", "PAUSED"), ("behind", "SUSPENDED")):
        assert changes.standing(member) == standing
        assert changes.term(member).organization_name == "海洋学院博士党支部"


def test_a_passenger_may_sign_as_it_is_nobodys_own_case(changes: Changes) -> None:
    unit: Case = changes.unit(who="a.organizer")
    assert changes.cases.get(unit, "s.secretary").member_name == ""
    assert unit.belongs.startswith("仍属信息学院硕士党支部")
