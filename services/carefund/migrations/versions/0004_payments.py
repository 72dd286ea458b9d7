"""Payment vouchers and what became of them, and money claimed back."""

import sqlalchemy as sa
from alembic import op

from services.chassis.database import Instant

revision = "0004"
down_revision = "0003"


def _of(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id")


def upgrade() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("application_id", sa.String(20), _of("application"), nullable=False, index=True),
        sa.Column("pool_id", sa.String(20), _of("pool"), nullable=False),
        sa.Column("channel", sa.Integer, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("payee_name", sa.String(60), nullable=False),
        sa.Column("account_masked", sa.String(30), nullable=False),
        sa.Column("payee", sa.LargeBinary, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("ordered_on", sa.Date, nullable=False),
        sa.Column("ordered_by_id", sa.String(60), nullable=False),
        sa.Column("replaces_id", sa.String(20), nullable=False),
        sa.Column("voided_at", Instant, nullable=True),
        sa.Column("paid_on", sa.Date, nullable=True),
        sa.Column("bank_reference", sa.String(60), nullable=False),
        sa.Column("returned_on", sa.Date, nullable=True),
        sa.Column("return_reason", sa.Text, nullable=False),
        sa.Column("confirmed_on", sa.Date, nullable=True),
        sa.Column("manner", sa.Integer, nullable=False),
        sa.Column("sheet", sa.String(60), nullable=False),
        sa.CheckConstraint("amount_fen > 0", "a_payment_is_of_something"),
        sa.CheckConstraint("paid_on IS NULL OR voided_at IS NULL", "paid_or_void"),
        sa.CheckConstraint("returned_on IS NULL OR paid_on <= returned_on", "returned_after_paid"),
        sa.CheckConstraint(
            "confirmed_on IS NULL OR paid_on <= confirmed_on", "confirmed_after_paid"
        ),
        sa.CheckConstraint("returned_on IS NULL OR confirmed_on IS NULL", "returned_or_confirmed"),
    )
    op.create_index("one_voucher_number_each", "payment", ["year", "number"], unique=True)
    _one_each("one_open_order_each", "application_id", "paid_on IS NULL AND voided_at IS NULL")
    _one_each("one_replacement_each", "replaces_id", "replaces_id <> '' AND voided_at IS NULL")
    _claims()


def _one_each(name: str, column: str, where: str) -> None:
    op.create_index(
        name,
        "payment",
        [column],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def _claims() -> None:
    op.create_table(
        "claim",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("application_id", sa.String(20), _of("application"), nullable=False, unique=True),
        sa.Column("payment_id", sa.String(20), _of("payment"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("recovered_fen", sa.BigInteger, nullable=False),
        sa.Column("fraud", sa.Boolean, nullable=False),
        sa.Column("claimed_on", sa.Date, nullable=False, index=True),
        sa.CheckConstraint("amount_fen > 0", "a_claim_is_of_something"),
        sa.CheckConstraint("recovered_fen BETWEEN 0 AND amount_fen", "nothing_beyond_the_claim"),
    )
