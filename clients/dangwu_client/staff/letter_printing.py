"""`dangwu letter print`: letters into one PDF, for a stated purpose."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import letter_views, output
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import pass_desk, verb
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from dangwu.transfer.v1.letter_pb2 import Sheet

STYLES = ("full", "overprint", "blank")
BLANK_BOOK, ZERO_BOOK = "transfer/blank_letter_allowed", "transfer/letter_zero_sign"
ROUND = "circle"


def add_to(group: click.Group) -> None:
    """Give `letter` its `print`."""
    verb(
        group,
        "print",
        "打印介绍信到一个 PDF：含完整身份证号码，计次并记入审计。",
        "Print letters into one PDF: ID numbers in clear, counted and audited.",
        [
            "letter print l-… --purpose 发给本人 --to 介绍信.pdf",
            "letter print --new --purpose 毕业季集中打印 --to 批量.pdf",
            "letter print l-… --purpose 套打 --style overprint --offset 1.5,-2 --to 套打.pdf",
        ],
    )(_print)


def _wanted(desk: Desk, papers: Sequence[str], fresh: bool) -> list[str]:
    ids = [letter_views.find(desk, one).id for one in papers]
    if fresh:
        from dangwu.transfer.v1 import letter_pb2

        ids += [
            one.id
            for one in desk.client.register().letters
            if one.state == letter_pb2.LETTER_STATE_LIVE and not one.prints
        ]
    return list(dict.fromkeys(ids))


def _millimetres(typed: str) -> tuple[float, float]:
    try:
        across, down = (float(part) for part in typed.replace("，", ",").split(","))
    except ValueError:
        raise click.UsageError(
            say(
                "--offset 请写成“右移,下移”毫米，例如 1.5,-2。",
                "Write --offset as millimetres right,down, such as 1.5,-2.",
            )
        ) from None
    return across, down


def _require_blank(desk: Desk) -> None:
    """An empty form is a blank letter: only where the rule lets anybody have one."""
    rule = desk.client.decide(BLANK_BOOK, {})
    if not rule.answer.truth:
        raise click.ClickException(
            say(
                "不能打印空白介绍信：{why}",
                "No blank letter is printed: {why}",
                why=rule.because_en if spoken() == "en" else rule.because,
            )
        )


@click.argument("papers", nargs=-1, metavar=say("信件...", "LETTER..."))
@click.option(
    "--new",
    "fresh",
    is_flag=True,
    help=say("今年开出而未打印过的全部。", "All of this year that were never printed."),
)
@click.option(
    "--purpose",
    required=True,
    metavar=say("用途", "TEXT"),
    help=say("用途，记入审计。", "What for; it goes to the audit log."),
)
@click.option(
    "--to",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("文件", "FILE"),
    help=say("PDF 文件。", "The PDF to write."),
)
@click.option(
    "--style",
    type=click.Choice(STYLES),
    default="full",
    help=say("完整、套打或空白表。", "The whole form, what is filled in, or the empty form."),
)
@click.option(
    "--offset",
    default="0,0",
    metavar=say("毫米", "MM"),
    help=say("套打偏移：右移,下移。", "Shift for overprint: right,down."),
)
@pass_desk
def _print(
    desk: Desk,
    papers: tuple[str, ...],
    fresh: bool,
    purpose: str,
    to: Path,
    style: str,
    offset: str,
) -> None:
    from dangwu_client.letters import sheets

    shift = _millimetres(offset)
    wanted = _wanted(desk, papers, fresh)
    if not wanted:
        raise click.UsageError(
            say("没有要打印的信：请指明，或加 --new。", "Nothing to print: name letters, or --new.")
        )
    if style == "blank":
        _require_blank(desk)
    zero = desk.client.decide(ZERO_BOOK, {}).answer.word
    found: list[Sheet] = []
    for batch in desk.client.print_batches(wanted, purpose):
        found.extend(batch)
    try:
        printed = sheets.print_sheets(
            found,
            to,
            style=sheets.Style(style),
            offset_mm=shift,
            round_zero=zero == ROUND,
        )
    except sheets.SheetRefused as refused:
        raise click.ClickException(say(refused.zh, refused.en)) from refused
    _tell(desk, to, printed.sheets, wanted)


def _tell(desk: Desk, to: Path, count: int, wanted: Sequence[str]) -> None:
    desk.emit(
        {"file": str(to), "sheets": count, "letters": list(wanted)},
        lambda: output.line(
            say(
                "已打印 {n} 份到 {to}。文件含身份证号码，用后请删除。",
                "{n} printed to {to}. It has ID numbers in it: delete it after use.",
                n=count,
                to=to,
            )
        ),
    )
