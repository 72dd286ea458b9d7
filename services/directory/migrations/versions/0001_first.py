"""The journal, the organizations with their versions, people and posts."""

import sqlalchemy as sa
from alembic import op

from services.chassis import journal

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CODE = sa.String(20).with_variant(sa.String(20, collation="C"), "postgresql")


def upgrade() -> None:
    journal.create_tables(op)
    op.create_table(
        "directory_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute("INSERT INTO directory_head (id, revision) VALUES (1, 0)")
    create_organizations()
    create_posts()
    journal.keep_for_ever(op, "organization_version")


def create_organizations() -> None:
    op.create_table(
        "organization",
        sa.Column("id", sa.String(14), nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", name="organization_code"),
        sa.CheckConstraint("closed_on >= founded_on", name="organization_lasts"),
    )
    op.create_table(
        "organization_version",
        sa.Column("organization_id", sa.String(14), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("parent_id", sa.String(14), nullable=True),
        sa.Column("may_approve", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "number"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"]),
        sa.ForeignKeyConstraint(["parent_id"], ["organization.id"]),
    )
    op.create_index("ix_organization_version_parent_id", "organization_version", ["parent_id"])


def create_posts() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(14), nullable=False),
        sa.Column("account", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account", name="person_account"),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.String(14), nullable=False),
        sa.Column("organization_id", sa.String(14), nullable=False),
        sa.Column("person_id", sa.String(14), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("held_from", sa.Date(), nullable=False),
        sa.Column("held_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.CheckConstraint("held_until >= held_from", name="post_term"),
    )
    op.create_index("ix_post_organization_id", "post", ["organization_id"])
    op.create_index("ix_post_person_id", "post", ["person_id"])
