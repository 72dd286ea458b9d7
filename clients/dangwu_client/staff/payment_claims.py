"""`dangwu payment claim` and its kin: money that is to come back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dangwu_client.errors import Unknown
from dangwu_client.staff import fund_views, output
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import BECAUSE, CASE, FLOW, ON, day
from dangwu_client.staff.money import YUAN, yuan
from dangwu_client.staff.parts import cut, limited, pass_desk, rehearsable, verb
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.claim_pb2 import Claim

SUM = click.argument("amount", type=YUAN, metavar=say("金额（元）", "YUAN"))


def add_to(group: click.Group) -> None:
    """Give `payment` its claims."""
    verb(
        group,
        "claim",
        "组织部：追回不应支付的款项；弄虚作假的同时停止申请资格。",
        "The department claims money back; for a false claim he is barred.",
        ["payment claim 2026-0017 2000 --because 材料不实 --fraud"],
    )(_claim)
    verb(
        group,
        "recovered",
        "会计：登记收到的追回款，可分次。",
        "The accountant books what came back, in whole or in part.",
        ["payment recovered z-… 500 --flow 2026070100003"],
    )(_recovered)
    verb(
        group, "claims", "列出追回。", "List claims.", ["payment claims --open"],
    )(_claims)  # fmt: skip


@CASE
@SUM
@BECAUSE
@click.option("--fraud", is_flag=True, help=say("申请不实。", "The application was false."))
@rehearsable
@pass_desk
def _claim(desk: Desk, case: str, amount: int, because: str, fraud: bool, rehearse: bool) -> None:
    found = fund_views.find(desk, case)
    made = desk.fund.claim_back(
        found.id,
        found.etag,
        amount,
        because,
        fraud=fraud,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(made, lambda: _table([made]))
    desk.done(rehearse)


@click.argument("claim_id", metavar=say("追回", "CLAIM"))
@SUM
@FLOW
@ON
@rehearsable
@pass_desk
def _recovered(
    desk: Desk, claim_id: str, amount: int, flow: str, on: str | None, rehearse: bool
) -> None:
    found = next((one for one in desk.fund.claims() if one.id == claim_id), None)
    if found is None:
        raise Unknown(
            "CLAIM_UNKNOWN",
            "没有这笔追回。请用 dangwu payment claims 查看。",
            "There is no such claim; see: dangwu payment claims",
            code="NOT_FOUND",
        )
    done = desk.fund.record_recovery(
        found.id,
        found.etag,
        amount,
        received_on=day(on),
        bank_reference=flow,
        request_id=desk.new_request_id(),
        rehearse=rehearse,
    )
    desk.emit(done, lambda: _table([done]))
    desk.done(rehearse)


@click.option("--open", "only_open", is_flag=True, help=say("只列未收齐的。", "Only open ones."))
@limited
@pass_desk
def _claims(desk: Desk, only_open: bool, limit: int, everything: bool) -> None:
    rows = cut(desk.fund.claims(only_open), limit, everything)
    desk.emit({"claims": rows}, lambda: _table(rows))
    if not rows:
        output.note(say("没有追回。", "No claims."))


def _table(rows: "Sequence[Claim]") -> None:
    output.table(
        [
            say("追回", "claim"), say("申请", "case"), say("应追回（元）", "claimed"),
            say("已收回（元）", "recovered"), say("日期", "on"), say("停止申请至", "barred until"),
        ],
        [
            [
                one.id, one.application_id, yuan(one.amount_fen), yuan(one.recovered_fen),
                one.claimed_on, one.barred_until,
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip
