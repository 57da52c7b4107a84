"""The search index: FTS5 tables on SQLite, GIN indexes on PostgreSQL.

Revision: 0002, after 0001.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ARTICLE_TEXTS = ("sender", "recipients", "copies", "subject", "body", "files")

SQLITE = (
    "CREATE VIRTUAL TABLE fts_ticket_title USING fts5(title, tokenize='trigram')",
    f"CREATE VIRTUAL TABLE fts_article USING fts5(ticket_id UNINDEXED, visible UNINDEXED, {', '.join(ARTICLE_TEXTS)}, "
    "tokenize='trigram', detail='none')",
    "CREATE VIRTUAL TABLE fts_words USING fts5(ticket_id UNINDEXED, visible UNINDEXED, words, "
    "tokenize='unicode61 remove_diacritics 2')",
)

POSTGRESQL = (
    # Rather fail and be tried again than stand in a queue with all other queries behind us.
    "SET LOCAL lock_timeout = '5s'",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE TABLE fts_ticket_title (rowid bigint PRIMARY KEY, title text NOT NULL)",
    "CREATE INDEX ix_fts_ticket_title ON fts_ticket_title USING gin (title gin_trgm_ops)",
    "CREATE TABLE fts_article (rowid bigint PRIMARY KEY, ticket_id bigint NOT NULL, visible smallint NOT NULL, "
    + ", ".join(f"{name} text NOT NULL" for name in ARTICLE_TEXTS)
    + ")",
    "CREATE INDEX ix_fts_article_ticket ON fts_article (ticket_id)",
    f"CREATE INDEX ix_fts_article_texts ON fts_article USING gin "
    f"({', '.join(f'{name} gin_trgm_ops' for name in ARTICLE_TEXTS)})",
    "CREATE TABLE fts_words (rowid bigint PRIMARY KEY, ticket_id bigint NOT NULL, visible smallint NOT NULL, "
    "words text NOT NULL, vector tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, words)) STORED)",
    "CREATE INDEX ix_fts_words ON fts_words USING gin (vector)",
)


def upgrade() -> None:
    for statement in SQLITE if op.get_context().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
