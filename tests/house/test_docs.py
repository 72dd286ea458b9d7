"""The tables and diagrams of docs/ are what the code says."""

import re

import pytest

from services.chassis.errors import reason_of
from services.chassis.settings import Settings
from services.transfer.kinds import KINDS, Kind
from services.transfer.lifecycle import STEPS, State
from tests.house import image, printed, printing
from tests.house.casebook import diagram
from tests.house.sentences import refusals
from tests.house.taken import rpcs
from tests.house.tree import ROOT, text


@pytest.mark.parametrize("path", printed.PAGES)
def test_a_page_is_what_the_code_prints(path: str) -> None:
    assert text(ROOT / path) == printed.PAGES[path](), "run: make docs"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_diagram_has_every_way_of_its_kind_and_no_other(kind: Kind) -> None:
    drawn = {
        (start, end, name)
        for start, end, names in re.findall(r"^ +(\S+) --> (\w+): (.+)$", diagram(kind), re.M)
        for name in names.split(" or ")
    }
    assert drawn == {
        (start or "[*]", step.ends, step.name) for step in kind.steps for start in step.starts
    }


def test_nothing_is_left_out() -> None:
    pages = {path: page() for path, page in printed.PAGES.items()}
    for method in image.methods():
        assert f"| `{method.proto.name}` |" in pages["docs/rpcs.md"]
    for refusal in refusals():
        assert f"| `{reason_of(refusal)}` |" in pages["docs/refusals.md"]
    for name in Settings.model_fields:
        assert f"| `DANGWU_{name.upper()}` |" in pages["docs/settings.md"]
    for state in State:
        assert f"| `{state}` |" in pages["docs/transfers.md"]


def test_no_meaning_is_missing() -> None:
    for page in printed.PAGES.values():
        assert not re.findall(r"^\|.*\|  \|$", page(), re.M)


WAY = re.compile(r"((?:[A-Z_]+, )*[A-Z_]+)? ?-> ([A-Z_]+)(?:, or ([A-Z_]+))?")


def test_the_protos_tell_the_same_ways() -> None:
    """`PROPOSED, RETURNED -> SUBMITTED` in the comment of an RPC is what the table says."""
    told = {
        (method.proto.name, start, end)
        for method in image.methods()
        for starts, *ends in WAY.findall(" ".join(method.comment.split()))
        for start in starts.split(", ")
        for end in filter(None, ends)
    }
    assert told == {
        (rpc, start or "", step.ends)
        for step in STEPS
        for rpc in rpcs(step)
        for start in step.starts
    }


def test_a_cell_cannot_break_its_table() -> None:
    assert printing.table(("a",), [("x|y\nz",)]).splitlines()[-1] == r"| x\|y z |"
