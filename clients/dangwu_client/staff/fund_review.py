"""`dangwu fund`, the review: the branch deliberates, the committee endorses, signers approve."""

import click

from dangwu_client.staff import fund_views
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import (
    BECAUSE,
    CASE,
    ON,
    POOL,
    RESOLUTION,
    WHY,
    act,
    day,
    meeting,
    pool_id,
)
from dangwu_client.staff.money import YUAN
from dangwu_client.staff.parts import EnumWord, Verb, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

BODY, OFFICE = EnumWord("BRANCH_BODY_"), EnumWord("SCREENING_OFFICE_")
REASON = EnumWord("DENIAL_REASON_")
SUM = click.argument("amount", type=YUAN, metavar=say("金额（元）", "YUAN"))


def add_to(group: click.Group) -> None:
    """Give `fund` its verbs of review."""
    for name, zh, en, example, function in VERBS:
        made = verb(group, name, zh, en, [example])(function)
        assert isinstance(made, Verb)


@CASE
@click.option(
    "--body",
    type=BODY,
    default="committee",
    metavar=say("会议", "BODY"),
    help=say("会议：", "Body: ") + BODY.listed(),
)
@ON
@meeting
@click.option(
    "--minutes",
    required=True,
    metavar=say("文号", "NUMBER"),
    help=say("会议记录编号。", "Its number."),
)
@click.option(
    "--attest", is_flag=True, help=say("支部认定证明材料属实。", "The branch attests the papers.")
)
@rehearsable
@pass_desk
def _deliberate(
    desk: Desk,
    case: str,
    body: str,
    on: str | None,
    entitled: int,
    present: int,
    in_favour: int,
    minutes: str,
    attest: bool,
    rehearse: bool,
) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.record_deliberation(
            found.id,
            found.etag,
            body=body,
            held_on=day(on),
            entitled=entitled,
            present=present,
            in_favour=in_favour,
            minutes=minutes,
            evidence_attested=attest,
            request_id=request_id,
            rehearse=rehearse,
        ),
    )


@CASE
@SUM
@WHY
@rehearsable
@pass_desk
def _endorse(desk: Desk, case: str, amount: int, because: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.endorse_application(
            found.id, found.etag, amount, because, request_id=request_id, rehearse=rehearse
        ),
    )


@CASE
@click.argument("office", type=OFFICE, metavar=say("部门", "OFFICE"))
@click.option(
    "--document",
    required=True,
    metavar=say("文号", "DOCUMENT"),
    help=say("复函文号。", "The reply."),
)
@click.option(
    "--asked", default="", metavar=say("日期", "DAY"), help=say("征求日期。", "Asked on.")
)
@click.option("--objects", is_flag=True, help=say("对方有异议。", "The office objects."))
@ON
@rehearsable
@pass_desk
def _screen(
    desk: Desk,
    case: str,
    office: str,
    document: str,
    asked: str,
    objects: bool,
    on: str | None,
    rehearse: bool,
) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.record_screening(
            found.id,
            found.etag,
            office,
            asked_on=asked or day(on),
            replied_on=day(on),
            objects=objects,
            document=document,
            request_id=request_id,
            rehearse=rehearse,
        ),
    )


@CASE
@SUM
@POOL
@WHY
@rehearsable
@pass_desk
def _propose(desk: Desk, case: str, amount: int, pool: str, because: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.propose_grant(
            found.id,
            found.etag,
            pool_id(desk, pool),
            amount,
            because,
            request_id=request_id,
            rehearse=rehearse,
        ),
    )


@CASE
@RESOLUTION
@rehearsable
@pass_desk
def _sign(desk: Desk, case: str, resolution: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.sign_grant(
            found.id, found.etag, resolution, request_id=request_id, rehearse=rehearse
        ),
    )


@CASE
@pass_desk
def _ladder(desk: Desk, case: str) -> None:
    found = desk.fund.grant_ladder(fund_views.find(desk, case).id)
    desk.emit(found, lambda: fund_views.ladder(found))


@CASE
@BECAUSE
@rehearsable
@pass_desk
def _return(desk: Desk, case: str, because: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.return_application(
            found.id, found.etag, because, request_id=request_id, rehearse=rehearse
        ),
    )


@CASE
@click.argument("reason", type=REASON, metavar=say("理由", "REASON"))
@BECAUSE
@rehearsable
@pass_desk
def _reject(desk: Desk, case: str, reason: str, because: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.reject_application(
            found.id, found.etag, reason, because, request_id=request_id, rehearse=rehearse
        ),
    )


VERBS = (
    (
        "deliberate",
        "登记支部讨论结果（应急件为补登）。",
        "Record what the branch decided.",
        "fund deliberate 2026-0017 --entitled 5 --present 5 --for 5 --minutes 纪要6 --attest",
        _deliberate,
    ),
    (
        "endorse",
        "分党委审核，提出金额上报。",
        "The committee puts it forward with a sum.",
        "fund endorse 2026-0017 2000",
        _endorse,
    ),
    (
        "screen",
        "登记联审部门的答复。",
        "Record what an office replied.",
        "fund screen 2026-0017 纪委 --document 纪函〔2026〕7号",
        _screen,
    ),
    (
        "propose",
        "组织部提出金额和资金池，送签批。",
        "The department proposes sum and pool.",
        "fund propose 2026-0017 2000 --pool 留存党费",
        _propose,
    ),
    (
        "sign",
        "签批；最后一级签批即占用资金，须有决议。",
        "Sign; the last signature promises the money.",
        "fund sign 2026-0017 --resolution g-…",
        _sign,
    ),
    (
        "ladder",
        "由谁签批、签到哪一级、依据什么决议。",
        "Who signs, how far up, and on what resolution.",
        "fund ladder 2026-0017",
        _ladder,
    ),
    (
        "return",
        "退回支部补正。",
        "Send it back for mending.",
        "fund return 2026-0017 --because 缺少结算单",
        _return,
    ),
    (
        "reject",
        "不予通过。",
        "End it without aid.",
        "fund reject 2026-0017 not-eligible --because 不在范围",
        _reject,
    ),
)
