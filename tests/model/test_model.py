"""The whole service against a small reference, by chance: what may be done is, all else is not."""

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from services.transfer.kinds import KINDS
from tests.model.conftest import Machines

FULL = bool(os.environ.get("DANGWU_FULL"))


def profile(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink] if FULL else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def test_journeys(machine: Machines, pytestconfig: pytest.Config) -> None:
    made = seed(4)(machine())
    started = time.monotonic()
    run_state_machine_as_test(made, settings=profile(int(os.environ.get("N", "10")), 60))
    took = time.monotonic() - started
    acts = made.taken["acts"]
    print(f"{acts} acts in {took:.1f} s, {acts / took:.0f}/s")
    cells = {(k, s.name) for k, kind in KINDS.items() for s in kind.steps}
    print(sorted(cells - set(made.reached)))
