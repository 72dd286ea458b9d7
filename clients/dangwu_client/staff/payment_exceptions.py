"""`dangwu payment allow-cash` and `expire`: what is out of the ordinary before a payment."""

import click

from dangwu_client.staff.desk import Desk
from dangwu_client.staff.fund_parts import BECAUSE, CASE, act
from dangwu_client.staff.parts import pass_desk, rehearsable, verb


def add_to(group: click.Group) -> None:
    """Give `payment` these."""
    verb(
        group,
        "allow-cash",
        "审批人：同意以现金发放，说明理由。",
        "A signer allows cash, with the reason.",
        ["payment allow-cash 2026-0017 --because 住院不便转账"],
    )(_allow_cash)
    verb(
        group,
        "expire",
        "会计：批准逾期未付的，释放占用的资金。",
        "The accountant ends an approval that became too old.",
        ["payment expire 2026-0017"],
    )(_expire)


@CASE
@BECAUSE
@rehearsable
@pass_desk
def _allow_cash(desk: Desk, case: str, because: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.allow_cash(
            found.id, found.etag, because, request_id=request_id, rehearse=rehearse
        ),
    )


@CASE
@rehearsable
@pass_desk
def _expire(desk: Desk, case: str, rehearse: bool) -> None:
    act(
        desk,
        case,
        rehearse,
        lambda found, request_id: desk.fund.expire_grant(
            found.id, found.etag, request_id=request_id, rehearse=rehearse
        ),
    )
