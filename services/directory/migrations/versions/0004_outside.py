"""What is known of outside organizations, and the names they also go by."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside",
        sa.Column("organization_id", sa.String(14), nullable=False),
        sa.Column("category", sa.SmallInteger(), nullable=False),
        sa.Column("region", sa.String(6), nullable=False),
        sa.Column("connected", sa.Boolean(), nullable=False),
        sa.Column("superior_id", sa.String(14), nullable=True),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("postcode", sa.String(6), nullable=False),
        sa.Column("phone", sa.String(30), nullable=False),
        sa.Column("fax", sa.String(30), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"]),
        sa.ForeignKeyConstraint(["superior_id"], ["organization.id"]),
        sa.CheckConstraint("superior_id <> organization_id", name="outside_superior"),
    )
    op.create_index("ix_outside_superior_id", "outside", ["superior_id"])
    op.create_table(
        "outside_alias",
        sa.Column("organization_id", sa.String(14), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("alias", sa.String(120), nullable=False),
        sa.Column("folded", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "place"),
        sa.ForeignKeyConstraint(["organization_id"], ["outside.organization_id"]),
    )
    op.create_index("ix_outside_alias_folded", "outside_alias", ["folded"])
