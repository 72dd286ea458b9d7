"""Login codes, sessions and the secrets that renew them, each kept as a fingerprint."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "login_code",
        sa.Column("id", sa.String(14), nullable=False),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("front", sa.String(4), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
        sa.Column("issued_by", sa.String(60), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("tries_left", sa.SmallInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("tries_left >= 0", name="login_code_tries"),
    )
    op.create_index("ix_login_code_account", "login_code", ["account"])
    op.create_index("ix_login_code_front", "login_code", ["front"])
    op.create_table(
        "login_session",
        sa.Column("id", sa.String(14), nullable=False),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("expires_at > started_at", name="login_session_lasts"),
    )
    op.create_table(
        "login_renewal",
        sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
        sa.Column("session_id", sa.String(14), nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint"),
        sa.ForeignKeyConstraint(["session_id"], ["login_session.id"]),
    )
    op.create_index("ix_login_renewal_session_id", "login_renewal", ["session_id"])
