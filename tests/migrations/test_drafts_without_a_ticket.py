"""What somebody has begun to write outlives the upgrade after which a draft may be of no ticket yet."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from polydesk.kernel.db import Database
from polydesk.kernel.migrate import SCRIPTS, upgrade


def test_drafts_stay_as_they_are(empty: Database) -> None:
    with empty.writing() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", SCRIPTS)
        command.upgrade(config, "0016")
        if not empty.is_sqlite:
            connection.execute(text("SET session_replication_role = replica"))  # no tickets are needed for this
        else:
            connection.execute(text("PRAGMA defer_foreign_keys = 1"))
        columns = "id, ticket_id, agent_id, kind, content, change_time"
        values = """7, 1, 1, 'reply', '{"body": "Precious"}', '2026-01-01'"""
        connection.execute(text(f"INSERT INTO draft ({columns}) VALUES ({values})"))
        before = connection.execute(text(f"SELECT {columns} FROM draft")).all()
        command.upgrade(config, "head")
        assert connection.execute(text(f"SELECT {columns} FROM draft")).all() == before
        connection.execute(text("DELETE FROM draft"))
    upgrade(empty)
