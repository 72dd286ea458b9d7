"""The pages of docs/ that are printed from the code: `make docs`.

A test holds each of them equal to what is printed here.
"""

import ast
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from pydantic import BaseModel

from dangwu.v1 import options_pb2
from services.chassis import ladder
from services.chassis.errors import reason_of
from services.chassis.settings import IssuerSetting, Settings
from services.transfer.lifecycle import (
    ENDS,
    IN_HANDS_OF,
    STATE_CALLED,
    STEP_CALLED,
    STEPS,
    Side,
    State,
)
from tests.house import image, rulebooks
from tests.house.sentences import refusals
from tests.house.tree import ROOT

NOTE = "*Printed from {source} by `make docs`. Change the code, not this page.*"
HELD = "●"


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


def transfers() -> str:
    """States, steps and sides of a transfer, and who signs first."""
    sides = said_below(Side)
    return page(
        "A transfer (转接): states, steps and sides",
        "`services/transfer/lifecycle.py`",
        _diagram(),
        "## Steps",
        _steps(),
        "`conclude` is the signature that closes the ladder; to callers both are `SignTransfer`.",
        "Only `accept` moves the member. Until then he belongs to the source.",
        "## States",
        _states(),
        "## Sides",
        table(("side", "who that is"), [(side.value, sides[side.name]) for side in Side]),
        "## Who holds a rung",
        "The first in this order who holds the post, is not the member, and has neither filed nor "
        "signed the case in this round; in the organization itself, then in its superior.",
        table(
            ("", "post", "职务"),
            [
                (str(number), f"`{kind}`", ladder.TITLES[kind])
                for number, kind in enumerate(ladder.PRECEDENCE, 1)
            ],
        ),
    )


def _steps() -> str:
    return table(
        ("step", "步骤", "from", "to", "taken by"),
        [
            (
                f"`{step.name}`",
                STEP_CALLED[step.name],
                ", ".join(_state(one) for one in (None, *State) if one in step.starts),
                _state(step.ends),
                ", ".join(side.value for side in Side if side in step.by),
            )
            for step in STEPS
        ],
    )


def _states() -> str:
    return table(
        ("state", "状态", "waits on"),
        [
            (
                f"`{state.value}`",
                STATE_CALLED[state],
                "nobody: an end" if state in ENDS else IN_HANDS_OF[state].value,
            )
            for state in State
        ],
    )


def _state(state: State | None) -> str:
    return f"`{state.value}`" if state else "(none)"


def _diagram() -> str:
    ways: dict[tuple[str, str], list[str]] = {}
    for step in STEPS:
        for start in (None, *State):
            if start in step.starts:
                begins = start.value if start else "[*]"
                ways.setdefault((begins, step.ends.value), []).append(step.name)
    ends = [f"    {state.value} --> [*]" for state in State if state in ENDS]
    steps = [f"    {a} --> {b}: {' or '.join(names)}" for (a, b), names in ways.items()]
    return "\n".join(("```mermaid", "stateDiagram-v2", *steps, *ends, "```"))


def rpcs() -> str:
    """Who may call what."""
    roles = [
        name for name in options_pb2.Role.DESCRIPTOR.values_by_name if name[5:] != "UNSPECIFIED"
    ]
    parts = []
    for service, methods in groupby(image.methods(), lambda one: one.full_name.partition("/")[0]):
        rows = [
            (
                f"`{method.proto.name}`",
                "" if method.reads else "writes",
                *(HELD if options_pb2.Role.Value(role) in method.allow else "" for role in roles),
                _first_sentence(method.comment),
            )
            for method in methods
        ]
        head = ("RPC", "", *(_role(role) for role in roles), "what it does")
        parts += [f"## {service}", table(head, rows)]
    return page("Who may call what", "`protos/`", *parts)


def _role(name: str) -> str:
    return name.removeprefix("ROLE_").replace("_", " ").lower()


def _first_sentence(comment: str) -> str:
    flat = " ".join(comment.split())
    return flat[: flat.find(". ") + 1] or flat


def every_refusal() -> str:
    """Every refusal, by the status it travels under."""
    known = sorted(refusals(), key=lambda one: (one.code, reason_of(one)))
    return page(
        "Refusals",
        "the refusal classes of `services/`",
        "A refusal travels as `google.rpc.ErrorInfo` (domain `dangwu`) with its reason; the values "
        "in its gaps are its metadata. Programs read the reason, never the sentence.",
        table(
            ("reason", "status", "中文", "English"),
            [(f"`{reason_of(one)}`", f"`{one.code}`", one.zh, one.en) for one in known],
        ),
    )


def settings() -> str:
    """What an operator may set."""
    return page(
        "Settings of the server",
        "`services/chassis/settings.py`",
        "Environment variables. Lists and maps are JSON.",
        _fields(Settings, lambda name: f"DANGWU_{name.upper()}", "variable"),
        "## An entry of `DANGWU_ISSUERS`",
        _fields(IssuerSetting, lambda name: name, "key"),
    )


def _fields(of: type[BaseModel], called: Callable[[str], str], head: str) -> str:
    meanings = said_below(of)
    return table(
        (head, "default", "meaning"),
        [
            (f"`{called(name)}`", _default(field.get_default()), meanings[name])
            for name, field in of.model_fields.items()
        ],
    )


def _default(value: object) -> str:
    if value is None or value == "":
        return "not set"
    if str(value) == "PydanticUndefined":
        return "must be given"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def rules() -> str:
    """Every number of the rules with its book or the reason for having none, and every book."""
    numbers = table(("number", "规则", "rule", "book, or why there is none"), rulebooks.numbers())
    heads = ("book", "问题", "question", "layer", "unit", "stays within", "sample")
    books = table(heads, rulebooks.books())
    return page(
        "Rules",
        "services/rules/books",
        "R-… are rules of transfers, C-… of the care special fund. A sample stands until the text "
        "itself is handed over; `dangwu rules show BOOK` shows facts, editions and citations.",
        "## Numbers",
        numbers,
        "## Books",
        books,
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/transfers.md": transfers,
    "docs/rpcs.md": rpcs,
    "docs/refusals.md": every_refusal,
    "docs/settings.md": settings,
    "docs/rules.md": rules,
}


def main() -> None:
    """Writes every page."""
    for path, printed in PAGES.items():
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_text(printed(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
