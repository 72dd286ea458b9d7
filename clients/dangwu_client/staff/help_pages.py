"""`dangwu help`: exit codes, and what the command is."""

import click

from dangwu_client.staff import exits, output
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import Noun, pass_desk, usage, verb
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
@pass_desk
def exit_codes(desk: Desk) -> None:
    known = {str(code): exits.meaning(code) for code in exits.MEANINGS}
    plain = [{"code": int(code), "meaning": meaning} for code, meaning in known.items()]
    headings = [say("代码", "code"), say("含义", "meaning")]
    desk.emit({"exit_codes": plain}, lambda: output.table(headings, list(known.items())))


def print_version(as_json: bool) -> None:
    """The version of the package this command came in."""
    found = _version()
    if as_json:
        output.as_json({"version": found})
    elif found:
        output.line(f"dangwu {found}")
    else:
        output.line(
            say("dangwu（未安装，直接由源代码运行）", "dangwu (not installed, run from source)")
        )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    for package in ("dangwu", "dangwu-client"):
        try:
            return version(package)
        except PackageNotFoundError:
            continue
    return ""
