"""Pools, budgets, promises and the books; the database itself keeps entries whole and unchanged."""

import sqlalchemy as sa
from alembic import op

from services.chassis import journal
from services.chassis.database import Instant

revision = "0001"
down_revision = None

FEN = sa.BigInteger
UNBALANCED = (
    "NOT EXISTS (SELECT 1 FROM line WHERE entry_id = NEW.entry_id) OR EXISTS (SELECT 1 FROM line "
    "WHERE entry_id = NEW.entry_id GROUP BY pool_id HAVING sum(amount_fen) <> 0)"
)
SEALED = "EXISTS (SELECT 1 FROM seal WHERE entry_id = NEW.entry_id)"
CLOSED = "NEW.year <= (SELECT coalesce(max(year), 0) FROM closed_year)"
THERE = (  # before a REPLACE could take the place of what is there
    "EXISTS (SELECT 1 FROM entry WHERE id = NEW.id) "
    "OR EXISTS (SELECT 1 FROM entry WHERE year = NEW.year AND number = NEW.number)"
)
ENDED = (
    "OLD.ended_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.amount_fen <> OLD.amount_fen "
    "OR NEW.pool_id <> OLD.pool_id OR NEW.application_id <> OLD.application_id "
    "OR NEW.year <> OLD.year OR NEW.until <> OLD.until"
)


def upgrade() -> None:
    journal.create_tables(op)
    _pools()
    _promises()
    _entries()
    for table in ("budget", "closed_year", "entry", "line", "seal"):
        journal.keep_for_ever(op, table)
    _refuse("seal_needs_balance", "INSERT", "seal", UNBALANCED, "lines do not sum to nothing")
    _refuse("line_before_seal", "INSERT", "line", SEALED, "the entry is sealed")
    _refuse("entry_in_open_year", "INSERT", "entry", CLOSED, "the year is closed")
    _refuse("entry_once", "INSERT", "entry", THERE, "there is such an entry")
    _refuse("commitment_ends_once", "UPDATE", "commitment", ENDED, "it has ended, or is another")
    _refuse("commitment_stays", "DELETE", "commitment", "", "commitment is kept")


def _refuse(name: str, act: str, table: str, when: str, because: str) -> None:
    """Lets the database refuse an act on a row on a condition; empty: always."""
    if op.get_bind().dialect.name == "sqlite":
        on = f"WHEN {when} " if when else ""
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} {on}"
            f"BEGIN SELECT RAISE(ABORT, '{because}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {when or 'true'} THEN RAISE EXCEPTION '{because}' USING ERRCODE = '23001'; END IF; "
        f"RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _pools() -> None:
    op.create_table(
        "pool",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("source", sa.Integer, nullable=False),
        sa.Column("name", sa.String(60), nullable=False, unique=True),
        sa.Column("uses", sa.String(120), nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("cash_fen", FEN, nullable=False),
        sa.Column("reserved_fen", FEN, nullable=False),
        sa.CheckConstraint("reserved_fen >= 0", "nothing_promised_below_zero"),
        sa.CheckConstraint("cash_fen - reserved_fen >= 0", "nothing_promised_unfunded"),
    )
    op.create_table(
        "budget",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("pool_id", sa.String(20), sa.ForeignKey("pool.id"), nullable=False, index=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("amount_fen", FEN, nullable=False),
        sa.Column("resolution_id", sa.String(20), nullable=False),
        sa.Column("set_at", Instant, nullable=False),
    )


def _promises() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("pool_id", sa.String(20), sa.ForeignKey("pool.id"), nullable=False, index=True),
        sa.Column("application_id", sa.String(20), nullable=False, index=True),
        sa.Column("amount_fen", FEN, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("ended_as", sa.String(10), nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        sa.CheckConstraint("amount_fen > 0", "a_promise_is_of_something"),
    )
    standing = sa.text("ended_at IS NULL")
    op.create_index(
        "one_standing_promise_each",
        "commitment",
        ["application_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.create_table(
        "closed_year",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("closed_at", Instant, nullable=False),
        sa.Column("closed_by_id", sa.String(60), nullable=False),
        sa.Column("carried_over_fen", FEN, nullable=False),
    )


def _entries() -> None:
    op.create_table("seal", sa.Column("entry_id", sa.String(20), primary_key=True))
    # Deferred: an entry can be begun before its seal, and not be committed without.
    seal = sa.ForeignKey("seal.entry_id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "entry",
        sa.Column("id", sa.String(20), seal, primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("booked_on", sa.Date, nullable=False, index=True),
        sa.Column("entered_at", Instant, nullable=False, index=True),
        sa.Column("occasion", sa.String(12), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("application_id", sa.String(20), nullable=False, index=True),
        sa.Column("payment_id", sa.String(20), nullable=False),
        sa.Column("bank_reference", sa.String(60), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("reverses_id", sa.String(20), nullable=False),
        sa.Column("identifies_id", sa.String(20), nullable=False, index=True),
        sa.Column("entered_by_id", sa.String(60), nullable=False),
    )
    op.create_index("one_number_each", "entry", ["year", "number"], unique=True)
    for name, columns in (
        ("one_reversal_each", ["reverses_id"]),
        ("one_bank_reference_each", ["bank_reference", "attempt"]),
    ):
        given = sa.text(f"{columns[0]} <> ''")
        op.create_index(
            name, "entry", columns, unique=True, sqlite_where=given, postgresql_where=given
        )
    op.create_table(
        "line",
        sa.Column("entry_id", sa.String(20), sa.ForeignKey("entry.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("account", sa.String(4), nullable=False, index=True),
        sa.Column("pool_id", sa.String(20), sa.ForeignKey("pool.id"), nullable=False, index=True),
        sa.Column("amount_fen", FEN, nullable=False),
        sa.Column("category", sa.Integer, nullable=False),
    )
