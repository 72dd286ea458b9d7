"""`dangwu arrival`: members who come from outside (转入): register, complete, examine, resolve."""

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dangwu_client.errors import DangwuError
from dangwu_client.staff import arrival_sheet, output, resolve, terms, views
from dangwu_client.staff.dates import DAY, MONTH
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import EnumWord, noun, pass_desk, rehearsable, verb
from dangwu_client.staff.transfer import case_argument
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.transfer.v1.transfer_pb2 import Transfer

KIND = EnumWord("MEMBER_KIND_")
CATEGORY = EnumWord("MEMBER_CATEGORY_")
CHANNEL = EnumWord("CHANNEL_")
MARGIN_BOOK = "transfer/letter_days_after_term_start"


@noun("arrival", "校外转入：登记、补材料、审档案、解存疑。", "Arrivals: register, examine.")
def arrival() -> None:
    pass


def _option(name: str, zh: str, en: str, **more: Any) -> Callable[[Any], Any]:
    kind = more.pop("type", None)
    metavar = say("日期", "DAY") if kind is DAY else None
    if isinstance(kind, EnumWord):
        zh, en = f"{zh}{kind.listed()}", f"{en}{kind.listed()}"
    return click.option(name, type=kind, help=say(zh, en), metavar=metavar, **more)


def _papers(function: Any) -> Any:
    """What was brought; the same for registering and for completing."""
    for add in (
        _option("--note", "说明。", "A note.", default=""),
        _option("--dues-through", "原组织所称党费交至的月份。", "Dues paid through.",
                type=MONTH, default=None),
        _option("--file", "已收到党员档案。", "The member file is there.", is_flag=True),
        _option("--letter", "已见介绍信（网上转接：系统内已可见）。",
                "The letter is there (online: the transfer is visible).", is_flag=True),
        _option("--valid-until", "介绍信有效期至。", "The last day of the letter.", type=DAY),
        _option("--number", "介绍信编号。", "The number of the letter.", default=""),
        _option("--channel", "方式：", "How: ", type=CHANNEL, default="letter"),
    ):  # fmt: skip
        function = add(function)
    return function


def _arrival(origin_id: str, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "origin_id": origin_id,
        "letter_number": given["number"],
        "letter_valid_until": given["valid_until"] or "",
        "letter_seen": given["letter"],
        "file_seen": given["file"],
        "dues_through": given["dues_through"] or "",
        "channel": given["channel"],
        "note": given["note"],
    }


@verb(
    arrival,
    "register",
    "登记转入：缺介绍信或档案的先临时登记；--sheet 按表逐人登记，可以重复运行。",
    "Register who comes, provisionally while papers are missing; --sheet takes a whole class.",
    [
        "arrival register --to 0302 --from W06 --name 王某 --campus-number 202611001 "
        "--category undergraduate --joined-on 2025-06-20 --letter --number 7 "
        "--valid-until 2026-10-31",
        "arrival register --to 03 --sheet 新生.csv --rehearse",
    ],
)
@click.option(
    "--to",
    "destination",
    required=True,
    metavar=say("组织", "ORG"),
    help=say("转入的支部，或由其指定支部的分党委。", "The branch, or its committee."),
)
@click.option(
    "--from",
    "origin",
    metavar=say("校外组织", "OUTSIDE"),
    help=say("原党组织。", "Where he comes from."),
)
@click.option(
    "--sheet",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say("CSV 表，一行一人。列：", "A CSV, one row each. Columns: ")
    + " ".join(arrival_sheet.COLUMNS),
)
@_option("--name", "姓名。", "The name.")
@_option("--kind", "党员类别：", "Kind: ", type=KIND, default="full")
@_option("--category", "人员类别：", "Category: ", type=CATEGORY)
@_option("--campus-number", "学号或工号。", "The campus number.")
@_option("--ethnicity", "民族，例如 汉族。", "Ethnic group, such as 汉族.", default="")
@_option("--joined-on", "入党日期。", "When he joined.", type=DAY)
@_option("--probation-ends-on", "预备期满日。", "When probation ends.", type=DAY)
@_option("--member", "曾是本校党员的，其编号 p-…。", "His id, if he was here before.", default="")
@_papers
@rehearsable
@pass_desk
@click.pass_context
def register(
    ctx: click.Context, desk: Desk, /, destination: str, sheet: Path | None, rehearse: bool,
    **given: Any,
) -> None:  # fmt: skip
    destination_id = resolve.organization_id(desk, destination)
    if sheet is not None:
        ctx.exit(arrival_sheet.run(desk, destination_id, sheet, rehearse))
    for name in ("origin", "name", "category", "campus_number", "joined_on"):
        if not given[name]:
            option = "--from" if name == "origin" else f"--{name.replace('_', '-')}"
            raise click.UsageError(say("缺 {o}。", "Missing {o}.", o=option))
    case = desk.client.register_arrival(
        destination_id,
        _arrival(resolve.outside_id(desk, given["origin"]), given),
        name=given["name"],
        member_kind=given["kind"],
        category=given["category"],
        campus_number=given["campus_number"],
        id_number=_asked(say("身份证号", "ID number")).upper(),
        phone=_asked(say("手机号（可空）", "Phone (may be empty)")),
        joined_on=given["joined_on"],
        probation_ends_on=given["probation_ends_on"] or "",
        member_id=given["member"],
        ethnicity=resolve.folded(given["ethnicity"]),
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    _told(desk, case, rehearse)
    _warn_of_last_day(desk, case.arrival.letter_valid_until)


def _asked(what: str) -> str:
    """A private number: typed unseen, or a line of the input; never on the command line."""
    if not sys.stdin.isatty():
        return resolve.folded(sys.stdin.readline())
    typed: str = click.prompt(what, hide_input=True, err=True, default="", show_default=False)
    return resolve.folded(typed)


def _told(desk: Desk, case: "Transfer", rehearse: bool) -> None:
    desk.emit(case, lambda: views.after(case, rehearse))
    desk.done(rehearse)


def _warn_of_last_day(desk: Desk, until: str) -> None:
    """A letter should run some days beyond the beginning of term; the rule says how many."""
    if not until:
        return
    try:
        days = desk.client.decide(MARGIN_BOOK, {}).answer.days
    except DangwuError:  # the registration stands; only the warning is missing
        return
    today = datetime.now(output.SHANGHAI).date()
    if date.fromisoformat(until) < today + timedelta(days=days):
        output.note(
            say(
                "注意：介绍信只到 {until}，不足 {days} 天，请在此前接收，或请原组织延期。",
                "Note: the letter runs out on {until}, in less than {days} days.",
                until=until,
                days=days,
            )
        )


@verb(
    arrival,
    "complete",
    "材料到齐后登记：写明现有的全部材料；没有写的沿用原登记。",
    "Enter the papers when all are there; what is left out stays as registered.",
    ["arrival complete t-… --letter --file"],
)
@case_argument
@_papers
@rehearsable
@pass_desk
def complete(desk: Desk, /, case: str, rehearse: bool, **given: Any) -> None:
    known = desk.client.transfer(resolve.transfer_id(desk, case))
    output.note(views.summary(known))
    papers = known.arrival
    source = click.get_current_context().get_parameter_source
    for name, field in (
        ("number", "letter_number"),
        ("valid_until", "letter_valid_until"),
        ("letter", "letter_seen"),
        ("file", "file_seen"),
        ("dues_through", "dues_through"),
        ("note", "note"),
    ):
        if given[name]:
            setattr(papers, field, given[name])
    if source("channel") is click.core.ParameterSource.COMMANDLINE:
        papers.MergeFrom(type(papers)(channel=given["channel"]))
    after = desk.client.complete_arrival(
        known.id, known.etag, papers, request_id=desk.new_request_id(), rehearse=rehearse
    )
    _told(desk, after, rehearse)


@verb(
    arrival,
    "examine",
    "登记党员档案审查结果；有疑问的转组织部。",
    "Record what the member file holds; doubts go to the office.",
    ["arrival examine t-… --age 19 --activist-months 14 --months-before-leaving 11 "
     "--book --authority --own-place --dates-agree"],
)  # fmt: skip
@case_argument
@_option("--age", "入党时周岁。", "Age at admission.", type=int, required=True)
@_option(
    "--activist-months", "积极分子培养月数。", "Months as an activist.", type=int, required=True
)
@_option(
    "--months-before-leaving",
    "入党至离开原单位的足月数。",
    "Full months between admission and leaving.",
    type=int,
    required=True,
)
@_option("--book", "有入党志愿书。", "The book of admission is there.", is_flag=True)
@_option("--authority", "审批机关有权限。", "Approved by who may.", is_flag=True)
@_option(
    "--own-place", "在学习或工作地入党。", "Admitted where he studied or worked.", is_flag=True
)
@_option("--dates-agree", "各项日期一致。", "All dates agree.", is_flag=True)
@_option("--note", "说明。", "A note.", default="")
@rehearsable
@pass_desk
def examine(desk: Desk, /, case: str, rehearse: bool, **found: Any) -> None:
    known = desk.client.transfer(resolve.transfer_id(desk, case))
    output.note(views.summary(known))
    after = desk.client.examine_file(
        known.id,
        known.etag,
        {
            "age_at_admission": found["age"],
            "activist_months": found["activist_months"],
            "months_before_leaving": found["months_before_leaving"],
            "book_present": found["book"],
            "authority_held": found["authority"],
            "admitted_at_own_place": found["own_place"],
            "dates_agree": found["dates_agree"],
            "note": found["note"],
        },
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    output.note(
        terms.term("TRANSFER_STATE_IN_DOUBT")
        if after.examination.outcome != "in_order"
        else say("档案符合要求，可以签字。", "The file is in order; it may be signed.")
    )
    _told(desk, after, rehearse)  # fmt: skip


@verb(
    arrival,
    "resolve",
    "函询后解除存疑，继续办理。",
    "End a doubt after the inquiry; the case goes on.",
    ["arrival resolve t-… --because 原党委函复：手续完备"],
)
@case_argument
@_option("--because", "查询结果和文号。", "What the inquiry found.", required=True)
@rehearsable
@pass_desk
def resolve_doubt(desk: Desk, case: str, because: str, rehearse: bool) -> None:
    known = desk.client.transfer(resolve.transfer_id(desk, case))
    output.note(views.summary(known))
    after = desk.client.resolve_doubt(
        known.id, known.etag, because, request_id=desk.new_request_id(), rehearse=rehearse
    )
    _told(desk, after, rehearse)
