"""Arrangements that run for a time, their contacts, and holds."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column(
            "member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True
        ),
        sa.Column("member_name", sa.String(120), nullable=False),
        sa.Column("organization_id", sa.String(20), nullable=False, index=True),
        sa.Column("organization_name", sa.String(120), nullable=False),
        sa.Column("transfer_id", sa.String(20), nullable=False),
        sa.Column("ended_by_id", sa.String(20), nullable=False),
        sa.Column("ground", sa.Integer, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date, nullable=True),
        sa.Column("back_on", sa.Date, nullable=True),
        sa.Column("ended_on", sa.Date, nullable=True),
        sa.Column("ended_because", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("last_contact_on", sa.Date, nullable=True),
        sa.Column("because", sa.Text, nullable=False),
    )
    op.create_index(
        "one_running_term_each",
        "term",
        ["member_id", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("term_id", sa.String(20), sa.ForeignKey("term.id"), nullable=False, index=True),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("reached", sa.Boolean, nullable=False),
        sa.Column("how", sa.String(120), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("by_id", sa.String(60), nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column(
            "member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True
        ),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("document", sa.String(120), nullable=False),
        sa.Column("because", sa.LargeBinary, nullable=False),
        sa.Column("placed_on", sa.Date, nullable=False),
        sa.Column("placed_by_id", sa.String(60), nullable=False),
        sa.Column("released_on", sa.Date, nullable=True),
        sa.Column("released_because", sa.Text, nullable=False),
    )
    op.create_index(
        "one_standing_hold_each",
        "hold",
        ["member_id", "code"],
        unique=True,
        sqlite_where=sa.text("released_on IS NULL"),
        postgresql_where=sa.text("released_on IS NULL"),
    )
