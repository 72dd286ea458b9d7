"""The journal, the entries and how far each source has come; entries are never changed."""

import sqlalchemy as sa
from alembic import op

from services.chassis import journal
from services.chassis.database import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    journal.create_tables(op)
    op.create_table(
        "entry",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.String(60), nullable=False),
        sa.Column("post_id", sa.String(20), nullable=False),
        sa.Column("directory_revision", sa.BigInteger(), nullable=False),
        sa.Column("rpc", sa.String(120), nullable=False),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("subject_id", sa.String(60), nullable=False),
        sa.Column("outcome", sa.String(60), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("source", "sequence", name="entry_sequence"),
    )
    op.create_index("entry_subject", "entry", ["subject_id", "position"])
    op.create_index("entry_actor", "entry", ["actor_id", "position"])
    op.create_table(
        "source",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("last_sequence", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.String(64), nullable=False),
        sa.Column("last_at", Instant(), nullable=True),
        sa.Column("missing_sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    journal.keep_for_ever(op, "entry")
