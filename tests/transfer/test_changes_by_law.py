"""What the law asks of a change where the case alone does not show it: who was reached, how long
in all, what a book of the day says."""

import pytest

from dangwu.transfer.v1 import reminder_pb2, term_pb2
from tests.campus import PROBATIONARY
from tests.refusals import refuses
from tests.transfer.changing import REACHED, STAY, STUDY, Changes
from tests.transfer.test_rules_change import publish

REMOVED = {"ground": "SUSPENDED_TOO_LONG"}


def findings(changes: Changes, kind: str, member: str = "ready", **plan: str) -> str:
    with refuses("NOT_READY") as told:
        changes.file(kind, member, **plan)
    return told.details["findings"]


def due(changes: Changes) -> list[tuple[str, str]]:
    """What has to be done about arrangements, and by when."""
    request = reminder_pb2.ListDeadlinesRequest()
    listed = changes.cases.desk("s.secretary").reminders.ListDeadlines(request).deadlines
    return [(one.what, one.due_on) for one in listed if one.next_step.find("term") >= 0]


def test_nobody_is_removed_who_is_suspended_for_something_else(changes: Changes) -> None:
    changes.done("SUSPENSION", ground="SETTLED_ABROAD", statement="来信说明已定居")
    changes.on("2028-07-01")
    assert findings(changes, "REMOVAL", **REMOVED) == "NOT_LOST"
    assert changes.standing() == "SUSPENDED"


def test_nobody_is_removed_who_was_reached_since(changes: Changes) -> None:
    """Restoration is open to him; the removal is nobody's task any more."""
    changes.contact(changes.search(last="2025-06-01"), "2026-06-10", reached=False)
    changes.done("SUSPENSION", ground="LOST_CONTACT")
    changes.on("2028-06-01")
    term = changes.contact(changes.term(), "2028-05-20", reached=False)
    assert (term.due_on, term.due_what_en) == ("2028-06-10", "suspended too long: removal")
    term = changes.contact(term, "2028-05-30")
    assert term.due_on == ""
    changes.on("2028-07-01")
    assert findings(changes, "REMOVAL", **REMOVED) == "WAS_REACHED"
    assert changes.file("RESTORATION", statement="本人申请", validate_only=True)


def test_five_years_abroad_are_counted_in_all(changes: Changes) -> None:
    stay = {"from_on": "2026-06-10", "until_on": "2029-06-10", **STUDY}
    changes.decide(changes.file("RETENTION_ABROAD", **stay), "a.secretary", "director")
    changes.on("2029-06-10")
    changes.end(changes.term(), "2029-06-10")
    changes.done("RESUMPTION")
    again = {"from_on": "2029-06-10", **STUDY}
    # 1096 days are gone of those until 10 June 2034.
    assert findings(changes, "RETENTION_ABROAD", until_on="2031-06-11", **again) == "PLAN_TOO_LONG"
    assert changes.file("RETENTION_ABROAD", until_on="2031-06-10", validate_only=True, **again)


def test_who_never_left_has_spent_no_day_abroad(changes: Changes) -> None:
    changes.decide(changes.file("RETENTION_ABROAD", **STAY), "a.secretary", "director")
    changes.end(changes.term(), "2026-06-10")
    changes.done("RESUMPTION")
    stay = STAY | {"until_on": "2031-09-01"}
    assert changes.file("RETENTION_ABROAD", validate_only=True, **stay)


def test_a_floating_member_floats_until_somebody_says_otherwise(changes: Changes) -> None:
    away = {"from_on": "2026-06-01", "place": "某地", **REACHED}
    changes.done("FLOATING", **away)
    changes.on("2027-06-01")
    term = changes.term()
    assert (term.due_on, term.overdue, term.due_what) == ("", False, "")
    assert not due(changes)


def test_a_retained_graduate_is_contacted_every_half_year(changes: Changes) -> None:
    plan = {"from_on": "2026-06-10", "until_on": "2028-06-10", **REACHED}
    changes.done("RETENTION_GRADUATE", **plan)
    assert changes.term().due_on == "2026-12-10"
    assert ("CONTACT", "2026-12-10") in due(changes)
    changes.on("2026-12-11")
    term = changes.term()
    assert term.overdue
    term = changes.contact(term, "2026-12-11")
    assert (term.due_on, term.overdue) == ("2027-06-11", False)
    assert isinstance(term, term_pb2.Term)


def test_what_an_application_states_is_as_the_book_says(changes: Changes) -> None:
    silent = {key: said for key, said in STAY.items() if key != "occupation"}
    assert findings(changes, "RETENTION_ABROAD", **silent) == "OCCUPATION_MISSING"
    publish(
        changes.cases,
        "transfer/abroad_application_items",
        "then: [place, period, contact_details, domestic_contact]",
    )
    changes.on("2026-06-12")
    assert changes.file("RETENTION_ABROAD", validate_only=True, **silent)


@pytest.mark.parametrize(("word", "soft"), [("wait", True), ("lapses", False)])
def test_a_probation_abroad_goes_by_the_book(changes: Changes, word: str, soft: bool) -> None:
    changes.cases.enter(
        "young", kind=PROBATIONARY, joined_on="2026-01-31", probation_ends_on="2027-01-31"
    )
    publish(changes.cases, "transfer/probation_abroad", f"then: {word}")
    changes.on("2026-06-12")
    said = {"PROBATION_ABROAD": "回国后再讨论"}
    if soft:
        assert changes.file("RETENTION_ABROAD", "young", overrides=said, **STAY)
    else:
        with refuses("NOT_READY") as told:
            changes.file("RETENTION_ABROAD", "young", overrides=said, **STAY)
        assert told.details["findings"] == "PROBATION_ABROAD"
