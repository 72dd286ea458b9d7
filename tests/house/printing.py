"""How pages are printed: tables, titles, and what the code says below its names."""

import ast
import inspect
from collections.abc import Iterable, Sequence

NOTE = "*Printed from {source} by `make docs`. Change the code, not this page.*"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(each) for each in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def page(title: str, source: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", NOTE.format(source=source), *parts)) + "\n"


def said_below(of: type) -> dict[str, str]:
    """What the string below each name of a class says: its meaning."""
    [body] = ast.parse(inspect.getsource(of)).body
    assert isinstance(body, ast.ClassDef)
    meanings: dict[str, str] = {}
    for named, said in zip(body.body, body.body[1:], strict=False):
        targets = named.targets if isinstance(named, ast.Assign) else [_target(named)]
        match targets, said:
            case [ast.Name(id=name)], ast.Expr(value=ast.Constant(value=str(meaning))):
                meanings[name] = meaning
    return meanings


def _target(named: ast.stmt) -> ast.expr | None:
    return named.target if isinstance(named, ast.AnnAssign) else None
