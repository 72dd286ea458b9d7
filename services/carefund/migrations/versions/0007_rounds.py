"""Replies of offices belong to a round; what was approved as an emergency is told from its plea."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("screening", sa.Column("round", sa.Integer, nullable=False, server_default="1"))
    op.drop_index("one_reply_each", "screening")
    op.create_index(
        "one_reply_a_round", "screening", ["application_id", "round", "office"], unique=True
    )
    op.add_column(
        "application",
        sa.Column("hastened", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    _tell_hastened()


def _tell_hastened() -> None:
    """Until now every approved case with a trigger was taken for one; its steps say which was."""
    case = sa.table("application", sa.column("id"), sa.column("approved_on"), sa.column("hastened"))
    played = sa.table("played", sa.column("application_id"), sa.column("step"))
    signed = sa.select(played.c.application_id).where(played.c.step == "hasten")
    op.execute(
        case.update()
        .where(case.c.approved_on.is_not(None), case.c.id.in_(signed))
        .values(hastened=sa.true())
    )
