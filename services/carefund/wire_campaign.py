"""What callers see of campaigns."""

from collections.abc import Sequence

from dangwu.carefund.v1 import campaign_pb2, fund_pb2
from services.carefund import store
from services.carefund.campaigns import listing
from services.carefund.campaigns.listing import Doubles
from services.carefund.store import campaigns as kept
from services.carefund.store.campaigns import Campaign, ReturnSheet, Seat
from services.carefund.wire import iso, number
from services.chassis.work import Work


def campaign(work: Work, row: Campaign) -> campaign_pb2.Campaign:
    """A campaign, with its calendar, its places and how many are taken."""
    work.session.flush()
    seats = kept.seats_of(work.session, row.id)
    return campaign_pb2.Campaign(
        id=row.id,
        etag=str(row.version),
        kind=campaign_pb2.CampaignKind.Name(row.kind),
        year=row.festival_on.year,
        category=fund_pb2.CareCategory.Name(row.category),
        festival_on=iso(row.festival_on),
        calendar=_calendar(row),
        standard_fen=row.standard_fen,
        manner=campaign_pb2.QuotaManner.Name(row.manner),
        seats=sum(one.seats for one in seats),
        nominees=len(kept.nominees(work.session, row.id)),
        proposed_on=iso(row.proposed_on),
        resolution_id=row.resolution_id,
        closed_on=iso(row.closed_on),
    )


def _calendar(row: Campaign) -> campaign_pb2.CampaignCalendar:
    return campaign_pb2.CampaignCalendar(
        opened_on=iso(row.opened_on),
        nominate_by=iso(row.nominate_by),
        nominate_latest=iso(row.nominate_latest),
        review_by=iso(row.review_by),
        publicity_by=iso(row.publicity_by),
        screen_by=iso(row.screen_by),
        approve_by=iso(row.approve_by),
        pay_by=iso(row.pay_by),
        report_by=iso(row.report_by),
    )


def seats(row: Seat, taken: int) -> campaign_pb2.Seats:
    """The places of one branch."""
    return campaign_pb2.Seats(
        organization_id=row.organization_id,
        organization_name=row.organization_name,
        members=row.members,
        students=row.students,
        person=row.person,
        seats=row.seats,
        by_people=row.by_people,
        taken=taken,
    )


def nominees(rows: Sequence[store.Application], doubles: Doubles) -> list[campaign_pb2.Nominee]:
    """Those on a list, and what looks like double aid."""
    return [
        campaign_pb2.Nominee(
            application_id=one.id,
            number=number(one),
            member_id=one.member_id,
            member_name=one.member_name,
            branch_id=one.branch_id,
            branch_name=one.branch_name,
            state=fund_pb2.ApplicationState.Name(one.state),
            amount_fen=listing.amount(one),
            doubles=[
                campaign_pb2.Double(code=code, application_id=other)
                for code, other in doubles.get(one.id, ())
            ],
        )
        for one in rows
    ]


def sheet(row: ReturnSheet) -> campaign_pb2.ReturnSheet:
    return campaign_pb2.ReturnSheet(
        id=row.id,
        campaign_id=row.campaign_id,
        organization_id=row.organization_id,
        organization_name=row.organization_name,
        sheet_number=row.sheet_number,
        visited_on=iso(row.visited_on),
        received=row.received,
        filed_on=iso(row.filed_on),
    )
