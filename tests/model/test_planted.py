"""A defect that is planted is found, by the same machine, in a short run."""

from random import Random

import grpc
import pytest

from tests.model.conftest import Machines
from tests.model.defects import DEFECTS, Defect
from tests.model.machine import Journey

JOURNEYS, RULES = 8, 40
BESIDES = {"file_and_hurry": 3, "hurry": 3, "dues": 1}
"""What happens in every journey, for each time the rest happens thrice."""


def wander(made: type[Journey], seed: int) -> None:
    """Some journeys, until something is found."""
    for number in range(JOURNEYS):
        journey, random = made(), Random(f"{seed}/{number}")
        try:
            journey.begin()
            for _ in range(RULES):
                journey.happens(random.randrange(2**32))
        finally:
            journey.teardown()


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.called.replace(" ", "-"))
def test_found(machine: Machines, monkeypatch: pytest.MonkeyPatch, defect: Defect) -> None:
    defect.plant(monkeypatch)
    often = BESIDES | dict.fromkeys(defect.often, 6)
    if "days_pass" in often:
        often["days_pass"] = 1  # too many days, and nothing is open that could lapse
    with pytest.raises((AssertionError, grpc.RpcError)):
        wander(machine(kinds=defect.kinds, often=often, spans=defect.spans, proof_every=100),
               defect.seed)  # fmt: skip
