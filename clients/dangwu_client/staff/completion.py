"""`dangwu completion`: the shell fills in commands, options, and the cases that wait on me."""

from itertools import islice
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import output, sessions, settings
from dangwu_client.staff.parts import lone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dangwu_client.staff_client import StaffClient

SHELLS = ("bash", "zsh", "fish")
PATIENCE_S = 0.3
MANY = 200
"""No shell shows more to choose from."""


@lone(
    "completion",
    "输出补全脚本，交给 shell 执行。",
    "Print the completion script for a shell to run.",
    ["completion bash >> ~/.bashrc", "completion fish | source"],
)
@click.argument("shell", type=click.Choice(list(SHELLS)), metavar="bash|zsh|fish")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(shell)
    output.line(kind(ctx.find_root().command, {}, "dangwu", "_DANGWU_COMPLETE").source())


def open_cases(ctx: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The cases that wait on the caller; nothing at all when the server does not answer at once."""
    return _completed(ctx, typed, lambda staff: (case.id for case in staff.inbox()))


def books(ctx: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The rule books."""
    return _completed(ctx, typed, lambda staff: (book.name for book in staff.books()))


def drafts(ctx: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The drafts of editions that wait for somebody."""
    state = "DRAFT_STATE_PROPOSED"
    return _completed(ctx, typed, lambda staff: (one.id for one in staff.drafts(state=state)))


def rulings(ctx: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The rulings whose cases are open."""
    return _completed(ctx, typed, lambda staff: (one.id for one in staff.rulings(open_only=True)))


def _completed(
    ctx: click.Context, typed: str, ask: "Callable[[StaffClient], Iterable[str]]"
) -> list[str]:
    try:
        return [word for word in _asked(ctx, ask) if word.startswith(typed)]
    except Exception:
        return []


def _asked(ctx: click.Context, ask: "Callable[[StaffClient], Iterable[str]]") -> list[str]:
    from dangwu_client.connection import connect
    from dangwu_client.staff_client import StaffClient

    profile = ctx.find_root().params.get("profile", "default")
    known = sessions.load(profile)
    if known is None:
        return []
    address = known.address or settings.load().address
    token = sessions.ProfileToken(profile, address, known.ca, PATIENCE_S)
    with connect(address, token, ca=known.ca or None, timeout_s=PATIENCE_S) as connection:
        return list(islice(ask(StaffClient(connection)), MANY))
