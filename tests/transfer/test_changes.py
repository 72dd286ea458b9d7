"""Changes of status: who files them, what they refuse, and that they still fit when decided."""

import pytest

from dangwu.transfer.v1 import roll_pb2
from tests.refusals import refuses
from tests.transfer.acts import ACCEPTED, Case
from tests.transfer.changing import CERTIFICATE, REACHED, STAY, Changes
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)
SOUND = ("one_relationship_each", "moved_only_by_acceptance", "members_journaled")


def sound(changes: Changes) -> None:
    """Every promise of the roll is kept."""
    proven = changes.cases.desk("inspector").roll.VerifyRoll(roll_pb2.VerifyRollRequest())
    assert not {one.name: list(one.examples) for one in proven.checks if one.broken}
    assert set(SOUND) <= {one.name for one in proven.checks}


@pytest.mark.parametrize("kind", ["WITHIN", "OUT_ONLINE", "OUT_BY_LETTER", "INTO", "WHOLE_UNIT"])
def test_a_move_is_not_filed_as_a_change(changes: Changes, kind: str) -> None:
    with refuses("KIND_UNFIT"):
        changes.file(kind)


def test_who_may_file(changes: Changes) -> None:
    with refuses("MEMBER_UNKNOWN"):
        changes.cases.campus.members["ghost"] = "p-000000000000"
        changes.file("CERTIFICATE", "ghost")
    for stranger in ("s2.secretary", "b.secretary", "outsider"):
        with refuses("NOT_YOURS"):
            changes.file("RETENTION_ABROAD", who=stranger, **STAY)
    with refuses("OWN_CASE"):
        changes.file("RETENTION_ABROAD", "s.commissioner", **STAY)
    assert changes.file("RETENTION_ABROAD", "s.commissioner", "s.deputy", **STAY)


@every_shape
def test_one_case_in_each_lane(changes: Changes) -> None:
    stay = changes.file("RETENTION_ABROAD", **STAY)
    with refuses("TRANSFER_OPEN") as refused:
        changes.file("RETENTION_GRADUATE", from_on="2026-06-30", until_on="2027-06-30", **REACHED)
    assert refused.details["open"] == stay.id
    changes.file("CERTIFICATE", from_on="2026-06-11", until_on="2026-08-11", place="某地")
    move = changes.cases.request()
    with refuses("TRANSFER_OPEN") as refused:
        changes.file("DEATH", from_on="2026-06-09")
    assert refused.details["open"] == move.id


def test_what_runs_already_is_not_begun_again(changes: Changes) -> None:
    plan = {"from_on": "2026-06-11", "until_on": "2026-08-11", "place": "某地"}
    changes.done("CERTIFICATE", **plan)
    assert [one.kind for one in changes.terms()] == [CERTIFICATE]
    with refuses("NOT_READY") as refused:
        changes.file("CERTIFICATE", **plan)
    assert refused.details["findings"] == "TERM_RUNS"


@pytest.mark.parametrize(
    ("kind", "finding"),
    [("RESUMPTION", "NOT_PAUSED"), ("RESTORATION", "NOT_SUSPENDED")],
)
def test_nothing_is_undone_that_was_not_done(changes: Changes, kind: str, finding: str) -> None:
    with refuses("NOT_READY") as refused:
        changes.file(kind, statement="申请")
    assert refused.details["findings"] == finding


def _filed(changes: Changes) -> Case:
    case = changes.file("RETENTION_ABROAD", **STAY)
    return changes.cases.sign("a.secretary", case)


def test_who_has_moved_meanwhile_is_not_retained_by_the_old_branch(changes: Changes) -> None:
    case = _filed(changes)
    move = changes.cases.climb(changes.cases.request(to="0102"), "a.secretary")
    changes.cases.accept("s2.secretary", move)
    with refuses("WRONG_STATE"):
        changes.cases.accept("director", case)
    assert changes.cases.get(case).ended_by_id == move.id
    assert changes.standing() == "NORMAL"
    sound(changes)


def test_who_was_suspended_meanwhile_is_not_retained(changes: Changes) -> None:
    case = _filed(changes)
    changes.done("SUSPENSION", ground="SETTLED_ABROAD", statement="来信说明")
    with refuses("NOT_READY") as refused:
        changes.cases.accept("director", case)
    assert refused.details["findings"] == "SUSPENDED"
    assert changes.standing() == "SUSPENDED"


def test_who_was_found_meanwhile_is_not_suspended(changes: Changes) -> None:
    term = changes.search(last="2025-11-30")
    changes.contact(term, "2026-06-01", reached=False)
    case = changes.file("SUSPENSION", ground="LOST_CONTACT")
    case = changes.cases.climb(case, "s.secretary", "a.secretary")
    changes.end(changes.term(), "2026-06-10")
    with refuses("NOT_READY") as refused:
        changes.cases.accept("director", case)
    assert refused.details["findings"] == "NO_SEARCH"
    assert changes.standing() == "NORMAL"


@every_shape
def test_a_retention_goes_along_within_the_school(changes: Changes) -> None:
    """The branch he comes to looks after what runs; the standing stays as it is."""
    changes.decide(_filed(changes), "director")
    move = changes.cases.climb(changes.cases.request(to="0102"), "a.secretary")
    changes.cases.accept("s2.secretary", move)
    term = changes.term()
    assert term.organization_name == "信息学院教工党支部"
    assert changes.standing() == "PAUSED"
    with refuses("NOT_YOURS"):
        changes.contact(term, "2026-06-10", who="s.secretary")
    sound(changes)


def test_a_returned_change_is_mended_and_submitted_again(changes: Changes) -> None:
    case = changes.file("RETENTION_ABROAD", **STAY)
    case = changes.cases.send_back("a.secretary", case, "请核对去处")
    with refuses("NOT_READY"):
        changes.again(case, until_on="2040-01-01")
    with refuses("NOT_YOURS"):
        changes.again(case, who="outsider", place="他国")
    case = changes.again(case, place="他国某大学")
    assert (case.plan.place, case.plan.until_on) == ("他国某大学", STAY["until_on"])
    with refuses("WRONG_STATE"):
        changes.again(case, place="别处")
    assert changes.decide(case, "a.secretary", "director").state == ACCEPTED
    assert changes.term().place == "他国某大学"
    told = [(one.rpc, one.outcome) for one in changes.cases.history(case)]
    assert told == [
        ("RequestChange", "OK"),
        ("ReturnTransfer", "OK"),
        ("SubmitChange", "NOT_YOURS"),
        ("SubmitChange", "OK"),
        ("SignTransfer", "OK"),
        ("AcceptTransfer", "OK"),
    ]
    sound(changes)


def test_a_transfer_is_not_mended_as_a_change(changes: Changes) -> None:
    case = changes.cases.send_back("s.secretary", changes.cases.request())
    with refuses("KIND_UNFIT"):
        changes.again(case, place="别处")
    with refuses("TRANSFER_UNKNOWN"):
        changes.again(Case(id="t-000000000000", etag="1"), place="别处")


def test_a_rehearsal_changes_nothing(changes: Changes) -> None:
    changes.file("RETENTION_ABROAD", validate_only=True, **STAY)
    assert changes.file("RETENTION_ABROAD", **STAY).member_name == "党员ready"


@every_shape
def test_every_promise_is_kept_through_a_life(changes: Changes) -> None:
    changes.decide(_filed(changes), "director")
    changes.on("2026-10-01")
    changes.end(changes.term(), "2026-09-30")
    changes.done("RESUMPTION")
    changes.done("ENDING", ground="WITHDRAWAL", statement="本人声明")
    assert changes.standing() == "ENDED"
    sound(changes)
