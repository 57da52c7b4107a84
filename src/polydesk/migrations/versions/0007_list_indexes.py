"""Indexes for lists of tickets: by their last change, and for counting those that are not archived.

Revision: 0007, after 0006.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        # Rather fail and be tried again than stand in a queue with all other queries behind us.
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_ticket_queue", "ticket")
    op.create_index("ix_ticket_queue", "ticket", ["queue_id", "archived", "state_id", "create_time", "deleted_at"])
    op.create_index("ix_ticket_change_time", "ticket", ["change_time", "id", "queue_id", "archived", "deleted_at"])
