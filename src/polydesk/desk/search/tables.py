"""The search index. On SQLite these are FTS5 tables, on PostgreSQL plain ones with GIN indexes (migration 0002).

They are in no model's metadata: FTS5 makes tables of its own, which comparisons of models and database leave alone.
"""

from sqlalchemy import BigInteger, Column, MetaData, SmallInteger, Table, Text

INDEX = MetaData()

TITLES = Table("fts_ticket_title", INDEX, Column("rowid", BigInteger, primary_key=True), Column("title", Text))
"""Titles, case-folded. The rowid is the ticket's id."""

ARTICLES = Table(
    "fts_article",
    INDEX,
    Column("rowid", BigInteger, primary_key=True),
    Column("ticket_id", BigInteger),
    Column("visible", SmallInteger),
    *(Column(name, Text) for name in ("sender", "recipients", "copies", "subject", "body", "files")),
)
"""Articles as the Generic Interface searches them: parts of words. The rowid is the article's id."""

WORDS = Table(
    "fts_words",
    INDEX,
    Column("rowid", BigInteger, primary_key=True),
    Column("ticket_id", BigInteger),
    Column("visible", SmallInteger),
    Column("words", Text),
)
"""Words as people search for them. The rowid is the article's id, or minus the ticket's for the words of its title."""
