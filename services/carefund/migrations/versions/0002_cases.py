"""Applications for aid, who played which part in them, and what was decided."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0002"
down_revision = "0001"


def _case(*, part_of_key: bool = False) -> sa.Column[str]:
    return sa.Column(
        "application_id",
        sa.String(20),
        sa.ForeignKey("application.id"),
        nullable=False,
        primary_key=part_of_key,
        index=not part_of_key,
    )


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("after_publicity", sa.Integer, nullable=False),
        sa.Column("member_id", sa.String(20), nullable=False, index=True),
        sa.Column("member_name", sa.String(120), nullable=False),
        sa.Column("member_kind", sa.Integer, nullable=False),
        sa.Column("branch_id", sa.String(20), nullable=False, index=True),
        sa.Column("branch_name", sa.String(120), nullable=False),
        sa.Column("committee_id", sa.String(20), nullable=False, index=True),
        sa.Column("committee_name", sa.String(120), nullable=False),
        sa.Column("category", sa.Integer, nullable=False),
        sa.Column("applied_by", sa.Integer, nullable=False),
        sa.Column("event_on", sa.Date, nullable=False),
        sa.Column("event_index", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("emergency", sa.Integer, nullable=False),
        sa.Column("requested_fen", sa.BigInteger, nullable=False),
        sa.Column("proposed_fen", sa.BigInteger, nullable=False),
        sa.Column("approved_fen", sa.BigInteger, nullable=False),
        sa.Column("pool_id", sa.String(20), nullable=False),
        sa.Column("plea", sa.LargeBinary, nullable=False),
        sa.Column("payee_name", sa.String(60), nullable=False),
        sa.Column("account_masked", sa.String(30), nullable=False),
        sa.Column("spouse_id", sa.String(20), nullable=False),
        sa.Column("drafted_at", Instant, nullable=False),
        sa.Column("submitted_on", sa.Date, nullable=True),
        sa.Column("approved_on", sa.Date, nullable=True),
        sa.Column("waits_since", sa.Date, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("barred_until", sa.Date, nullable=True),
    )
    op.create_index("one_application_number_each", "application", ["year", "number"], unique=True)
    op.create_table(
        "played",
        sa.Column("id", sa.Integer, primary_key=True),
        _case(),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(60), nullable=False),
        sa.Column("person_name", sa.String(120), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("taken_at", Instant, nullable=False),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(20), primary_key=True),
        _case(),
        sa.Column("kind", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("attached_on", sa.Date, nullable=False),
    )
    op.create_index("one_paper_once", "evidence", ["application_id", "sha256"], unique=True)
    op.create_table(
        "deliberation",
        sa.Column("id", sa.Integer, primary_key=True),
        _case(),
        sa.Column("body", sa.Integer, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("entitled", sa.Integer, nullable=False),
        sa.Column("present", sa.Integer, nullable=False),
        sa.Column("in_favour", sa.Integer, nullable=False),
        sa.Column("minutes", sa.String(60), nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
    )
    _create_decisions()


def _create_decisions() -> None:
    op.create_table(
        "screening",
        sa.Column("id", sa.Integer, primary_key=True),
        _case(),
        sa.Column("office", sa.Integer, nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("replied_on", sa.Date, nullable=False),
        sa.Column("objects", sa.Boolean, nullable=False),
        sa.Column("document", sa.String(120), nullable=False),
    )
    op.create_index("one_reply_each", "screening", ["application_id", "office"], unique=True)
    op.create_table(
        "rung",
        _case(part_of_key=True),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("signer", sa.String(20), nullable=False),
        sa.Column("signed_by_id", sa.String(60), nullable=False),
        sa.Column("signed_by_name", sa.String(120), nullable=False),
        sa.Column("signed_at", Instant, nullable=True),
        sa.Column("resolution_id", sa.String(20), nullable=False),
    )
    op.create_table(
        "resolution",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("body", sa.Integer, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("entitled", sa.Integer, nullable=False),
        sa.Column("present", sa.Integer, nullable=False),
        sa.Column("in_favour", sa.Integer, nullable=False),
        sa.Column("application_ids", sa.Text, nullable=False),
        sa.Column("plan_year", sa.Integer, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
    )
    op.create_index("one_minutes_once", "resolution", ["body", "number"], unique=True)
