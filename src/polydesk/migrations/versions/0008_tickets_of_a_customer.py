"""An index that has a customer user's tickets in the order they came.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        # Rather fail and be tried again than stand in a queue with all other queries behind us.
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_ticket_customer_user", "ticket")
    op.create_index("ix_ticket_customer_user", "ticket", [sa.text("lower(customer_user)"), "create_time", "id"])
