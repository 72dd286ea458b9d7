"""Probation ends as the rules say: on its day, not abroad, extended once, by a committee."""

import pytest

from dangwu.transfer.v1 import member_pb2
from tests.campus import PROBATIONARY
from tests.refusals import refuses
from tests.transfer.acts import Cases
from tests.transfer.changing import STAY, Changes

FULL = member_pb2.MEMBER_KIND_FULL


def enter(cases: Cases, name: str, joined_on: str, ends_on: str) -> None:
    cases.enter(name, kind=PROBATIONARY, joined_on=joined_on, probation_ends_on=ends_on)


def test_nobody_becomes_full_before_probation_ends(shared_cases: Cases) -> None:
    enter(shared_cases, "early", "2025-12-01", "2026-12-01")
    with refuses("PROBATION_STANDS") as refused:
        shared_cases.amend("early", "a.secretary", kind=FULL)
    assert refused.fields == ["kind"]
    assert shared_cases.member("early").kind == PROBATIONARY


def test_nobody_becomes_full_while_abroad(cases: Cases) -> None:
    enter(cases, "away", "2025-06-11", "2026-06-11")
    changes = Changes(cases)
    said = {"PROBATION_ABROAD": "回国后再讨论"}
    changes.decide(
        changes.file("RETENTION_ABROAD", "away", ground="STUDY_ABROAD", **STAY, overrides=said),
        "a.secretary",
        "director",
    )
    assert changes.standing("away") == "PAUSED"
    changes.on("2026-09-15")  # probation is over, and he is abroad
    with refuses("PROBATION_STANDS") as refused:
        cases.amend("away", "a.secretary", kind=FULL)
    assert refused.fields == ["kind"]
    assert cases.member("away").kind == PROBATIONARY


def test_a_branch_does_not_extend(shared_cases: Cases) -> None:
    enter(shared_cases, "branch", "2025-06-01", "2026-06-01")
    with refuses("ROLE_NOT_ALLOWED"):
        shared_cases.amend("branch", "s.commissioner", probation_ends_on="2026-12-01")


@pytest.mark.parametrize("day", ["2026-05-20", "2026-11-30", "2027-06-02"])
def test_an_extension_is_half_a_year_to_a_year(shared_cases: Cases, day: str) -> None:
    enter(shared_cases, f"until {day}", "2025-06-01", "2026-06-01")
    with refuses("PROBATION_STANDS") as refused:
        shared_cases.amend(f"until {day}", "a.secretary", probation_ends_on=day)
    assert refused.fields == ["probation_ends_on"]


def test_probation_is_extended_once(shared_cases: Cases) -> None:
    enter(shared_cases, "once", "2025-06-01", "2026-06-01")
    assert shared_cases.amend("once", "a.secretary", probation_ends_on="2026-12-01")
    with refuses("PROBATION_STANDS") as refused:
        shared_cases.amend("once", "a.secretary", probation_ends_on="2027-06-01")
    assert refused.fields == ["probation_ends_on"]


def test_the_office_corrects_a_mistyped_date(shared_cases: Cases) -> None:
    enter(shared_cases, "mistyped", "2025-06-01", "2026-12-01")
    amended = shared_cases.amend("mistyped", "director", probation_ends_on="2026-06-01")
    assert amended.probation_ends_on == "2026-06-01"
    assert shared_cases.amend("mistyped", "a.secretary", kind=FULL).kind == FULL
