"""What was announced to whom, and how it was delivered."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("person_id", sa.String(20), nullable=False, index=True),
        sa.Column("subject_id", sa.String(20), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("mark", sa.Integer, nullable=False),
        sa.Column("deadline", sa.LargeBinary, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("because_en", sa.Text, nullable=False),
        sa.Column("announced_on", sa.Date, nullable=False),
        sa.Column("acknowledged_at", Instant, nullable=True),
        sa.UniqueConstraint(
            "person_id", "subject_id", "what", "due_on", "mark", name="one_reminder_each"
        ),
    )
    op.create_table(
        "delivery",
        sa.Column("reminder_id", sa.String(20), sa.ForeignKey("reminder.id"), primary_key=True),
        sa.Column("way", sa.String(10), primary_key=True),
        sa.Column("parcel", sa.String(32), nullable=False, index=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", Instant, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
    )
