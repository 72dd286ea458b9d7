"""Letters, their numbers, and receipts, which stay as they are for ever."""

import sqlalchemy as sa
from alembic import op

from services.chassis import journal
from services.chassis.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "letter_number",
        sa.Column("issuer_id", sa.String(20), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("issuer_id", sa.String(20), nullable=False),
        sa.Column("issuer_name", sa.String(120), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column(
            "transfer_id", sa.String(20), sa.ForeignKey("transfer.id"), nullable=False, index=True
        ),
        sa.Column(
            "member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True
        ),
        sa.Column("member_name", sa.String(120), nullable=False),
        sa.Column("addressee_id", sa.String(20), nullable=False),
        sa.Column("addressee_name", sa.String(120), nullable=False),
        sa.Column("destination", sa.String(120), nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("valid_days", sa.Integer, nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.Column("validity_because", sa.Text, nullable=False),
        sa.Column("void_on", sa.Date, nullable=True),
        sa.Column("void_because", sa.Text, nullable=False),
        sa.Column("void_by_id", sa.String(60), nullable=False),
        sa.Column("replaces_id", sa.String(20), nullable=False),
        sa.Column("prints", sa.Integer, nullable=False),
        sa.Column("last_printed_by_id", sa.String(60), nullable=False),
        sa.Column("last_printed_at", Instant, nullable=True),
        sa.Column("addressee_told_on", sa.Date, nullable=True),
        sa.Column("addressee_told_how", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("handoff_hash", sa.LargeBinary(32), nullable=True),
        sa.Column("handoff_tries", sa.Integer, nullable=False),
        sa.Column("handoff_used_at", Instant, nullable=True),
        sa.Column("decisions", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("issuer_id", "year", "serial", name="one_letter_a_number"),
    )
    op.create_index(
        "one_live_letter_each",
        "letter",
        ["transfer_id"],
        unique=True,
        sqlite_where=sa.text("state = 'LIVE'"),
        postgresql_where=sa.text("state = 'LIVE'"),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column(
            "transfer_id", sa.String(20), sa.ForeignKey("transfer.id"), nullable=False, unique=True
        ),
        sa.Column("letter_id", sa.String(20), nullable=False, index=True),
        sa.Column("letter_hash", sa.String(64), nullable=False),
        sa.Column("receiver_id", sa.String(20), nullable=False, index=True),
        sa.Column("receiver_name", sa.String(120), nullable=False),
        sa.Column("branch", sa.String(120), nullable=False),
        sa.Column("accepted_on", sa.Date, nullable=False),
        sa.Column("recorded_on", sa.Date, nullable=False),
        sa.Column("recorded_by_id", sa.String(60), nullable=False),
        sa.Column("channel", sa.Integer, nullable=False),
        sa.Column("by_handoff", sa.Boolean, nullable=False),
        sa.Column("image", sa.LargeBinary, nullable=True),
        sa.Column("image_type", sa.String(20), nullable=False),
        sa.Column("image_hash", sa.String(64), nullable=False),
        sa.Column("code", sa.Text, nullable=False),
    )
    journal.keep_for_ever(op, "receipt")
