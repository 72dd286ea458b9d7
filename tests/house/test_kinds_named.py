"""What kinds, steps and deadlines name is there: checks, guards, facts, effects, rule books."""

import pytest

from dangwu_client.staff.case_terms import CASES
from services.rules.text import shelf
from services.transfer import asked, checks, effects, guards, ladders, roll, timetable
from services.transfer.kinds import KINDS, Kind
from services.transfer.lifecycle import STEPS, Step
from tests.house import rulebooks
from tests.house.taken import rpcs

KNOWN = roll.CHECKS.keys() | checks.CHECKS.keys()
IN_SOURCES = rulebooks.in_sources("services/transfer")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_what_a_kind_names_is_there(kind: Kind) -> None:
    assert set(kind.checks) <= KNOWN
    assert {name for named in kind.guards.values() for name in named} <= guards.GUARDS.keys()
    assert set(kind.asks) <= ladders.FACTS.keys()
    assert {kind.effect.moves} - {""} <= effects.MOVES.keys()


def test_the_desk_calls_every_kind_as_the_service_does() -> None:
    called = {f"CASE_KIND_{one.name}": (one.called, one.called_en) for one in KINDS.values()}
    assert {name: CASES[name] for name in CASES if name.startswith("CASE_KIND_")} == called


def test_what_is_said_to_ask_is_there_and_used() -> None:
    named = {name for kind in KINDS.values() for name in kind.checks}
    assert asked.BY_CHECK.keys() <= named
    assert asked.BY_FACT.keys() <= ladders.FACTS.keys()
    assert asked.BY_GUARD.keys() <= guards.GUARDS.keys()
    assert set(asked.GOES_OUT) <= checks.CHECKS.keys()
    steps = {step.name for step in STEPS}
    assert asked.BY_STEP.keys() | asked.CHECKED | asked.LADDERED <= steps


def test_every_book_that_is_named_stands_among_the_rules() -> None:
    there = {book.name for book in shelf.seeds()}
    ladder_books = {kind.ladder for kind in KINDS.values()}
    by_steps = {
        book for kind in KINDS.values() for step in kind.steps for book in asked.of(kind, step).all
    }
    due = {name for one in timetable.LIMITS for name in (one.book, one.marks)}
    assert ladder_books | by_steps | due | IN_SOURCES <= there
    assert by_steps - ladder_books <= IN_SOURCES


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.name}-{step.ends}")
def test_every_step_is_some_kinds_and_has_its_rpc(step: Step) -> None:
    assert rpcs(step)
