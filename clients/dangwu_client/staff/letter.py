"""`dangwu letter`: issue letters (介绍信), look after their register, print them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangwu_client.errors import DangwuError
from dangwu_client.staff import (
    exits,
    letter_fate,
    letter_printing,
    letter_receipts,
    letter_verify,
    letter_views,
    output,
    plain,
    private,
    resolve,
    views,
)
from dangwu_client.staff.completion import open_cases
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import EnumWord, cut, limited, noun, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.letter_pb2 import Letter

CAUSE = EnumWord("REISSUE_CAUSE_")

YEAR = click.option(
    "--year",
    type=click.IntRange(2007, 2200),
    metavar=say("年", "YEAR"),
    help=say("年份，默认今年。", "The year; this one by default."),
)
ISSUER = click.option(
    "--org",
    metavar=say("组织", "ORG"),
    help=say("签发机构，默认校党委。", "The issuer; the school committee by default."),
)


@noun(
    "letter",
    "介绍信：开具、补开、打印、登记、回执、核验。",
    "Letters: issue, reissue, print, register, receipts, verification.",
)
def letter() -> None:
    pass


@verb(
    letter,
    "issue",
    "开具介绍信；可一次开多件，每件各有结果。开出不等于转出：接收前仍属原支部。",
    "Issue letters, several at once, each with its own outcome; it moves nobody.",
    ["letter issue t-…", "letter issue t-… t-… t-…"],
)
@click.argument(
    "cases",
    nargs=-1,
    required=True,
    metavar=say("转接...", "TRANSFER..."),
    shell_complete=open_cases,
)
@rehearsable
@pass_desk
@click.pass_context
def issue(ctx: click.Context, desk: Desk, cases: tuple[str, ...], rehearse: bool) -> None:
    if len(cases) == 1:
        issued = _issue(desk, cases[0], rehearse, desk.new_request_id())
        desk.emit(issued, lambda: letter_views.letter(issued))
        desk.done(rehearse)
        return
    if desk.request_id:
        raise click.UsageError(
            say("一次开多件时不能指定 --request-id。", "--request-id is for one case only.")
        )
    done: list[Letter] = []
    refused: list[dict[str, str]] = []
    for typed in cases:
        try:
            done.append(_issue(desk, typed, rehearse, ""))
        except DangwuError as error:
            output.note(f"✗ {typed}: {plain.sentence(error, str)}")
            refused.append({"case": typed, "reason": error.reason, "message": error.message_zh})
    desk.emit({"letters": done, "refused": refused}, lambda: letter_views.letters(done))
    if refused:
        ctx.exit(exits.PARTLY if done else exits.CONFLICT)


def _issue(desk: Desk, typed: str, rehearse: bool, request_id: str) -> "Letter":
    case = desk.client.transfer(resolve.transfer_id(desk, typed))
    output.note(views.summary(case))
    if not desk.client.member(case.member_id).ethnicity:
        output.note(
            say(
                "注意：民族未登记，信上这一栏将空着。补上：{here} member amend {id} --ethnicity …",
                "Note: the ethnic group is unknown and stays empty on the letter. Add it: {here} "
                "member amend {id} --ethnicity …",
                here=desk.spelled,
                id=case.member_id,
            )
        )
    return desk.client.issue_letter(case.id, case.etag, request_id=request_id, rehearse=rehearse)


@verb(
    letter,
    "reissue",
    "补开：新信注明原编号，原信同时作废。先收回原件，或先登记遗失。",
    "Reissue: the new letter names the old one, which is void from then on.",
    ["letter reissue t-… --cause 遗失 --because 途中遗失", "letter reissue t-… --returned …"],
)
@click.argument("case", metavar=say("转接", "TRANSFER"), shell_complete=open_cases)
@click.option(
    "--cause",
    required=True,
    type=CAUSE,
    metavar=say("原因", "CAUSE"),
    help=say("补开原因：", "Why: ") + CAUSE.listed(),
)
@click.option(
    "--because", required=True, metavar=say("说明", "TEXT"), help=say("具体情况。", "In words.")
)
@click.option("--returned", is_flag=True, help=say("原件已收回。", "The original was handed in."))
@rehearsable
@pass_desk
def reissue(
    desk: Desk, case: str, cause: str, because: str, returned: bool, rehearse: bool
) -> None:
    known = desk.client.transfer(resolve.transfer_id(desk, case))
    output.note(views.summary(known))
    issued = desk.client.reissue_letter(
        known.id,
        known.etag,
        cause,
        because,
        original_returned=returned,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(issued, lambda: letter_views.letter(issued))
    desk.done(rehearse)


@verb(
    letter,
    "list",
    "登记簿：一年的全部编号，每个号的去处。",
    "The register: every number of a year, and what became of it.",
    ["letter list", "letter list --year 2026 --all"],
)
@YEAR
@ISSUER
@limited
@pass_desk
def list_(desk: Desk, year: int | None, org: str | None, limit: int, everything: bool) -> None:
    register = desk.client.register(year or 0, _issuer(desk, org))

    def view() -> None:
        letter_views.letters(cut(iter(register.letters), limit, everything))
        letter_views.counts(register, year)

    desk.emit(register, view)


@verb(letter, "show", "查看一份介绍信或证明信。", "Show one letter.", ["letter show l-…"])
@click.argument("paper", metavar=say("信件", "LETTER"))
@pass_desk
def show(desk: Desk, paper: str) -> None:
    known = letter_views.find(desk, paper)
    desk.emit(known, lambda: letter_views.letter(known))


@verb(
    letter,
    "register",
    "导出登记簿，供离线核验：哪些编号已作废、自何时、为何。",
    "Export the register for checks without the server: which numbers are void, since when, why.",
    ["letter register --to 登记簿.json"],
)
@click.option(
    "--to",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("文件", "FILE"),
    help=say("写到这个文件。", "The file to write."),
)
@click.option(
    "--year",
    "years",
    multiple=True,
    type=click.IntRange(2007, 2200),
    metavar=say("年", "YEAR"),
    help=say("年份，可多次；默认去年和今年。", "May be repeated; last year and this by default."),
)
@ISSUER
@pass_desk
def register(desk: Desk, to: Path, years: tuple[int, ...], org: str | None) -> None:
    from google.protobuf import json_format

    this_year = output.today().year
    whole = None
    for year in years or (this_year - 1, this_year):
        found = desk.client.register(year, _issuer(desk, org))
        if whole is None:
            whole = found
        else:
            whole.letters.extend(found.letters)
    assert whole is not None
    del whole.unexplained[:]
    whole.counts.clear()
    whole.allocated = 0
    text = json_format.MessageToJson(whole, preserving_proto_field_name=True, ensure_ascii=False)
    private.write(to, text)
    many = len(whole.letters)
    desk.emit(
        {"letters": many, "file": str(to)},
        lambda: output.line(
            say("已导出 {n} 个编号到 {to}。", "{n} numbers written to {to}.", n=many, to=to)
        ),
    )


def _issuer(desk: Desk, org: str | None) -> str:
    return resolve.organization_id(desk, org) if org is not None else ""


letter_printing.add_to(letter)
letter_fate.add_to(letter)
letter_receipts.add_to(letter)
letter.add_command(letter_verify.verify)
letter.add_command(letter_verify.keys)
