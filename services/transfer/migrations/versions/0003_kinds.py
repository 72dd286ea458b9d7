"""Cases of every kind: kind, lane and details; standing and place; those who move with a unit."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _add("member", "standing", 12, "NORMAL")
    _add("member", "ethnicity", 10, "")
    _add("relationship", "place", 10, "INSIDE")
    _add("transfer", "kind", 24, "WITHIN")
    _add("transfer", "lane", 10, "FORMAL")
    _add("transfer", "reference", 60, "")
    _add("transfer", "ended_by_id", 20, "")
    op.add_column(
        "transfer", sa.Column("ended_because", sa.Text, nullable=False, server_default="")
    )
    op.add_column(
        "transfer", sa.Column("redispatched_because", sa.Text, nullable=False, server_default="")
    )
    op.add_column(
        "transfer", sa.Column("details", sa.LargeBinary, nullable=False, server_default="")
    )
    op.drop_index("one_open_transfer_each", "transfer")
    _unique_where("one_open_transfer_each", "transfer", ["member_id", "lane"], "ended_at IS NULL")
    op.create_table(
        "passenger",
        sa.Column("transfer_id", sa.String(20), sa.ForeignKey("transfer.id"), primary_key=True),
        sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("member_name", sa.String(120), nullable=False),
        sa.Column("under_way", sa.Boolean, nullable=False),
    )
    _unique_where("one_unit_move_each", "passenger", ["member_id"], "under_way")


def _add(table: str, name: str, length: int, for_old_rows: str) -> None:
    column = sa.Column(name, sa.String(length), nullable=False, server_default=for_old_rows)
    op.add_column(table, column)


def _unique_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
