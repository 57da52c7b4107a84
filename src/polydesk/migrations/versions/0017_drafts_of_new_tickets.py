"""Drafts of tickets that are not there yet: one of an agent for each way, phone or e-mail.

Revision: 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COLUMNS = "id, ticket_id, agent_id, kind, content, change_time"
_NO_TICKET = sa.text("ticket_id IS NULL")


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        _remake_drafts()
    else:
        op.alter_column("draft", "ticket_id", existing_type=_ID, existing_nullable=False, nullable=True)
    op.create_index(
        "ix_draft_new_ticket",
        "draft",
        ["agent_id", "kind"],
        unique=True,
        sqlite_where=_NO_TICKET,
        postgresql_where=_NO_TICKET,
    )


def _remake_drafts() -> None:
    """SQLite cannot change whether a column may be empty, so the table is made anew."""
    op.execute(f"CREATE TABLE draft_kept AS SELECT {_COLUMNS} FROM draft")
    op.drop_table("draft")
    op.create_table(
        "draft",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=True),
        sa.Column("agent_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("change_time", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_draft_agent_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_draft_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("ticket_id", "agent_id", "kind", name=op.f("uq_draft_ticket_id_agent_id_kind")),
    )
    op.execute(f"INSERT INTO draft ({_COLUMNS}) SELECT {_COLUMNS} FROM draft_kept")
    op.drop_table("draft_kept")
