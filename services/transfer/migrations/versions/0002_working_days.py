"""A rung remembers which days it counts; those made before keep calendar days."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "rung", sa.Column("counts", sa.String(10), nullable=False, server_default="calendar")
    )
