"""Notices, what they show, and objections."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("committee_id", sa.String(20), nullable=False, index=True),
        sa.Column("committee_name", sa.String(120), nullable=False),
        sa.Column("scope", sa.String(10), nullable=False),
        sa.Column("posted_at", Instant, nullable=False),
        sa.Column("posted_by_id", sa.String(60), nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("concluded_on", sa.Date, nullable=True),
    )
    op.create_index("notices_by_age", "notice", ["posted_at", "id"])
    op.create_table(
        "shown",
        sa.Column("notice_id", sa.String(20), sa.ForeignKey("notice.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column(
            "application_id",
            sa.String(20),
            sa.ForeignKey("application.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("branch_id", sa.String(20), nullable=False),
        sa.Column("name_shown", sa.String(200), nullable=False),
        sa.Column("organization_shown", sa.String(120), nullable=False),
        sa.Column("category_shown", sa.String(20), nullable=False),
        sa.Column("amount_shown_fen", sa.BigInteger, nullable=False),
        sa.Column("payee_name", sa.String(60), nullable=False),
        sa.Column("category", sa.Integer, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("struck", sa.Boolean, nullable=False),
    )
    op.create_index(
        "one_open_notice_each",
        "shown",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    _objections()


def _objections() -> None:
    op.create_table(
        "objection",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column(
            "notice_id", sa.String(20), sa.ForeignKey("notice.id"), nullable=False, index=True
        ),
        sa.Column(
            "application_id",
            sa.String(20),
            sa.ForeignKey("application.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.Integer, nullable=False),
        sa.Column("anonymous", sa.Boolean, nullable=False),
        sa.Column("raised_by", sa.LargeBinary, nullable=False),
        sa.Column("said", sa.LargeBinary, nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("recorded_by_id", sa.String(60), nullable=False),
        sa.Column("settled_on", sa.Date, nullable=True),
        sa.Column("upheld", sa.Boolean, nullable=False),
        sa.Column("finding", sa.LargeBinary, nullable=True),
        sa.Column("settled_by_id", sa.String(60), nullable=False),
    )
    op.create_index("one_objection_number_each", "objection", ["year", "number"], unique=True)
