"""The tables and diagrams of docs/ are what the code says."""

import re

import pytest

from services.chassis.errors import reason_of
from services.chassis.settings import Settings
from services.transfer.lifecycle import STEPS, State
from tests.house import image, printed
from tests.house.sentences import refusals
from tests.house.tree import ROOT, text


@pytest.mark.parametrize("path", printed.PAGES)
def test_a_page_is_what_the_code_prints(path: str) -> None:
    assert text(ROOT / path) == printed.PAGES[path](), "run: make docs"


def test_the_diagram_has_every_way_of_the_table_and_no_other() -> None:
    drawn = {
        (start, end, name)
        for start, end, names in re.findall(r"^ +(\S+) --> (\w+): (.+)$", printed.transfers(), re.M)
        for name in names.split(" or ")
    }
    assert drawn == {
        (start or "[*]", step.ends, step.name) for step in STEPS for start in step.starts
    }
    assert len(re.findall(r"^ +\w+ --> \[\*\]$", printed.transfers(), re.M)) == 3


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
        (f"{_called(step.name)}Transfer", start or "", step.ends)
        for step in STEPS
        for start in step.starts
    }


def _called(step: str) -> str:
    return "Sign" if step == "conclude" else step.capitalize()


def test_a_cell_cannot_break_its_table() -> None:
    assert printed.table(("a",), [("x|y\nz",)]).splitlines()[-1] == r"| x\|y z |"
