"""Terms taken back before their first day, and the day on which each was entered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "post", sa.Column("is_void", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("post", sa.Column("entered_on", sa.Date(), nullable=True))
