"""The rules of the day lay out a case: no edition reaches back, and no bad one is followed."""

from datetime import date

import pytest

from services.chassis.database import Database
from services.rules import store
from services.rules.text import shelf
from tests.house.tree import ROOT
from tests.refusals import refuses
from tests.transfer.acts import Cases, acts_of
from tests.worlds import SHAPES

LADDER = "transfer/within_school_ladder"
SHORT = ["release:source_committee", "accept:destination_branch"]
EDITION = """
  - from: 2026-06-12
    published: 2026-06-10
    goes_by: submission
    sample: true
    note: 试行稿。
    cases:
      - {answer}
        because: 试行。
        because_en: On trial.
    tests:
      - given: {{}}
        {tried}
"""
every_shape = pytest.mark.parametrize("shape", SHAPES)


def publish(cases: Cases, book: str, answer: str) -> None:
    """Adds an edition with one answer to a book of the package, as an upgrade of it would."""
    text = (ROOT / f"services/rules/books/{book}.yaml").read_text(encoding="utf-8")
    tried = "needs_human: true" if answer.startswith("needs_human") else answer
    edition = EDITION.format(answer=answer, tried=tried)
    database = Database(cases.world.url.format(service="rules"))
    with database.writing() as session:
        store.seed(session, [shelf.parse(f"{book}.yaml", f"{text}{edition}")], date(2026, 6, 1))
        session.commit()
    database.close()


def publish_ladder(cases: Cases, *rungs: str) -> None:
    then = ", ".join(f'"{one}"' for one in rungs)
    publish(cases, LADDER, f"then: [{then}]")


@every_shape
def test_a_new_edition_reaches_later_cases_only(cases: Cases) -> None:
    before = cases.request()
    publish_ladder(cases, *SHORT)
    again = cases.request(member="s.secretary", who="s.deputy")
    assert len(again.rungs) == len(before.rungs) == 4  # published, and not in force yet
    cases.world.clock.pass_days(2)
    case = cases.climb(before, "s.secretary", "a.secretary", "b.secretary")
    assert (case.decisions, len(case.rungs)) == (before.decisions, 4)
    assert {one.submitted_on for one in case.decisions} == {"2026-06-10"}
    cases.enter("later")
    later = cases.request(member="later")
    assert [acts for _, acts in acts_of(later)] == [["RELEASE"], ["ACCEPT"]]
    assert cases.why(later).rule.because == "试行。"
    assert cases.why(case).rule.because != "试行。"


def test_a_case_that_is_submitted_again_follows_the_rules_of_that_day(cases: Cases) -> None:
    publish_ladder(cases, *SHORT)
    case = cases.send_back("s.secretary", cases.request())
    cases.world.clock.pass_days(2)
    case = cases.submit("s.commissioner", case)
    assert [acts for _, acts in acts_of(case)] == [["RELEASE"], ["ACCEPT"]]
    assert {one.submitted_on for one in case.decisions} == {"2026-06-12"}


@pytest.mark.parametrize(
    "rungs",
    [
        ["attest:source_branch"],
        ["accept:destination_branch"],
        ["accept:destination_branch", "release:source_committee"],
    ],
    ids=" ".join,
)
def test_a_ladder_that_cannot_be_climbed_is_refused(cases: Cases, rungs: list[str]) -> None:
    publish_ladder(cases, *rungs)
    proposed = cases.propose()
    cases.world.clock.pass_days(2)
    with refuses("LADDER_UNFIT") as refused:
        cases.submit("s.commissioner", proposed)
    assert refused.details["book"] == LADDER
    with refuses("LADDER_UNFIT"):
        cases.readiness("s.secretary", "0201", "s.deputy")
    assert cases.get(proposed) == proposed


def test_a_ladder_that_nobody_names_the_branch_on_needs_a_branch(cases: Cases) -> None:
    publish_ladder(cases, *SHORT)
    cases.world.clock.pass_days(2)
    with refuses("LADDER_UNFIT"):
        cases.request(to="02")
    case = cases.sign("a.secretary", cases.request(to="0201"))
    cases.accept("t.secretary", case)
    assert cases.belongs("ready") == "0201"


def test_a_school_may_ask_for_less_or_more_before_a_transfer(cases: Cases) -> None:
    publish(cases, "transfer/dues_through", "then: transfer_month")
    publish(cases, "transfer/expired_probation", "then: warn")
    assert cases.readiness("ready").ready
    cases.world.clock.pass_days(2)
    assert [one.code for one in cases.readiness("ready").findings] == ["DUES_UNPAID"]
    cases.amend("expired", dues_through="2026-06")
    told = cases.readiness("expired")
    assert [(one.code, one.blocks) for one in told.findings] == [("PROBATION_EXPIRED", False)]
    assert told.ready
    assert cases.request(member="expired").id


@pytest.mark.parametrize(
    "book", [LADDER, "transfer/rung_days", "transfer/dues_through", "transfer/expired_probation"]
)
def test_what_a_book_leaves_to_people_no_program_decides(cases: Cases, book: str) -> None:
    publish(cases, book, "needs_human: 由部务会研究")
    cases.world.clock.pass_days(2)
    for ask in (cases.request, lambda: cases.readiness("ready")):
        with refuses("RULE_UNDECIDED") as refused:
            ask()
        assert refused.details == {"book": book, "reason": "由部务会研究"}
