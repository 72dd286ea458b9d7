"""`dangwu fund hasten` and `owed`: the emergency path, and what is owed after it."""

import click

from dangwu_client.staff import output, terms
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import CASE, RESOLUTION, act, pool_id
from dangwu_client.staff.parts import pass_desk, rehearsable, verb
from dangwu_client.staff.words import say


def add_to(group: click.Group) -> None:
    """Give `fund` its emergency path."""
    for name, zh, en, example, function in VERBS:
        verb(group, name, zh, en, [example])(function)


@CASE
@click.option(
    "--pool", default="", metavar=say("资金池", "POOL"), help=say("由哪个池支付。", "Which pays.")
)
@RESOLUTION
@rehearsable
@pass_desk
def _hasten(desk: Desk, case: str, pool: str, resolution: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.sign_emergency(
            found.id,
            found.etag,
            pool_id=pool_id(desk, pool) if pool else "",
            resolution_id=resolution,
            request_id=request_id,
            rehearse=rehearse,
        ),
    )


@click.option("--all", "everything", is_flag=True, help=say("也列出已补办的。", "Those done too."))
@pass_desk
def _owed(desk: Desk, everything: bool) -> None:
    from dangwu.carefund.v1.emergency_pb2 import ObligationKind

    rows = list(desk.fund.obligations(open=not everything))
    desk.emit(
        {"obligations": rows},
        lambda: output.table(
            [
                say("申请", "case"), say("事项", "owed"), say("期限", "due"),
                say("已补", "done"), say("逾期", "overdue"),
            ],
            [
                [
                    one.application_number, terms.term(ObligationKind.Name(one.kind)),
                    one.due_on, one.done_on, say("逾期", "overdue") if one.overdue else "",
                ]
                for one in rows
            ],
            drop_empty=True,
        ),
    )  # fmt: skip
    if not rows:
        output.note(say("没有应补办的事项。", "Nothing is owed."))


VERBS = (
    (
        "hasten",
        "应急审批：分党委书记、组织部部长先后签批。",
        "Sign an emergency: two people, one after the other.",
        "fund hasten 2026-0018 --pool 学校拨款 --resolution g-…",
        _hasten,
    ),
    (
        "owed",
        "应急支付后还有哪些手续未补。",
        "What emergency cases still owe.",
        "fund owed",
        _owed,
    ),
)
