"""Holds: those the roll shows and those placed by order; the hard ones stop every move."""

import pytest

from dangwu.transfer.v1 import hold_pb2
from tests.refusals import refuses
from tests.transfer.changing import OFFICER, STAY, Changes
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
def test_an_examination_stops_a_move_until_it_is_released(changes: Changes) -> None:
    hold = changes.hold()
    assert (hold.code, hold.soft, hold.placed_on) == ("UNDER_EXAMINATION", False, "2026-06-10")
    assert changes.holds() == [hold]
    with refuses("NOT_READY") as refused:
        changes.cases.request()
    assert refused.details["findings"] == "UNDER_EXAMINATION"
    with refuses("NOT_READY"):
        changes.file("RETENTION_ABROAD", overrides={"UNDER_EXAMINATION": "事急"}, **STAY)
    released = changes.release(hold)
    assert released.released_on == "2026-06-10"
    assert not changes.holds()
    assert changes.cases.request().id


def test_a_hold_placed_on_the_way_stops_the_last_step(changes: Changes) -> None:
    case = changes.cases.climb(changes.cases.request(), "s.secretary", "a.secretary", "b.secretary")
    hold = changes.hold()
    with refuses("NOT_READY"):
        changes.cases.accept("t.secretary", case)
    assert changes.cases.belongs("ready") == "0101"
    changes.release(hold)
    changes.cases.accept("t.secretary", case)
    assert changes.cases.belongs("ready") == "0201"


def test_who_places_and_releases(changes: Changes) -> None:
    with refuses("ROLE_NOT_ALLOWED"):
        changes.hold(who="a.secretary")
    with refuses("MEMBER_UNKNOWN"):
        changes.cases.campus.members["ghost"] = "p-000000000000"
        changes.hold("ghost")
    changes.cases.enter("director", id=changes.cases.campus.people["director"])
    with refuses("OWN_CASE"):
        changes.hold("director")
    hold = changes.hold()
    with refuses("HOLD_STANDS") as refused:
        changes.hold()
    assert refused.details["id"] == hold.id
    with refuses("STALE"):
        changes.release(hold_pb2.Hold(id=hold.id, etag="9"))
    with refuses("HOLD_UNKNOWN"):
        changes.release(hold_pb2.Hold(id="h-000000000000", etag="1"))
    changes.release(hold)
    with refuses("HOLD_OVER"):
        changes.release(hold)
    assert changes.hold().id != hold.id  # another examination may be opened


def test_nobody_releases_his_own(changes: Changes) -> None:
    changes.cases.enter("director", id=changes.cases.campus.people["director"])
    changes.cases.appoint("officer", "00", OFFICER)
    hold = changes.hold("director", who="officer")
    with refuses("OWN_CASE"):
        changes.release(hold)
    changes.release(hold, who="officer")


def test_somebody_outside_is_not_ours_to_hold(changes: Changes) -> None:
    hold = changes.hold()
    changes.done("DEATH", from_on="2026-06-09")
    changes.release(hold)  # what was placed can always be released
    with refuses("NOT_YOURS"):
        changes.hold()


def test_the_roll_shows_what_holds(changes: Changes) -> None:
    [dues] = changes.holds("behind")
    assert (dues.code, dues.soft, dues.id) == ("DUES_UNPAID", True, "")
    assert "2026-03" in dues.said
    [probation] = changes.holds("expired")
    assert (probation.code, probation.soft) == ("PROBATION_EXPIRED", True)
    changes.done("SUSPENSION", ground="SETTLED_ABROAD", statement="来信说明")
    [suspended] = changes.holds()
    assert (suspended.code, suspended.soft) == ("SUSPENDED", False)
    assert not changes.holds("s.secretary")


def test_who_sees_the_member_sees_his_holds(changes: Changes) -> None:
    changes.hold()
    for sees in ("s.secretary", "a.secretary", "inspector"):
        assert len(changes.holds(who=sees)) == 1
    with refuses("NOT_YOURS"):
        changes.holds(who="outsider")
    with refuses("MEMBER_UNKNOWN"):
        changes.cases.campus.members["ghost"] = "p-000000000000"
        changes.holds("ghost")
