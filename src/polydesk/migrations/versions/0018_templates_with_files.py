"""Queues for which templates are offered, and files that go along with them.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "template_queue",
        sa.Column("template_id", _ID, nullable=False),
        sa.Column("queue_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["queue_id"], ["queue.id"], name=op.f("fk_template_queue_queue_id")),
        sa.ForeignKeyConstraint(["template_id"], ["template.id"], name=op.f("fk_template_queue_template_id")),
        sa.PrimaryKeyConstraint("template_id", "queue_id", name=op.f("pk_template_queue")),
    )
    op.create_table(
        "template_file",
        sa.Column("id", _ID, nullable=False),
        sa.Column("template_id", _ID, nullable=False),
        sa.Column("filename", sa.String(length=250), nullable=False),
        sa.Column("content_type", sa.String(length=250), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["template_id"], ["template.id"], name=op.f("fk_template_file_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_file")),
        sa.UniqueConstraint("template_id", "filename", name=op.f("uq_template_file_template_id_filename")),
    )
