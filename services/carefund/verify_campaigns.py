"""What campaigns promise, checked over all rows."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.carefund.lifecycle import State
from services.carefund.store import campaigns
from services.carefund.store.campaigns import Campaign, Seat
from services.carefund.store.cases import Application, Resolution
from services.chassis.proof import Promise

PROPOSED = frozenset(
    {
        State.APPROVAL,
        State.APPROVED,
        State.PAYING,
        State.PAY_RETURNED,
        State.PAID,
        State.CONFIRMED,
        State.CLAIMED_BACK,
    }
)
APPROVED = PROPOSED - {State.APPROVAL}


def promises(session: Session) -> Iterable[Promise]:
    """Every promise of campaigns."""
    yield _places(session)
    yield _category(session)
    yield _resolved(session)


def _places(session: Session) -> Promise:
    """No branch has more on a list than places (C-094)."""
    promise = Promise("nobody_above_the_places")
    for campaign_id in session.scalars(select(Campaign.id)):
        for branch_id, taken in campaigns.taken(campaigns.nominees(session, campaign_id)).items():
            seat = session.get(Seat, (campaign_id, branch_id))
            promise.look(
                f"{campaign_id} {branch_id}", kept=seat is not None and taken <= seat.seats
            )
    return promise


def _category(session: Session) -> Promise:
    """What was proposed on a place is of the campaign's category (P-19)."""
    promise = Promise("places_serve_their_category")
    asked = select(Application, Campaign.category).join(
        Campaign, Campaign.id == Application.campaign_id
    )
    for one, category in session.execute(asked):
        if State(one.state) in PROPOSED:
            promise.look(one.id, kept=one.category == category)
    return promise


def _resolved(session: Session) -> Promise:
    """What was approved while the list stands is named by the campaign's one resolution."""
    promise = Promise("lists_are_resolved")
    for campaign in session.scalars(select(Campaign).where(Campaign.resolution_id != "")):
        resolution = session.get(Resolution, campaign.resolution_id)
        named = resolution.application_ids.split() if resolution is not None else []
        for one in campaigns.nominees(session, campaign.id):
            if State(one.state) in APPROVED:
                promise.look(one.id, kept=one.id in named)
    return promise
