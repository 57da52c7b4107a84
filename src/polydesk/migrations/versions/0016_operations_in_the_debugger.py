"""Note of each request the debugger keeps which operation it called.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("debugger_entry", sa.Column("operation", sa.String(200), nullable=False, server_default=""))
