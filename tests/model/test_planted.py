"""A defect that is planted is found, by the same machine, in a short run."""

import grpc
import pytest
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.model.conftest import Machines
from tests.model.defects import DEFECTS, Defect
from tests.model.machine import OFTEN
from tests.model.profiles import profile

FAVOUR = 12


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.called.replace(" ", "-"))
def test_found(machine: Machines, monkeypatch: pytest.MonkeyPatch, defect: Defect) -> None:
    defect.plant(monkeypatch)
    often = OFTEN | {name: FAVOUR for name in defect.often}
    made = seed(1)(machine(kinds=defect.kinds, often=often))
    with pytest.raises((AssertionError, grpc.RpcError)):
        run_state_machine_as_test(made, settings=profile(30, 40))
