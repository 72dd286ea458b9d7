"""Drafts of editions, and decisions kept for cases that are worked elsewhere."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("book", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("canonical", sa.Text, nullable=False),
        sa.Column("dated", sa.Boolean, nullable=False),
        sa.Column("maker_id", sa.String(60), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("closed_by_id", sa.String(60), nullable=False),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "ruling",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("book", sa.String(80), nullable=False, index=True),
        sa.Column("receipt", sa.LargeBinary, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("kept_by_id", sa.String(60), nullable=False, index=True),
        sa.Column("kept_at", Instant, nullable=False),
        sa.Column("closed_at", Instant, nullable=True),
    )
