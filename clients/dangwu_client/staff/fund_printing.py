"""`dangwu fund print` and its kin: the forms of the care fund as PDF."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import fund_views, output
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import pass_desk, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu_client.fund.forms.printing import Form, Printing

WHAT = ("application", "vouchers", "notice")
TO = click.option(
    "--to",
    "path",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PDF",
    help=say("写到哪个文件。", "The file to write."),
)


def add_to(group: click.Group) -> None:
    """Give `fund` its `print`."""
    verb(
        group,
        "print",
        "打印申请审批表、付款凭证或公示为 PDF。",
        "Print the application, its vouchers or a notice as PDF.",
        [
            "fund print application 2026-0017 --to 审批表.pdf",
            "fund print application 2026-0017 --purpose 归档 --to 审批表.pdf",
            "fund print vouchers 2026-0017 --to 凭证.pdf",
            "fund print notice j-… --to 公示.pdf",
        ],
    )(_print)


@click.argument("what", type=click.Choice(WHAT), metavar=say("表单", "FORM"))
@click.argument("case", metavar=say("编号", "ID"))
@click.option(
    "--purpose",
    default="",
    metavar=say("用途", "TEXT"),
    help=say(
        "写明用途则打印完整信息，并记入审计。", "With it sensitive places are filled; audited."
    ),
)
@TO
@pass_desk
def _print(desk: Desk, what: str, case: str, purpose: str, path: Path) -> None:
    from dangwu_client.fund.forms.printing import print_forms

    count = print_forms(_forms(desk, what, case, purpose), path, printing(desk, purpose))
    output.note(
        say("已写入 {path}，共 {count} 份。", "{path}: {count} in it.", path=path, count=count)
    )
    desk.answered = True


def _forms(desk: Desk, what: str, case: str, purpose: str) -> "list[Form]":
    from dangwu_client.fund.forms import gathering

    if what == "notice":
        return [gathering.notice_form(desk.fund, case)]
    found = fund_views.find(desk, case)
    if what == "vouchers":
        return list(gathering.vouchers(desk.fund, found.id))
    return [gathering.application_form(desk.fund, desk.client, found.id, purpose)]


def printing(desk: Desk, purpose: str) -> "Printing":
    """Who prints, today, and what for: it stands at the foot of each page."""
    from dangwu_client.fund.forms.printing import Printing

    return Printing(desk.profile, output.today().isoformat(), purpose or say("办理", "work"))
