"""After the visits: return sheets (回执), and the end of a campaign."""

from collections.abc import Sequence

from dangwu.carefund.v1 import campaign_list_pb2
from services.carefund import holding
from services.carefund.campaigns import opening
from services.carefund.lifecycle import State
from services.carefund.refusals import DatesUnfit
from services.carefund.refusals_campaign import (
    ListOpen,
    ReturnsMissing,
    ReturnThere,
    ReturnUnfit,
    UnitAbsent,
)
from services.carefund.store import Application
from services.carefund.store import campaigns as store
from services.carefund.store.campaigns import Campaign, ReturnSheet, Seat
from services.carefund.wire import number
from services.chassis.civil import parse_date
from services.chassis.errors import FieldFault
from services.chassis.ids import new_id
from services.chassis.work import Work

RECEIVED = (State.PAID, State.CONFIRMED)
ENDED = (State.CONFIRMED, State.CLAIMED_BACK)


def filed(work: Work, request: campaign_list_pb2.FileReturnRequest) -> ReturnSheet:
    """A branch's return sheet, not kept yet; refuses where it does not agree with the payments."""
    campaign = opening.still_open(work, request.campaign_id)
    seat = work.session.get(Seat, (campaign.id, request.organization_id))
    if seat is None or not seat.seats:
        raise UnitAbsent(organization=request.organization_id)
    holding.require_among(work, holding.levels(work, seat.committee_id))
    there = store.sheets_of(work.session, campaign.id).get(seat.organization_id)
    if there is not None:
        raise ReturnThere(id=there.id)
    visited_on = parse_date(request.visited_on, "visited_on")
    if not campaign.opened_on <= visited_on <= work.today:
        zh, en = "走访日期应在活动开始之后、今天之前。", "Visits are after the opening, not ahead."
        raise DatesUnfit(FieldFault("visited_on", zh, en), field="visited_on")
    paid = len(received(store.nominees(work.session, campaign.id), seat.organization_id))
    if request.received != paid:
        raise ReturnUnfit(received=request.received, paid=paid)
    return ReturnSheet(
        id=new_id("k"),
        campaign_id=campaign.id,
        organization_id=seat.organization_id,
        organization_name=seat.organization_name,
        sheet_number=request.sheet_number,
        visited_on=visited_on,
        received=request.received,
        filed_on=work.today,
        filed_by_id=work.actor.id,
    )


def require_over(work: Work, campaign: Campaign) -> None:
    """Refuses unless everything on the list has ended and every branch that was paid reported."""
    listed = store.nominees(work.session, campaign.id)
    still = [one for one in listed if one.state not in ENDED]
    if still:
        raise ListOpen(applications=", ".join(map(number, still)))
    sheets = store.sheets_of(work.session, campaign.id)
    silent = {one.branch_name for one in listed if one.branch_id not in sheets}
    if silent:
        raise ReturnsMissing(units="、".join(sorted(silent)))


def received(listed: Sequence[Application], branch_id: str) -> list[Application]:
    """Those of a branch whose money was paid."""
    return [one for one in listed if one.branch_id == branch_id and one.state in RECEIVED]
