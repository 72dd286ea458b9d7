"""docs/controls.md: no control is left out; each names its test, and the edit that takes it out."""

import ast
from pathlib import Path

import pytest

from tests.controls.takings import TAKINGS, Taking

ROOT = Path(__file__).parents[2]
NONE = "–"
ROWS = {
    cells[0]: cells[1:]
    for line in (ROOT / "docs/controls.md").read_text("utf-8").splitlines()
    if line.startswith("| P-")
    for cells in [[cell.strip() for cell in line.strip("| \n").split("|")]]
}


def test_every_control_is_held_by_a_test_or_said_not_to_be_there() -> None:
    assert list(ROWS) == [f"P-{number:02d}" for number in range(1, 31)]
    for wrong, keeps, held_by, taken_out, missing in ROWS.values():
        assert wrong
        assert keeps
        assert (held_by == NONE) == (taken_out == NONE)
        assert held_by != NONE or missing != NONE


def test_the_page_and_the_edits_name_the_same_tests() -> None:
    told = {control: cells[2].strip("`") for control, cells in ROWS.items() if cells[2] != NONE}
    assert told == {one.control: one.test for one in TAKINGS}


@pytest.mark.parametrize("taking", TAKINGS, ids=lambda one: one.control)
def test_the_test_and_what_is_taken_out_are_there(taking: Taking) -> None:
    path, _, name = taking.test.partition("::")
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    assert (ROOT / taking.path).read_text("utf-8").count(taking.before) == 1
    assert taking.before != taking.after
