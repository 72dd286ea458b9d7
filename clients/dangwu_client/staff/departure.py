"""`dangwu departure`: members who leave the school (转出): check, file, send, take back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dangwu_client.staff import (
    departure_sheet,
    explaining,
    output,
    overriding,
    resolve,
    terms,
    views,
)
from dangwu_client.staff.completion import open_cases
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.exits import CONFLICT
from dangwu_client.staff.explaining import WHY
from dangwu_client.staff.overriding import OVERRIDE
from dangwu_client.staff.parts import EnumWord, noun, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say, spoken

if TYPE_CHECKING:
    from dangwu.transfer.v1.departure_pb2 import DepartureCheck
    from dangwu.transfer.v1.kind_pb2 import Departure
    from dangwu.transfer.v1.transfer_pb2 import Transfer

Function = TypeVar("Function", bound=Callable[..., Any])

CHANNEL = EnumWord("CHANNEL_")


@noun(
    "departure",
    "转出校外：检查、申请、网上发送、改派、撤销。",
    "Departures: check, file, send online, send elsewhere, take back.",
)
def departure() -> None:
    pass


def _details(needed: bool) -> Callable[[Function], Function]:
    """The options that say where to; left out where a case is corrected, they stay as they were."""
    options = (
        click.option("--to", "addressee", required=needed, metavar=say("抬头", "OUTSIDE"),
            help=say("介绍信抬头或系统中的接收党组织。", "Whom it is addressed to.")),
        click.option("--destination", required=needed, metavar=say("去向", "TEXT"),
            help=say("具体去向，写到党支部。", "Where the member will belong, to the branch.")),
        click.option("--employer", metavar=say("单位", "TEXT"),
            help=say("工作或学习单位。", "The employer or school.")),
        click.option("--file-address", metavar=say("地址", "TEXT"),
            help=say("档案寄送地址。", "Where the personnel file goes.")),
        click.option("--channel", type=CHANNEL, required=needed, metavar=say("方式", "CHANNEL"),
            help=say("方式：", "How: ") + CHANNEL.listed()),
        click.option("--opinion", metavar=say("意见", "TEXT"),
            help=say("预备党员的考察意见。", "The branch's opinion on a probationary member.")),
        click.option("--undecided-because", metavar=say("原因", "TEXT"),
            help=say("预备期已满未讨论转正的原因。", "Why an expired probation is undecided.")),
        click.option("--contact-name", metavar=say("姓名", "NAME"),
            help=say("对方联系人。", "Whom to ask there.")),
        click.option("--contact-phone", metavar=say("电话", "PHONE"),
            help=say("对方电话。", "The telephone there.")),
    )  # fmt: skip

    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def _departure(desk: Desk, typed: dict[str, Any], before: "Departure | None" = None) -> "Departure":
    """The departure as it was typed; what was not typed stays as it was."""
    from dangwu.transfer.v1 import kind_pb2

    made = kind_pb2.Departure()
    if before is not None:
        made.CopyFrom(before)
    addressee = typed.pop("addressee")
    given = {name: value for name, value in typed.items() if value is not None}
    if addressee is not None:
        given["addressee_id"] = resolve.outside_id(desk, addressee)
    made.MergeFrom(kind_pb2.Departure(**given))
    return made


member_argument = click.argument("member", metavar=say("党员", "MEMBER"))
case_argument = click.argument("case", metavar=say("转接", "TRANSFER"), shell_complete=open_cases)
because_option = click.option(
    "--because", required=True, metavar=say("原因", "TEXT"), help=say("原因。", "Why.")
)


@verb(
    departure,
    "check",
    "转出前检查：缺什么、抬头写谁、走哪种方式、对方以往接收情况。",
    "Before filing: what is missing, whom to address, how, what was received there before.",
    ["departure check 202211034 --to W13 --destination 码头社区党支部 --channel online"],
)
@member_argument
@_details(needed=True)
@WHY
@pass_desk
@click.pass_context
def check(ctx: click.Context, desk: Desk, /, member: str, why: bool, **typed: Any) -> None:
    told = desk.client.check_departure(resolve.member_id(desk, member), _departure(desk, typed))
    desk.emit(told, lambda: _checked(told, why))
    if not told.ready:
        ctx.exit(CONFLICT)


def _checked(told: "DepartureCheck", why: bool) -> None:
    from dangwu.transfer.v1 import kind_pb2

    advice = told.advice_en if spoken() == "en" else told.advice
    if advice:
        channel = terms.term(kind_pb2.Channel.Name(told.advised_channel))
        output.line(say("建议：{text}", "Advice: {text}", text=advice))
        output.line(say("建议方式：{c}", "Advised channel: {c}", c=channel))
    explaining.readiness(told, why, overridable=True)


@verb(
    departure,
    "request",
    "申请转出；--sheet 按表逐人申请，每行各有结果，重复运行不会重复申请。",
    "File a departure; with --sheet one for each row, each with its own outcome, once.",
    [
        "departure request 202211034 --to W13 --destination 码头社区党支部 --channel online",
        "departure request --sheet 毕业生.csv --rehearse",
    ],
)
@click.argument("member", required=False, metavar=say("党员", "MEMBER"))
@click.option(
    "--sheet",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar=say("文件", "FILE"),
    help=say("CSV 表，一行一人；列：", "A CSV sheet, one row a member; columns: ")
    + "、".join(departure_sheet.COLUMNS),
)
@_details(needed=False)
@OVERRIDE
@click.option("--note", default="", metavar=say("说明", "TEXT"), help=say("补充说明。", "A note."))
@rehearsable
@pass_desk
@click.pass_context
def request(
    ctx: click.Context,
    desk: Desk,
    /,
    member: str | None,
    sheet: Path | None,
    overrides: tuple[str, ...],
    note: str,
    rehearse: bool,
    **typed: Any,
) -> None:
    if (member is None) == (sheet is None):
        raise click.UsageError(say("写一名党员，或用 --sheet。", "Name a member, or --sheet."))
    if sheet is not None:
        ctx.exit(departure_sheet.run(desk, sheet, rehearse))
    for option in ("addressee", "destination", "channel"):
        if typed[option] is None:
            name = "to" if option == "addressee" else option
            raise click.UsageError(say("请填写 --{n}。", "--{n} is needed.", n=name))
    case = desk.client.request_departure(
        resolve.member_id(desk, member or ""),
        _departure(desk, typed),
        overrides=overriding.read(overrides),
        note=note,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _done(desk, case, rehearse)


def _done(desk: Desk, case: "Transfer", rehearse: bool) -> None:
    desk.emit(case, lambda: views.after(case, rehearse))
    desk.done(rehearse)


def _read(desk: Desk, typed: str) -> "Transfer":
    case = desk.client.transfer(resolve.transfer_id(desk, typed))
    output.note(views.summary(case))
    return case


@verb(
    departure,
    "submit",
    "提交已提议或已退回的转出，只写要更正的项。",
    "Submit a proposed or returned departure; name only what is corrected.",
    ["departure submit t-… --channel letter"],
)
@case_argument
@_details(needed=False)
@OVERRIDE
@rehearsable
@pass_desk
def submit(
    desk: Desk, /, case: str, overrides: tuple[str, ...], rehearse: bool, **typed: Any
) -> None:
    known = _read(desk, case)
    after = desk.client.submit_departure(
        known.id,
        known.etag,
        _departure(desk, typed, known.departure),
        overrides=overriding.read(overrides),
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _done(desk, after, rehearse)


@verb(
    departure,
    "send",
    "登记已在网上发送，填系统给的编号；接收前仍属原支部。",
    "Note that it was sent online, under the system's number; it moves nobody.",
    ["departure send t-… --reference 2026061000123"],
)
@case_argument
@click.option(
    "--reference",
    required=True,
    metavar=say("编号", "NUMBER"),
    help=say("系统给的转接编号。", "The number the system gave it."),
)
@rehearsable
@pass_desk
def send(desk: Desk, case: str, reference: str, rehearse: bool) -> None:
    known = _read(desk, case)
    after = desk.client.send_online(
        known.id, known.etag, reference, request_id=desk.new_request_id(), rehearse=rehearse
    )
    _done(desk, after, rehearse)


@verb(
    departure,
    "redispatch",
    "改派：原介绍信作废，按规则重走较短的审批。",
    "Send the member elsewhere: the letter is void, fewer sign again.",
    ["departure redispatch t-… --to W07 --because 改签单位"],
)
@case_argument
@_details(needed=False)
@because_option
@rehearsable
@pass_desk
def redispatch(desk: Desk, /, case: str, because: str, rehearse: bool, **typed: Any) -> None:
    known = _read(desk, case)
    to = _departure(desk, typed, known.departure)
    if not rehearse:
        desk.confirm(say("已开出的介绍信即作废。继续？", "The letter that is out is void. Go on?"))
    after = desk.client.redispatch_transfer(
        known.id, known.etag, to, because, request_id=desk.new_request_id(), rehearse=rehearse
    )
    _done(desk, after, rehearse)


@verb(
    departure,
    "rescind",
    "撤销转出：介绍信作废，本人留在原支部。",
    "Take a departure back: the letter is void, the member stays.",
    ["departure rescind t-… --because 本人留校"],
)
@case_argument
@because_option
@rehearsable
@pass_desk
def rescind(desk: Desk, case: str, because: str, rehearse: bool) -> None:
    known = _read(desk, case)
    if not rehearse:
        desk.confirm(say("撤销后本件办结，不能恢复。继续？", "This ends the case. Rescind it?"))
    after = desk.client.rescind_transfer(
        known.id, known.etag, because, request_id=desk.new_request_id(), rehearse=rehearse
    )
    _done(desk, after, rehearse)
