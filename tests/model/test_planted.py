"""A defect that is planted is found, by the same machine, at once."""

from random import Random

import grpc
import pytest

from tests.model.conftest import Machines
from tests.model.defects import DEFECTS, Defect
from tests.model.machine import Journey
from tests.model.profiles import LONG

ERRANDS = 30
SEEDS = (1, 2, 3) if LONG else (1,)

pytestmark = pytest.mark.one_database


def wander(made: type[Journey], defect: Defect, seed: int) -> None:
    """One journey of errands, until something is found."""
    journey, random = made(), Random(f"{defect.called}/{seed}")
    try:
        journey.begin()
        for number in range(ERRANDS):
            chance, name = random.randrange(2**32), defect.errands[number % len(defect.errands)]
            if isinstance(name, str):
                getattr(journey, name)(chance)
            else:
                journey.headed(journey.choose(chance), *name)
    finally:
        journey.teardown()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.called.replace(" ", "-"))
def test_found(
    machine: Machines, monkeypatch: pytest.MonkeyPatch, defect: Defect, seed: int
) -> None:
    defect.plant(monkeypatch)
    with pytest.raises((AssertionError, grpc.RpcError)):
        wander(machine(kinds=defect.kinds, proof_every=100), defect, seed)
