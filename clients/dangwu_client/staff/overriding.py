"""Letting a soft finding pass: typed as its code or its Chinese name, always with the reason."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import plain
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.kind_pb2 import Override

_CODES = {name: code for code, name in plain.FINDINGS.items()}
_AND = re.compile(r"[;；\n]+")
_IS = re.compile(r"[=＝:：]")

OVERRIDE = click.option(
    "--override",
    "overrides",
    multiple=True,
    metavar=say("事项=理由", "CODE=TEXT"),
    help=say(
        "放行一项可放行的限制并写明理由，如 党费未交清=已现金收取（或 DUES_UNPAID=…）。",
        "Override a soft hold, with the reason; it shows for ever.",
    ),
)


def read(typed: Iterable[str]) -> "list[Override]":
    """What is let pass, and why; refuses what has no reason."""
    from dangwu.transfer.v1 import kind_pb2

    parted = [_IS.split(one, 1) for one in typed]
    if any(len(one) < 2 or not one[0].strip() or not one[1].strip() for one in parted):
        raise click.UsageError(
            say(
                "放行写作 事项=理由，例如 党费未交清=已现金收取。",
                "An override is written CODE=TEXT, such as DUES_UNPAID=collected in cash.",
            )
        )
    return [
        kind_pb2.Override(code=_CODES.get(what.strip(), what.strip()), reason=why.strip())
        for what, why in parted
    ]


def in_a_cell(text: str) -> "list[Override]":
    """The same in a cell of a sheet, several parted by a semicolon."""
    return read(one for one in _AND.split(text) if one.strip())


def how(code: str) -> str:
    """How a soft finding is let pass, in a bracket behind it."""
    return say(
        "（可说明理由放行：--override {name}=理由）",
        " (may be overridden: --override {code}=REASON)",
        name=plain.FINDINGS.get(code, code),
        code=code,
    )
