"""How campaigns, their places and lists are shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dangwu_client.staff import fund_views, output, terms
from dangwu_client.staff.money import yuan
from dangwu_client.staff.words import say

if TYPE_CHECKING:
    from dangwu.carefund.v1.campaign_pb2 import Campaign, Nominee, Seats, UnitReport

DOUBLES = {
    "SAME_HOUSEHOLD": ("夫妻同列", "husband and wife"),
    "OTHER_CAMPAIGN": ("另一活动已列", "in another campaign"),
    "OTHER_CASE": ("另有申请", "another case"),
}


def _kind(one: "Campaign") -> str:
    from dangwu.carefund.v1.campaign_pb2 import CampaignKind

    return terms.term(CampaignKind.Name(one.kind))


def table(rows: "Sequence[Campaign]") -> None:
    """Campaigns, one a line."""
    output.table(
        [
            say("活动", "campaign"), say("节日", "festival"), say("日期", "on"),
            say("类别", "category"), say("名额", "places"), say("已推荐", "nominated"),
            say("结束", "closed"),
        ],
        [
            [
                one.id, _kind(one), one.festival_on, fund_views.category(one.category),
                str(one.seats), str(one.nominees), one.closed_on,
            ]
            for one in rows
        ],
        drop_empty=True,
    )  # fmt: skip


def whole(one: "Campaign") -> None:
    """A campaign with its calendar."""
    table([one])
    days = one.calendar
    output.pairs(
        [
            (say("标准（元）", "standard"), yuan(one.standard_fen)),
            (say("推荐截止", "nominations by"), days.nominate_by),
            (say("审核", "review by"), days.review_by),
            (say("公示", "publicity by"), days.publicity_by),
            (say("复核", "screening by"), days.screen_by),
            (say("批准", "approval by"), days.approve_by),
            (say("付款", "payment by"), days.pay_by),
            (say("回表", "sheets by"), days.report_by),
            (say("报批", "proposed"), one.proposed_on),
            (say("决议", "resolution"), one.resolution_id),
        ]
    )


def everything(one: "Campaign", seats: "Sequence[Seats]", listed: "Sequence[Nominee]") -> None:
    """A campaign, its places and its list."""
    whole(one)
    output.table(
        [
            say("党支部", "branch"),
            say("党员", "members"),
            say("名额", "places"),
            say("已用", "taken"),
        ],
        [
            [seat.organization_name, str(seat.members), str(seat.seats), str(seat.taken)]
            for seat in seats
        ],
    )
    output.table(
        [
            say("申请", "case"), say("姓名", "member"), say("党支部", "branch"),
            say("金额（元）", "yuan"), say("状态", "state"), say("疑似重复", "doubles"),
        ],
        [
            [
                nominee.number, nominee.member_name, nominee.branch_name,
                yuan(nominee.amount_fen), fund_views.state(nominee.state),
                "、".join(say(*DOUBLES.get(double.code, (double.code, double.code)))
                          for double in nominee.doubles),
            ]
            for nominee in listed
        ],
        drop_empty=True,
    )  # fmt: skip


def report(units: "Sequence[UnitReport]") -> None:
    """What a campaign came to, unit by unit."""
    output.table(
        [
            say("单位", "unit"), say("名额", "places"), say("推荐", "nominated"),
            say("批准", "approved"), say("金额（元）", "yuan"), say("已付", "paid"),
            say("确认", "confirmed"), say("未用", "unused"), say("回表", "sheet"),
        ],
        [
            [
                one.organization_name or say("合计", "total"), str(one.seats), str(one.nominated),
                str(one.approved), yuan(one.approved_fen), str(one.paid), str(one.confirmed),
                str(one.unused), one.returned_on,
            ]
            for one in units
        ],
    )  # fmt: skip
