"""`dangwu help`: exit codes, and what the command is."""

import click

from dangwu_client.staff import exits, output
from dangwu_client.staff.parts import Noun, usage, verb
from dangwu_client.staff.words import say


@click.group(
    "help",
    cls=Noun,
    invoke_without_command=True,
    help=say("帮助。", "Help."),
    **usage(group=True),
)
@click.pass_context
def help_pages(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None and ctx.parent:
        output.line(ctx.parent.get_help())


@verb(help_pages, "exit-codes", "退出代码及含义。", "Exit codes and what they mean.")
def exit_codes() -> None:
    output.table(
        [say("代码", "code"), say("含义", "meaning")],
        [[str(code), exits.meaning(code)] for code in exits.MEANINGS],
    )


def print_version() -> None:
    """The version of the package this command came in."""
    from importlib.metadata import PackageNotFoundError, version

    for package in ("dangwu", "dangwu-client"):
        try:
            output.line(f"dangwu {version(package)}")
            return
        except PackageNotFoundError:
            continue
    output.line(
        say("dangwu（未安装，直接由源代码运行）", "dangwu (not installed, run from source)")
    )
