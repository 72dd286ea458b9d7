"""The noun `dangwu campaign` itself, and what its verbs share."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from dangwu_client.staff import campaign_views
from dangwu_client.staff.desk import Desk
from dangwu_client.staff.parts import noun
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.campaign_pb2 import Campaign

CAMPAIGN = click.argument("campaign_id", metavar=say("活动", "CAMPAIGN"))


@noun(
    "campaign", "慰问活动（七一、春节）：名额、名单、付款。", "Campaigns: places, list, payments."
)
def campaign() -> None:
    pass


def do(
    desk: Desk,
    campaign_id: str,
    rehearse: bool,
    change: "Callable[[Campaign, str], Campaign]",
) -> None:
    """Acts on a campaign as it stands, and shows what it is then."""
    done = change(desk.fund.campaign(campaign_id), desk.new_request_id())
    desk.emit(done, lambda: campaign_views.whole(done))
    desk.done(rehearse)
