"""Servicers are prose: the road alone opens, commits, logs, tells the time and speaks gRPC."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import files, text

SERVICERS = [path for path in files(".py", below="services") if "servicer" in str(path)]
CIVIL = Path("services/chassis/civil.py")
ROAD_ONLY = {"grpc", "log", "logger", "logging", "structlog"}
CLOCKS = {"now", "today", "utcnow"}


def trespasses(source: str) -> list[str]:
    return [what for node in ast.walk(ast.parse(source)) for what in _trespass(node)]


def _trespass(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Attribute(attr="commit" | "rollback" as attr):
            yield f"line {node.lineno}: .{attr}"
        case ast.Attribute(value=ast.Name(id=name)) if name in ROAD_ONLY:
            yield f"line {node.lineno}: {name}."
        case ast.Attribute(value=ast.Name(id="date" | "datetime") | ast.Attribute(), attr=attr):
            if attr in CLOCKS:
                yield f"line {node.lineno}: .{attr}"
        case ast.Import(names=names):
            yield from (f"import {one.name}" for one in names if _root(one.name) in ROAD_ONLY)
        case ast.ImportFrom(module=str(module)) if _root(module) in ROAD_ONLY:
            yield f"from {module} import"


def _root(module: str) -> str:
    return module.partition(".")[0]


def utc_dates(source: str) -> list[int]:
    """Lines that take `.date()` of an instant: the date in UTC, not in Shanghai."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and not node.args
        if isinstance(node.func, ast.Attribute) and node.func.attr == "date"
    ]


@pytest.mark.parametrize("path", SERVICERS, ids=str)
def test_a_servicer_leaves_to_the_road_what_is_the_roads(path: Path) -> None:
    assert not trespasses(text(path))


def test_dates_are_made_in_shanghai_and_in_one_place() -> None:
    sources = {path: text(path) for path in files(".py", below="services") if path != CIVIL}
    assert not {path: lines for path, source in sources.items() if (lines := utc_dates(source))}


@pytest.mark.parametrize(
    "line",
    [
        "work.session.commit()",
        "session.rollback()",
        "context.abort(grpc.StatusCode.ABORTED)",
        "from grpc import StatusCode",
        "datetime.now(UTC)",
        "datetime.datetime.now(UTC)",
        "date.today()",
        "log.info('accepted')",
        "import structlog",
    ],
)
def test_a_trespass_is_recognised(line: str) -> None:
    assert trespasses(line)


def test_work_tells_the_time() -> None:
    assert not trespasses("since = work.now, work.today")
    assert utc_dates("work.now.date()") == [1]
