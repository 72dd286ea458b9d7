"""The whole service against a small reference, by chance: what may be done is, all else is not."""

import sys
import time
from collections import Counter

import pytest
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from services.transfer.kinds import KINDS
from tests.model.conftest import Machines
from tests.model.machine import Journey
from tests.model.profiles import LONG, profile

PROOF_EVERY = 1 if LONG else 20
RUNS = {"sqlite": (10, 60, 700), "postgres": (3, 40, 100)}
"""Journeys, choices in each, and the acts there must be at least."""
LONG_RUN = (330, 60, 20_000)
NEVER = {("NON_RECOGNITION", "sign"), ("RETENTION_ABROAD", "sign")}
"""Two people sign these, by the rules as they come: the first signature is the last but one."""
CELLS = {(name, step.name) for name, kind in KINDS.items() for step in kind.steps} - NEVER


def test_journeys(machine: Machines, request: pytest.FixtureRequest) -> None:
    """Every act is foretold, and after every act the invariants hold."""
    database = request.config.getoption("--database")
    journeys, choices, least = LONG_RUN if LONG else RUNS[database]
    made = seed(4)(machine(goals=sorted(CELLS), proof_every=PROOF_EVERY))
    started = time.monotonic()
    run_state_machine_as_test(made, settings=profile(journeys, choices, shrink=LONG))
    told(made, time.monotonic() - started)
    assert made.taken["acts"] >= least
    if LONG or database == "sqlite":
        assert not CELLS - set(made.reached)


def told(made: type[Journey], took: float) -> None:
    """How fast it went, and which steps of which kinds were taken, and refused, how often."""
    acts, missed = made.taken["acts"], CELLS - set(made.reached)
    say = sys.stdout.write
    say(f"\n{acts} acts in {took:.0f} s, {acts / took:.0f} a second\n")
    say(f"{len(CELLS - missed)} of {len(CELLS)} cells, not {sorted(missed)}\n")
    for kind in KINDS if LONG else ():
        row = Counter({step: made.reached[name, step] for name, step in CELLS if name == kind})
        turned = sum(count for (name, _), count in made.refused.items() if name == kind)
        say(f"{kind:20} {dict(sorted(row.items()))} refused {turned}\n")
