"""What somebody has begun to write outlives the upgrade that keeps a draft for each kind."""

import json

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from polydesk.kernel.db import Database
from polydesk.kernel.migrate import SCRIPTS, upgrade


def test_drafts_get_the_kind_they_are_of(empty: Database) -> None:
    with empty.writing() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", SCRIPTS)
        command.upgrade(config, "0012")
        if not empty.is_sqlite:
            connection.execute(text("SET session_replication_role = replica"))  # no tickets are needed for this
        else:
            connection.execute(text("PRAGMA defer_foreign_keys = 1"))
        for ticket_id, content in enumerate(({"kind": "phone", "body": "Precious"}, {"body": "Older"}), start=1):
            connection.execute(
                text("INSERT INTO draft (ticket_id, agent_id, content, change_time) VALUES (:t, 1, :c, '2026-01-01')"),
                {"t": ticket_id, "c": json.dumps(content)},
            )
        command.upgrade(config, "head")
        rows = connection.execute(text("SELECT kind, content FROM draft ORDER BY ticket_id")).all()
        assert [row.kind for row in rows] == ["phone", "note"]
        assert "Precious" in str(rows[0].content)
        connection.execute(text("DELETE FROM draft"))
    upgrade(empty)
