"""Keep what has gone over with a merge.

Revision: 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "merge_record",
        sa.Column("id", _ID, nullable=False),
        sa.Column("merged_id", _ID, nullable=False),
        sa.Column("main_id", _ID, nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("dropped", sa.JSON(), nullable=False),
        sa.Column("create_time", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["merged_id"], ["ticket.id"], name=op.f("fk_merge_record_merged_id")),
        sa.ForeignKeyConstraint(["main_id"], ["ticket.id"], name=op.f("fk_merge_record_main_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_record")),
        sa.UniqueConstraint("merged_id", name=op.f("uq_merge_record_merged_id")),
    )
