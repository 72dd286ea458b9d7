"""The story of the letters: ninety days become thirty in one city, and no old case is touched."""

import pytest

from dangwu.rules.v1 import edition_pb2
from tests.rules.office import AWAY, Office, text
from tests.worlds import SHAPES

every_shape = pytest.mark.parametrize("shape", SHAPES)


@every_shape
def test_a_case_submitted_before_keeps_its_days_and_one_after_gets_the_new(office: Office) -> None:
    assert office.ask().answer.days == 90
    published = office.publish(text(start="2026-06-15", days=30))
    assert published.state == edition_pb2.DRAFT_STATE_PUBLISHED
    office.world.clock.pass_days(10)
    before = office.ask(submitted_on="2026-06-14")
    after = office.ask(submitted_on="2026-06-15")
    assert (before.answer.days, after.answer.days) == (90, 30)
    assert before.on == after.on == "2026-06-20"
    assert after.edition == published.edition.id
    assert [one.edition for one in before.passed_over] == [published.edition.id]
    assert "提交日为 2026-06-14" in before.passed_over[0].because
    assert "submitted on 2026-06-15" in after.chosen_en
    assert office.ask(facts=AWAY, submitted_on="2026-06-20").answer.days == 90


@every_shape
def test_impact_names_the_open_cases_that_would_change(office: Office) -> None:
    open_one = office.keep("介字001", submitted_on="2026-06-02")
    done = office.close(office.keep("介字002", submitted_on="2026-06-03"))
    office.keep("介字003", submitted_on="2026-05-31")
    office.keep("介字004", facts=AWAY, submitted_on="2026-06-02")
    office.world.clock.pass_days(1)
    draft = office.propose(text(start="2026-06-01", days=30))
    told = office.impact(draft)
    assert (told.draft_id, told.examined) == (draft.id, 4)
    assert (told.open_changed, told.past_changed) == (1, 1)
    assert [one.case.subject for one in told.changes] == [open_one.id, done.id]
    first, second = told.changes
    assert (first.case.open, second.case.open) == (True, False)
    assert first.case.decision == open_one.decision
    assert (first.case.decision.answer.days, first.instead.answer.days) == (90, 30)
    assert (first.instead.on, first.instead.submitted_on) == ("2026-06-11", "2026-06-02")
    assert (second.instead.on, second.instead.known_on) == ("2026-06-10", "2026-06-11")
    assert len(office.editions()) == 1  # a report publishes nothing
    assert office.get(draft.id).state == edition_pb2.DRAFT_STATE_PROPOSED
    office.approve(draft)
    assert office.ruling(open_one.id).decision.answer.days == 90
    assert office.keep("介字005", submitted_on="2026-05-31").decision.answer.days == 90
    assert office.keep("介字006", submitted_on="2026-06-02").decision.answer.days == 30


@every_shape
def test_a_late_correction_names_all_that_stand_under_what_it_corrects(office: Office) -> None:
    """B was decided before the thirty days were known, and C after; forty-five change both."""
    office.keep("甲", submitted_on="2026-05-31")
    before = office.keep("乙", submitted_on="2026-06-02")
    office.publish(text(start="2026-06-01", days=30))
    after = office.keep("丙", submitted_on="2026-06-02")
    office.world.clock.pass_days(1)
    told = office.impact(office.propose(text(start="2026-06-01", days=45)))
    assert (told.examined, told.open_changed) == (3, 2)
    assert [
        (one.case.subject, one.case.decision.answer.days, one.instead.answer.days)
        for one in told.changes
    ] == [(before.id, 90, 45), (after.id, 30, 45)]


@every_shape
def test_a_late_correction_leaves_the_kept_receipt_and_both_answers_alone(office: Office) -> None:
    office.publish(text(start="2026-06-01", days=60))
    kept = office.keep("介字010", submitted_on="2026-06-05")
    office.world.clock.pass_days(1)
    office.publish(text(start="2026-06-01", days=30))
    assert office.ruling(kept.id).decision == kept.decision
    assert kept.decision.answer.days == 60
    then = office.ask(on="2026-06-10", submitted_on="2026-06-05", known_on="2026-06-10")
    now = office.ask(on="2026-06-10", submitted_on="2026-06-05", known_on="2026-06-11")
    assert (then.edition, then.answer, then.case_number, then.chosen) == (
        kept.decision.edition,
        kept.decision.answer,
        kept.decision.case_number,
        kept.decision.chosen,
    )
    assert (then.answer.days, now.answer.days) == (60, 30)
    assert "才公布" in then.passed_over[-1].because
    assert [e.published_on for e in office.editions()] == ["2019-05-22", "2026-06-10", "2026-06-11"]
