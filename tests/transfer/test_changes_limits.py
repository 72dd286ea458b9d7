"""What a change must be ready for, exactly at each limit and beside it."""

from typing import Any

import pytest

from dangwu.transfer.v1 import kind_pb2
from tests.campus import PROBATIONARY
from tests.refusals import refuses
from tests.transfer.changing import REACHED, STAY, Changes

AWAY = {"place": "某地某单位", **REACHED}


def refused(changes: Changes, finding: str, kind: str, member: str = "ready", **plan: Any) -> None:
    """Not ready, for this reason and no other; nothing was begun."""
    with refuses("NOT_READY") as told:
        changes.file(kind, member, **plan)
    assert told.details["findings"] == finding, told
    assert not changes.cases.inbox("s.secretary")
    assert told.fields
    assert told.words["zh-CN"]


def fits(changes: Changes, kind: str, member: str = "ready", **plan: Any) -> None:
    assert changes.file(kind, member, validate_only=True, **plan)


@pytest.mark.parametrize("missing", ["from_on", "until_on", "place", "occupation", *REACHED])
def test_a_plan_is_told_in_full(changes: Changes, missing: str) -> None:
    finding = {
        "from_on": "DATE_MISSING",
        "until_on": "DATE_MISSING",
        "place": "PLACE_MISSING",
        "occupation": "OCCUPATION_MISSING",
    }
    with refuses("NOT_READY") as told:
        changes.file("RETENTION_ABROAD", **(STAY | {missing: ""}))
    assert told.details["findings"] == finding.get(missing, "CONTACT_MISSING")
    assert told.fields == [f"plan.{missing}"]


def test_five_years_abroad_and_not_a_day_more(changes: Changes) -> None:
    stay = STAY | {"from_on": "2026-09-01"}
    fits(changes, "RETENTION_ABROAD", **(stay | {"until_on": "2031-09-01"}))
    refused(changes, "PLAN_TOO_LONG", "RETENTION_ABROAD", **(stay | {"until_on": "2031-09-02"}))


def test_six_months_abroad_and_not_a_day_less(changes: Changes) -> None:
    """From the last day of August six months end with February, in whichever year."""
    for first, last, short in (
        ("2026-08-31", "2027-02-28", "2027-02-27"),
        ("2026-06-10", "2026-12-10", "2026-12-09"),
    ):
        stay = STAY | {"from_on": first}
        fits(changes, "RETENTION_ABROAD", **(stay | {"until_on": last}))
        refused(changes, "PLAN_TOO_SHORT", "RETENTION_ABROAD", **(stay | {"until_on": short}))
    changes.on("2027-08-10")
    leap = STAY | {"from_on": "2027-08-31"}
    refused(changes, "PLAN_TOO_SHORT", "RETENTION_ABROAD", **(leap | {"until_on": "2028-02-28"}))
    fits(changes, "RETENTION_ABROAD", **(leap | {"until_on": "2028-02-29"}))


def test_five_years_from_a_leap_day_end_with_february(changes: Changes) -> None:
    changes.on("2028-02-10")
    stay = STAY | {"from_on": "2028-02-29"}
    fits(changes, "RETENTION_ABROAD", **(stay | {"until_on": "2033-02-28"}))
    refused(changes, "PLAN_TOO_LONG", "RETENTION_ABROAD", **(stay | {"until_on": "2033-03-01"}))


def test_a_graduate_is_retained_for_two_years(changes: Changes) -> None:
    plan = {"from_on": "2026-06-30", "ground": "NO_DESTINATION", **REACHED}
    fits(changes, "RETENTION_GRADUATE", until_on="2028-06-30", **plan)
    refused(changes, "PLAN_TOO_LONG", "RETENTION_GRADUATE", until_on="2028-07-01", **plan)
    with refuses("NOT_READY") as told:
        changes.file("RETENTION_GRADUATE", "teacher", "s2.deputy", until_on="2027-06-30", **plan)
    assert told.details["findings"] == "NOT_A_GRADUATE"


def test_a_certificate_for_six_months(changes: Changes) -> None:
    plan = {"from_on": "2026-08-31", "place": "某地", "ground": "SHORT_ABSENCE"}
    fits(changes, "CERTIFICATE", until_on="2027-02-28", **plan)
    with refuses("NOT_READY") as told:
        changes.file("CERTIFICATE", until_on="2027-03-01", **plan)
    assert told.details["findings"] == "PLAN_TOO_LONG"


def test_floating_begins_with_six_months(changes: Changes) -> None:
    plan = AWAY | {"from_on": "2026-06-11"}
    fits(changes, "FLOATING", **plan)  # nobody knows until when
    fits(changes, "FLOATING", until_on="2026-12-10", **plan)  # its first day counts
    refused(changes, "PLAN_TOO_SHORT", "FLOATING", until_on="2026-12-09", **plan)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-09-01", "2026-08-31"),
        ("2026-01-01", "2026-06-09"),
        ("2019-09-01", "2027-09-01"),
        ("2027-06-11", "2028-06-11"),
    ],
    ids=["backwards", "over", "before joining", "too far ahead"],
)
def test_dates_that_make_no_sense(changes: Changes, first: str, last: str) -> None:
    refused(
        changes, "DATES_UNFIT", "RETENTION_ABROAD", **(STAY | {"from_on": first, "until_on": last})
    )


def test_a_day_that_does_not_exist(changes: Changes) -> None:
    with refuses("MALFORMED") as told:
        changes.file("RETENTION_ABROAD", **(STAY | {"from_on": "2027-02-29"}))
    assert told.fields == ["plan.from_on"]


def test_a_ground_of_another_kind_is_refused(changes: Changes) -> None:
    refused(changes, "GROUND_UNFIT", "RETENTION_ABROAD", ground="WITHDRAWAL", **STAY)
    refused(changes, "GROUND_UNFIT", "SUSPENSION")
    refused(changes, "GROUND_UNFIT", "REMOVAL", ground="LOST_CONTACT")


def test_suspension_after_six_months_without_contact(changes: Changes) -> None:
    refused(changes, "NO_SEARCH", "SUSPENSION", ground="LOST_CONTACT")
    term = changes.search(last="2026-01-31")
    refused(changes, "SEARCH_INSUFFICIENT", "SUSPENSION", ground="LOST_CONTACT")
    changes.contact(term, "2026-06-01", reached=False)
    changes.on("2026-07-31")  # the six months since 31 January are full today
    refused(changes, "CONTACT_TOO_RECENT", "SUSPENSION", ground="LOST_CONTACT")
    changes.on("2026-08-01")
    fits(changes, "SUSPENSION", ground="LOST_CONTACT")


def test_who_was_reached_is_not_lost(changes: Changes) -> None:
    """The months run anew from the contact, even while the search is not called off."""
    term = changes.search(last="2026-01-31")
    term = changes.contact(term, "2026-06-01", reached=False)
    changes.contact(term, "2026-06-05")
    changes.on("2026-12-05")
    refused(changes, "CONTACT_TOO_RECENT", "SUSPENSION", ground="LOST_CONTACT")
    changes.on("2026-12-06")
    fits(changes, "SUSPENSION", ground="LOST_CONTACT")


def test_abroad_for_more_than_five_years(changes: Changes) -> None:
    refused(changes, "DATE_MISSING", "SUSPENSION", ground="ABROAD_TOO_LONG")
    left = {"ground": "ABROAD_TOO_LONG", "from_on": "2021-06-10"}
    refused(changes, "NOT_TOO_LONG", "SUSPENSION", **left)  # five years to the day
    changes.on("2026-06-11")
    fits(changes, "SUSPENSION", **left)


def test_retained_abroad_and_over_the_ceiling(changes: Changes) -> None:
    changes.decide(
        changes.file("RETENTION_ABROAD", **(STAY | {"until_on": "2031-09-01"})),
        "a.secretary",
        "director",
    )
    changes.on("2031-09-01")
    refused(changes, "NOT_TOO_LONG", "SUSPENSION", ground="ABROAD_TOO_LONG")
    changes.on("2031-09-02")
    case = changes.file("SUSPENSION", ground="ABROAD_TOO_LONG", from_on="2030-01-01")
    changes.decide(case)
    assert changes.standing() == "SUSPENDED"
    term = changes.term()
    assert term.from_on == "2031-09-02"  # of the decision, not of the plan


def test_who_is_back_is_not_suspended_for_being_abroad(changes: Changes) -> None:
    changes.decide(changes.file("RETENTION_ABROAD", **STAY), "a.secretary", "director")
    changes.on("2031-12-01")
    changes.end(changes.term(), "2031-11-30")
    refused(changes, "IS_BACK", "SUSPENSION", ground="ABROAD_TOO_LONG")


def test_settled_abroad_needs_a_word_on_how_that_is_known(changes: Changes) -> None:
    refused(changes, "STATEMENT_MISSING", "SUSPENSION", ground="SETTLED_ABROAD")
    fits(changes, "SUSPENSION", ground="SETTLED_ABROAD", statement="来信说明已定居")


def test_removal_two_years_after_suspension(changes: Changes) -> None:
    refused(changes, "NOT_SUSPENDED", "REMOVAL", ground="SUSPENDED_TOO_LONG")
    changes.on("2028-02-29")
    changes.contact(changes.search(last="2027-06-01"), "2028-02-29", reached=False)
    changes.done("SUSPENSION", ground="LOST_CONTACT")
    changes.on("2030-02-28")  # two years after a leap day
    refused(changes, "SUSPENDED_TOO_SHORT", "REMOVAL", ground="SUSPENDED_TOO_LONG")
    changes.on("2030-03-01")
    assert changes.term().overdue
    changes.done("REMOVAL", ground="SUSPENDED_TOO_LONG")
    assert changes.standing() == "ENDED"
    assert not changes.terms()
    for kind in ("RESTORATION", "DEATH"):
        with refuses("NOT_YOURS"):
            changes.file(kind, statement="申请")


def test_deemed_withdrawal_after_six_months(changes: Changes) -> None:
    plan = {"ground": "DEEMED_WITHDRAWAL", "statement": "连续不参加组织生活"}
    refused(changes, "NOT_YET_WITHDRAWN", "REMOVAL", from_on="2025-12-11", **plan)
    fits(changes, "REMOVAL", from_on="2025-12-10", **plan)
    refused(changes, "DATES_UNFIT", "REMOVAL", **plan)
    refused(changes, "DATES_UNFIT", "REMOVAL", from_on="2026-06-11", **plan)


def test_probationary_members_go_their_own_way(changes: Changes) -> None:
    changes.cases.enter(
        "young", kind=PROBATIONARY, joined_on="2026-01-31", probation_ends_on="2027-01-31"
    )
    changes.contact(changes.search("young", "2026-02-01"), "2026-06-01", reached=False)
    changes.on("2026-08-02")
    refused(changes, "PROBATIONARY", "SUSPENSION", "young", ground="LOST_CONTACT")
    refused(changes, "GROUND_UNFIT", "ENDING", "young", ground="EXPULSION")
    refused(changes, "GROUND_UNFIT", "ENDING", ground="PROBATION_CANCELLED")
    fits(changes, "ENDING", "young", ground="PROBATION_CANCELLED")


def test_probation_that_ends_abroad_is_for_people_to_decide(changes: Changes) -> None:
    """What a rule cannot say somebody says, and it stays in the case."""
    changes.cases.enter(
        "young", kind=PROBATIONARY, joined_on="2026-01-31", probation_ends_on="2027-01-31"
    )
    refused(changes, "PROBATION_ABROAD", "RETENTION_ABROAD", "young", **STAY)
    stay = STAY | {"from_on": "2026-06-11"}
    fits(changes, "RETENTION_ABROAD", "young", **(stay | {"until_on": "2027-01-30"}))
    refused(
        changes, "PROBATION_ABROAD", "RETENTION_ABROAD", "young",
        **(stay | {"until_on": "2027-01-31"}),
    )  # fmt: skip
    said = {"PROBATION_ABROAD": "回国后再讨论", "DUES_UNPAID": "没有用处"}
    case = changes.file("RETENTION_ABROAD", "young", overrides=said, **STAY)
    kept = kind_pb2.Override(code="PROBATION_ABROAD", reason="回国后再讨论")
    assert list(changes.cases.get(case).overrides) == [kept]  # what nothing asked for is not kept
    changes.decide(case, "a.secretary", "director")
    assert changes.standing("young") == "PAUSED"


def test_an_ending_by_expulsion_needs_its_document(changes: Changes) -> None:
    refused(changes, "STATEMENT_MISSING", "ENDING", ground="WITHDRAWAL")
    case = changes.cases.climb(
        changes.file("ENDING", ground="EXPULSION"), "s.secretary", "a.secretary"
    )
    with refuses("DOCUMENT_MISSING"):
        changes.cases.accept("director", case)


def test_a_death_is_on_a_day_that_has_been(changes: Changes) -> None:
    for day in ("", "2026-06-11", "2020-06-30"):
        refused(changes, "DATES_UNFIT", "DEATH", from_on=day)
    changes.done("DEATH", from_on="2026-06-09")
    known = changes.cases.member("ready")
    assert (changes.standing(), known.organization_id, known.organization_name) == (
        "ENDED",
        "",
        "历史党员库",
    )
    assert len(changes.cases.stays("ready")) == 2
