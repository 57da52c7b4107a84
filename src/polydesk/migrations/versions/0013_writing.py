"""What was sent and may still be taken back; and a draft for each kind of article.

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEPT = sa.table(
    "draft_kept",
    *(sa.column("ticket_id"), sa.column("agent_id"), sa.column("content", sa.JSON), sa.column("change_time")),
)
_DRAFT = sa.table("draft", *(sa.column(name) for name in ("ticket_id", "agent_id", "kind", "content", "change_time")))


def upgrade() -> None:
    op.create_table(
        "held_writing",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("agent_id", _ID, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("send_at", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.String(length=100), nullable=False),
        sa.Column("create_time", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_held_writing_agent_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_held_writing_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_writing")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_held_writing_send_at", "held_writing", ["send_at"])
    op.create_index("ix_held_writing_ticket", "held_writing", ["ticket_id", "agent_id"])
    _remake_drafts()


def _remake_drafts() -> None:
    """SQLite cannot change what is unique in a table, so it is made anew."""
    op.execute("CREATE TABLE draft_kept AS SELECT ticket_id, agent_id, content, change_time FROM draft")
    op.drop_table("draft")
    op.create_table(
        "draft",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("agent_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("change_time", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_draft_agent_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_draft_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("ticket_id", "agent_id", "kind", name=op.f("uq_draft_ticket_id_agent_id_kind")),
    )
    kind = sa.func.substr(sa.func.coalesce(_KEPT.c.content["kind"].as_string(), "note"), 1, 20)
    rows = sa.select(_KEPT.c.ticket_id, _KEPT.c.agent_id, kind, _KEPT.c.content, _KEPT.c.change_time)
    op.execute(sa.insert(_DRAFT).from_select([one.name for one in _DRAFT.c], rows))
    op.drop_table("draft_kept")
