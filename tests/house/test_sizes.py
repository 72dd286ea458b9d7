"""Files and functions stay small enough to be read in one sitting; migrations are exempt."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import files, text

FILE_LINES, FUNCTION_LINES = 300, 40
WRITTEN = [path for path in files(".py", ".proto") if "migrations" not in path.parts]


def long_functions(source: str) -> list[str]:
    return [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]


@pytest.mark.parametrize("path", WRITTEN, ids=str)
def test_no_file_is_too_long(path: Path) -> None:
    assert len(text(path).splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", [path for path in WRITTEN if path.suffix == ".py"], ids=str)
def test_no_function_is_too_long(path: Path) -> None:
    assert not long_functions(text(path))


def test_the_measure_is_exact() -> None:
    fits = "def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)
    assert not long_functions(fits)
    assert long_functions(fits + "    x = 1\n") == ["f: 41 lines"]
