"""Putting an application forward in a campaign, on a place of its branch, and taking it out."""

from services.carefund.campaigns import opening
from services.carefund.refusals_campaign import (
    CategoryUnfit,
    ListFixed,
    NominatedAlready,
    NominationLate,
    NotNominated,
    QuotaFull,
)
from services.carefund.store import Application
from services.carefund.store import campaigns as store
from services.carefund.store.campaigns import Campaign, Seat
from services.chassis.work import Work


def require_place(work: Work, application: Application, campaign_id: str) -> Campaign:
    """The campaign, if it has a place for this application now; refuses otherwise."""
    campaign = opening.still_open(work, campaign_id)
    if campaign.proposed_on is not None:
        raise ListFixed(id=campaign.id, on=campaign.proposed_on)
    if work.today > campaign.nominate_by:
        raise NominationLate(id=campaign.id, on=campaign.nominate_by)
    if application.category != campaign.category:
        raise CategoryUnfit()
    if application.campaign_id:
        raise NominatedAlready(application=application.id)
    listed = store.nominees(work.session, campaign.id)
    for one in listed:
        if one.member_id == application.member_id:
            raise NominatedAlready(application=one.id)
    seat = work.session.get(Seat, (campaign.id, application.branch_id))
    seats = seat.seats if seat is not None else 0
    if store.taken(listed)[application.branch_id] >= seats:
        raise QuotaFull(seats=seats)
    return campaign


def require_nominated(work: Work, application: Application) -> Campaign:
    """The campaign an application is in, if it is not over; refuses otherwise."""
    if not application.campaign_id:
        raise NotNominated(application=application.id)
    return opening.still_open(work, application.campaign_id)
