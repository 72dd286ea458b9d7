"""The journal, and the editions: rows of both are added and never changed."""

import sqlalchemy as sa
from alembic import op

from services.chassis import journal

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    journal.create_tables(op)
    op.create_table(
        "edition",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("book", sa.String(80), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("book", "in_force_from", "published_on", name="edition_dates"),
    )
    journal.keep_for_ever(op, "edition")
