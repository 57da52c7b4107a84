"""Remember when each periodic job last ran, and what went wrong.

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("periodic_job", sa.Column("last_run_at", sa.DateTime(), nullable=True))
    op.add_column("periodic_job", sa.Column("error", sa.Text(), nullable=False, server_default=""))
