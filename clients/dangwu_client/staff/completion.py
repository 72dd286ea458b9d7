"""`dangwu completion`: the shell fills in commands, options, and the cases that wait on me."""

import click

from dangwu_client.staff import output, sessions, settings
from dangwu_client.staff.parts import lone

SHELLS = ("bash", "zsh", "fish")
PATIENCE_S = 0.3


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
    try:
        return [case for case in _inbox(ctx) if case.startswith(typed)]
    except Exception:
        return []


def _inbox(ctx: click.Context) -> list[str]:
    from itertools import islice

    from dangwu_client.connection import connect
    from dangwu_client.staff_client import StaffClient

    profile = ctx.find_root().params.get("profile", "default")
    known = sessions.load(profile)
    if known is None:
        return []
    address = known.address or settings.load().address
    token = sessions.ProfileToken(profile, address, known.ca, PATIENCE_S)
    with connect(address, token, ca=known.ca or None, timeout_s=PATIENCE_S) as connection:
        return [case.id for case in islice(StaffClient(connection).inbox(), 50)]
