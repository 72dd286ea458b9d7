"""What many commands are built of: groups, the desk, and options that mean the same everywhere."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import click
from rich_click import RichCommand, RichGroup

from dangwu_client.staff import output, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.words import say

Row = TypeVar("Row")
Function = TypeVar("Function", bound=Callable[..., Any])

LIMIT = 50

pass_desk = click.make_pass_decorator(Desk)


class Verb(RichCommand):
    """What can be done."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _usage_line(self, ctx, formatter)


class Noun(RichGroup):
    """What it can be done with."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _usage_line(self, ctx, formatter)


def _usage_line(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, say("用法：", "Usage:"))


def noun(name: str, zh: str, en: str) -> Callable[[Callable[..., Any]], Noun]:
    """A group of commands about one thing."""
    return click.group(name, cls=Noun, help=say(zh, en), **usage(group=True))


def verb(
    group: click.Group, name: str, zh: str, en: str, examples: Iterable[str] = ()
) -> Callable[[Callable[..., Any]], click.Command]:
    """One command of a group, with lines that run as they stand."""
    return group.command(
        name, cls=Verb, help=say(zh, en), epilog=_shown(examples), **usage(group=False)
    )


def lone(
    name: str, zh: str, en: str, examples: Iterable[str] = ()
) -> Callable[[Callable[..., Any]], Verb]:
    """A command that stands for itself."""
    return click.command(
        name, cls=Verb, help=say(zh, en), epilog=_shown(examples), **usage(group=False)
    )


def usage(group: bool) -> dict[str, Any]:
    """The words of a usage line."""
    line = {"options_metavar": say("[选项]", "[OPTIONS]")}
    if group:
        line["subcommand_metavar"] = say("命令 [参数]...", "COMMAND [ARGS]...")
    return line


def _shown(examples: Iterable[str]) -> str:
    lines = [f"dangwu {example}" for example in examples]
    return "\n\n".join([say("例：", "Examples:"), *lines]) if lines else ""


rehearsable = click.option(
    "--rehearse",
    is_flag=True,
    help=say("演练：检查一切，不作任何更改。", "Check everything, change nothing."),
)


def limited(function: Function) -> Function:
    """Adds --limit and --all to a list."""
    limit = click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=LIMIT,
        metavar="N",
        help=say("最多显示多少行，默认 50。", "At most so many rows; 50 by default."),
    )
    everything = click.option(
        "--all", "everything", is_flag=True, help=say("显示全部。", "Show all.")
    )
    decorated: Function = limit(everything(function))
    return decorated


def cut(rows: Iterator[Row], limit: int, everything: bool) -> list[Row]:
    """As many rows as were asked for, and a word on stderr when there are more."""
    if everything:
        return list(rows)
    known = list(islice(rows, limit + 1))
    if len(known) > limit:
        output.note(
            say(
                "只显示前 {limit} 行；加 --all 显示全部。",
                "The first {limit} rows only; --all shows the rest.",
                limit=limit,
            )
        )
    return known[:limit]


class EnumWord(click.ParamType[str]):
    """A value of a proto's enum, typed as its short name or in Chinese."""

    name = "word"

    def __init__(self, prefix: str) -> None:
        self._typed = terms.choices(prefix)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = self._typed.get(str(value).strip().lower())
        if known is None:
            self.fail(say("可选：{words}", "Choose from: {words}", words=self.listed()), param, ctx)
        return known

    def listed(self) -> str:
        """All words, for help and errors."""
        typed = {name: word for word, name in self._typed.items() if word.isascii()}
        return say("、", ", ").join(
            say(f"{terms.term(name)}（{word}）", word) for name, word in typed.items()
        )
