"""The roll, transfers and their rungs."""

import sqlalchemy as sa
from alembic import op

from services.chassis import journal
from services.chassis.database import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    journal.create_tables(op)
    _members()
    _transfers()


def _members() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("kind", sa.Integer, nullable=False),
        sa.Column("category", sa.Integer, nullable=False),
        sa.Column("campus_number", sa.String(30), nullable=False, unique=True),
        sa.Column("id_number", sa.LargeBinary, nullable=False),
        sa.Column("id_number_index", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("id_number_masked", sa.String(18), nullable=False),
        sa.Column("phone", sa.LargeBinary, nullable=True),
        sa.Column("phone_index", sa.LargeBinary(32), nullable=True, index=True),
        sa.Column("phone_masked", sa.String(20), nullable=False),
        sa.Column("joined_on", sa.Date, nullable=False),
        sa.Column("probation_ends_on", sa.Date, nullable=True),
        sa.Column("dues_through", sa.String(7), nullable=False),
    )
    op.create_table(
        "relationship",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column(
            "member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True
        ),
        sa.Column("organization_id", sa.String(20), nullable=False, index=True),
        sa.Column("organization_name", sa.String(120), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("until", Instant, nullable=True),
        sa.Column("transfer_id", sa.String(20), nullable=False),
    )
    open_only = sa.text("until IS NULL")
    op.create_index(
        "one_relationship_each",
        "relationship",
        ["member_id"],
        unique=True,
        sqlite_where=open_only,
        postgresql_where=open_only,
    )


def _transfers() -> None:
    op.create_table(
        "transfer",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column(
            "member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True
        ),
        sa.Column("member_name", sa.String(120), nullable=False),
        sa.Column("category", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("source_id", sa.String(20), nullable=False, index=True),
        sa.Column("source_name", sa.String(120), nullable=False),
        sa.Column("destination_id", sa.String(20), nullable=False, index=True),
        sa.Column("destination_name", sa.String(120), nullable=False),
        sa.Column("committee_id", sa.String(20), nullable=False),
        sa.Column("branch_id", sa.String(20), nullable=False, index=True),
        sa.Column("branch_name", sa.String(120), nullable=False),
        sa.Column("reason", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("filed_by_id", sa.String(60), nullable=False),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Column("waits_on_id", sa.String(20), nullable=False, index=True),
        sa.Column("waits_since", Instant, nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("returned_because", sa.Text, nullable=False),
        sa.Column("rejected_because", sa.Integer, nullable=False),
        sa.Column("rejected_note", sa.Text, nullable=False),
        sa.Column("turned_back_by", sa.Text, nullable=False),
        sa.Column("decisions", sa.LargeBinary, nullable=False),
    )
    open_only = sa.text("ended_at IS NULL")
    op.create_index(
        "one_open_transfer_each",
        "transfer",
        ["member_id"],
        unique=True,
        sqlite_where=open_only,
        postgresql_where=open_only,
    )
    op.create_table(
        "rung",
        sa.Column("transfer_id", sa.String(20), sa.ForeignKey("transfer.id"), primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("acts", sa.String(60), nullable=False),
        sa.Column("organization_id", sa.String(20), nullable=False),
        sa.Column("organization_name", sa.String(120), nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=True),
        sa.Column("signed_by_id", sa.String(60), nullable=False),
        sa.Column("signed_by_name", sa.String(120), nullable=False),
        sa.Column("signed_post_id", sa.String(20), nullable=False),
        sa.Column("signed_at", Instant, nullable=True),
        sa.Column("passed_on", sa.Text, nullable=False),
    )
