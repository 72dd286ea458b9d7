"""Campaigns, the places and the return sheet of each branch, as kept; and questions to them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.carefund.lifecycle import State
from services.carefund.refusals_campaign import CampaignUnknown
from services.carefund.store.cases import Application
from services.carefund.store.tables import Base

NOTHING_CAME = frozenset({State.REJECTED, State.WITHDRAWN, State.EXPIRED})
"""In these an application holds no place."""


class Campaign(Base):
    """A campaign: one festival, one category of aid, and the calendar it was opened with."""

    __tablename__ = "campaign"
    __table_args__ = (
        Index("one_campaign_a_festival", "kind", "festival_on", "category", unique=True),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    kind: Mapped[int]
    category: Mapped[int]
    festival_on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime]
    opened_on: Mapped[date] = mapped_column(Date)
    nominate_by: Mapped[date] = mapped_column(Date)
    nominate_latest: Mapped[date] = mapped_column(Date)
    review_by: Mapped[date] = mapped_column(Date)
    publicity_by: Mapped[date] = mapped_column(Date)
    screen_by: Mapped[date] = mapped_column(Date)
    approve_by: Mapped[date] = mapped_column(Date)
    pay_by: Mapped[date] = mapped_column(Date)
    report_by: Mapped[date | None] = mapped_column(Date)
    standard_fen: Mapped[int] = mapped_column(BigInteger)
    manner: Mapped[int] = mapped_column(default=0)
    proposed_on: Mapped[date | None] = mapped_column(Date)
    resolution_id: Mapped[str] = mapped_column(String(20), default="")
    closed_on: Mapped[date | None] = mapped_column(Date)


class Seat(Base):
    """The places of one branch, and what was counted to give them."""

    __tablename__ = "seat"

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    organization_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    organization_name: Mapped[str]
    committee_id: Mapped[str] = mapped_column(String(20))
    members: Mapped[int]
    students: Mapped[int]
    # student, staff or retiree.
    person: Mapped[str] = mapped_column(String(10))
    seats: Mapped[int]
    by_people: Mapped[bool]


class ReturnSheet(Base):
    """What a branch reported after the visits."""

    __tablename__ = "return_sheet"
    __table_args__ = (Index("one_sheet_each", "campaign_id", "organization_id", unique=True),)

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaign.id"))
    organization_id: Mapped[str] = mapped_column(String(20))
    organization_name: Mapped[str]
    sheet_number: Mapped[str] = mapped_column(String(60))
    visited_on: Mapped[date] = mapped_column(Date)
    received: Mapped[int]
    filed_on: Mapped[date] = mapped_column(Date)
    filed_by_id: Mapped[str] = mapped_column(String(60))


def get_campaign(session: Session, campaign_id: str) -> Campaign:
    if campaign := session.get(Campaign, campaign_id):
        return campaign
    raise CampaignUnknown(id=campaign_id)


def campaigns(
    session: Session, before: tuple[datetime, str] | None, size: int
) -> Sequence[Campaign]:
    """The campaigns, newest first, before an instant and id."""
    asked = select(Campaign)
    if before is not None:
        at, campaign_id = before
        older = (Campaign.opened_at == at) & (Campaign.id < campaign_id)
        asked = asked.where((Campaign.opened_at < at) | older)
    asked = asked.order_by(Campaign.opened_at.desc(), Campaign.id.desc()).limit(size)
    return session.scalars(asked).all()


def _of_festival(kind: int, year: int) -> Any:
    """A festival is once a year, whichever day somebody takes for its first."""
    return (Campaign.kind == kind) & Campaign.festival_on.between(
        date(year, 1, 1), date(year, 12, 31)
    )


def campaign_for(session: Session, kind: int, year: int, category: int) -> Campaign | None:
    """The campaign of a category for a year's festival, if there is one."""
    asked = select(Campaign).where(_of_festival(kind, year), Campaign.category == category)
    return session.scalar(asked)


def festival_campaigns(session: Session, kind: int, year: int) -> Sequence[str]:
    """The ids of all campaigns for a year's festival."""
    asked = select(Campaign.id).where(_of_festival(kind, year))
    return session.scalars(asked).all()


def seats_of(session: Session, campaign_id: str) -> Sequence[Seat]:
    """The places of a campaign, branch by branch."""
    asked = select(Seat).where(Seat.campaign_id == campaign_id)
    return session.scalars(asked.order_by(Seat.organization_name, Seat.organization_id)).all()


def sheets_of(session: Session, campaign_id: str) -> Mapping[str, ReturnSheet]:
    """The return sheets of a campaign, by branch."""
    asked = select(ReturnSheet).where(ReturnSheet.campaign_id == campaign_id)
    return {one.organization_id: one for one in session.scalars(asked)}


def nominees(session: Session, campaign_id: str) -> Sequence[Application]:
    """The list: applications put forward that have not come to nothing, in order."""
    asked = select(Application).where(
        Application.campaign_id == campaign_id,
        Application.state.not_in([state.value for state in NOTHING_CAME]),
    )
    return session.scalars(asked.order_by(Application.year, Application.number)).all()


def taken(rows: Sequence[Application]) -> Mapping[str, int]:
    """How many places of each branch a list takes."""
    return Counter(one.branch_id for one in rows)
