"""Cash drawn for visits, row by row."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _of(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id")


def upgrade() -> None:
    op.create_table(
        "advance",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("pool_id", sa.String(20), _of("pool"), nullable=False),
        sa.Column("committee_id", sa.String(20), nullable=False, index=True),
        sa.Column("holder_id", sa.String(60), nullable=False),
        sa.Column("holder_name", sa.String(60), nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("drawn_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("bank_reference", sa.String(60), nullable=False),
        sa.CheckConstraint("amount_fen > 0", "an_advance_is_of_something"),
        sa.CheckConstraint("drawn_on < due_on", "settled_after_it_was_drawn"),
    )
    op.create_index("one_advance_number_each", "advance", ["year", "number"], unique=True)
    op.create_table(
        "advance_row",
        sa.Column("payment_id", sa.String(20), _of("payment"), primary_key=True),
        sa.Column("advance_id", sa.String(20), _of("advance"), nullable=False, index=True),
        sa.Column("sheet", sa.String(60), nullable=False),
        sa.Column("witness_id", sa.String(60), nullable=False),
        sa.Column("approver_id", sa.String(60), nullable=False),
        sa.Column("proxy_name", sa.String(60), nullable=False),
        sa.Column("proxy_letter", sa.String(60), nullable=False),
    )
