"""`dangwu ledger export`: the books for programs that know nothing of dangwu."""

from pathlib import Path

import click

from dangwu_client.staff import output
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import pass_desk, verb
from dangwu_client.staff.words import say

FORMATS = ("beancount", "hledger", "xlsx")


def add_to(group: click.Group) -> None:
    """Give `ledger` these."""
    verb(
        group,
        "export",
        "导出全部账簿，供外部程序核对。",
        "Export the books, for other programs to check.",
        [
            "ledger export --format beancount --to 账簿.beancount",
            "ledger export --format xlsx --to 账簿.xlsx",
        ],
    )(_export)


@click.option(
    "--format",
    "shape",
    type=click.Choice(FORMATS),
    default="beancount",
    metavar=say("格式", "FORMAT"),
    help=say("格式：", "One of: ") + "、".join(FORMATS),
)
@click.option(
    "--to",
    "path",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("文件", "FILE"),
    help=say("写到哪个文件。", "The file to write."),
)
@pass_desk
def _export(desk: Desk, shape: str, path: Path) -> None:
    from dangwu_client.fund import exports
    from dangwu_client.staff import private

    books = exports.read(desk.fund)
    content = {
        "beancount": lambda: exports.beancount(books).encode(),
        "hledger": lambda: exports.hledger(books).encode(),
        "xlsx": lambda: exports.workbook(books),
    }[shape]()
    private.write_bytes(path, content)
    count = len(books.entries)
    desk.emit(
        {"path": str(path), "entries": count},
        lambda: output.line(
            say("已写入 {path}：{n} 张凭证。", "{path}: {n} entries.", path=path, n=count)
        ),
    )
