"""Campaigns, the places of each branch and its return sheet."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0005"
down_revision = "0004"

DAYS = (
    "opened_on",
    "nominate_by",
    "nominate_latest",
    "review_by",
    "publicity_by",
    "screen_by",
    "approve_by",
    "pay_by",
)


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Integer, nullable=False),
        sa.Column("category", sa.Integer, nullable=False),
        sa.Column("festival_on", sa.Date, nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        *[sa.Column(name, sa.Date, nullable=False) for name in DAYS],
        sa.Column("report_by", sa.Date, nullable=True),
        sa.Column("standard_fen", sa.BigInteger, nullable=False),
        sa.Column("manner", sa.Integer, nullable=False),
        sa.Column("proposed_on", sa.Date, nullable=True),
        sa.Column("resolution_id", sa.String(20), nullable=False),
        sa.Column("closed_on", sa.Date, nullable=True),
    )
    op.create_index(
        "one_campaign_a_festival", "campaign", ["kind", "festival_on", "category"], unique=True
    )
    op.create_table(
        "seat",
        sa.Column("campaign_id", sa.String(20), sa.ForeignKey("campaign.id"), primary_key=True),
        sa.Column("organization_id", sa.String(20), primary_key=True),
        sa.Column("organization_name", sa.String(120), nullable=False),
        sa.Column("committee_id", sa.String(20), nullable=False),
        sa.Column("members", sa.Integer, nullable=False),
        sa.Column("students", sa.Integer, nullable=False),
        sa.Column("person", sa.String(10), nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("by_people", sa.Boolean, nullable=False),
    )
    op.create_table(
        "return_sheet",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("campaign_id", sa.String(20), sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("organization_id", sa.String(20), nullable=False),
        sa.Column("organization_name", sa.String(120), nullable=False),
        sa.Column("sheet_number", sa.String(60), nullable=False),
        sa.Column("visited_on", sa.Date, nullable=False),
        sa.Column("received", sa.Integer, nullable=False),
        sa.Column("filed_on", sa.Date, nullable=False),
        sa.Column("filed_by_id", sa.String(60), nullable=False),
    )
    op.create_index(
        "one_sheet_each", "return_sheet", ["campaign_id", "organization_id"], unique=True
    )
    op.add_column(
        "application",
        sa.Column("campaign_id", sa.String(20), nullable=False, server_default=""),
    )
    op.create_index("ix_application_campaign_id", "application", ["campaign_id"])
