"""What came of a campaign, counted from its list when it is asked (汇总)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from dangwu.carefund.v1 import campaign_pb2
from services.carefund.campaigns.returning import RECEIVED
from services.carefund.lifecycle import State
from services.carefund.store import Application
from services.carefund.store import campaigns as store
from services.carefund.store.campaigns import Campaign, ReturnSheet, Seat
from services.carefund.store.payments import Payment
from services.carefund.wire import iso
from services.chassis.work import Work

APPROVED = frozenset(
    {State.APPROVED, State.PAYING, State.PAY_RETURNED, *RECEIVED, State.CLAIMED_BACK}
)
COUNTS = (
    "seats",
    "nominated",
    "approved",
    "approved_fen",
    "paid",
    "paid_fen",
    "paid_late",
    "confirmed",
    "unused",
)


def report(work: Work, campaign: Campaign) -> campaign_pb2.CampaignReport:
    """The report of a campaign, branch by branch and in all."""
    listed = store.nominees(work.session, campaign.id)
    late = _paid_after(work, campaign.pay_by, listed)
    own: dict[str, list[Application]] = defaultdict(list)
    for one in listed:
        own[one.branch_id].append(one)
    sheets = store.sheets_of(work.session, campaign.id)
    units = [
        _unit(seat, own[seat.organization_id], late, sheets.get(seat.organization_id))
        for seat in store.seats_of(work.session, campaign.id)
    ]
    total = campaign_pb2.UnitReport(
        **{field: sum(getattr(one, field) for one in units) for field in COUNTS}
    )
    return campaign_pb2.CampaignReport(campaign_id=campaign.id, total=total, units=units)


def _unit(
    seat: Seat, own: Sequence[Application], late: Collection[str], sheet: ReturnSheet | None
) -> campaign_pb2.UnitReport:
    approved = [one for one in own if State(one.state) in APPROVED]
    paid = [one for one in own if State(one.state) in RECEIVED]
    return campaign_pb2.UnitReport(
        organization_id=seat.organization_id,
        organization_name=seat.organization_name,
        seats=seat.seats,
        nominated=len(own),
        approved=len(approved),
        approved_fen=sum(one.approved_fen for one in approved),
        paid=len(paid),
        paid_fen=sum(one.approved_fen for one in paid),
        paid_late=sum(one.id in late for one in paid),
        confirmed=sum(one.state == State.CONFIRMED for one in own),
        unused=seat.seats - len(own),
        returned_on=iso(sheet.filed_on if sheet is not None else None),
    )


def _paid_after(work: Work, day: date, rows: Sequence[Application]) -> frozenset[str]:
    """Those whose money left after a day; what the bank sent back had not been paid."""
    asked = select(Payment.application_id).where(
        Payment.application_id.in_([one.id for one in rows]),
        Payment.paid_on > day,
        Payment.returned_on.is_(None),
    )
    return frozenset(work.session.scalars(asked))
