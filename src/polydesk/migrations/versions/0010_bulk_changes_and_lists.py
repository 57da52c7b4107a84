"""What was done to many tickets at once; and indexes that hold all that agents' lists are sorted and counted by.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_QUEUE = ("queue_id", "archived", "state_id", "create_time", "deleted_at", "change_time", "priority_id", "owner_id")


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        # Rather fail and be tried again than stand in a queue with all other queries behind us.
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "bulk",
        sa.Column("id", _ID, nullable=False),
        sa.Column("agent_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value_id", _ID, nullable=False),
        sa.Column("failed", sa.JSON(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("create_time", sa.DateTime(), nullable=False),
        sa.Column("end_time", sa.DateTime(), nullable=False),
        sa.Column("undone_time", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_bulk_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bulk_undo",
        sa.Column("bulk_id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["bulk_id"], ["bulk.id"], name=op.f("fk_bulk_undo_bulk_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("bulk_id", "ticket_id", name=op.f("pk_bulk_undo")),
    )
    op.drop_index("ix_ticket_queue", "ticket")
    op.create_index(
        "ix_ticket_queue", "ticket", [*_QUEUE, "responsible_id", "lock_id", "escalation_time", "until_time"]
    )
    for name in ("owner_id", "responsible_id"):
        op.drop_index(f"ix_ticket_{name}", "ticket")
        op.create_index(f"ix_ticket_{name}", "ticket", [name, "state_id"])
