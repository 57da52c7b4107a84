"""Write a migration from what the models say and the migrations do not: `python -m tools.new_migration "message"`.

Compared with PostgreSQL, since indexes over expressions are not seen on SQLite. Read what it writes before using it.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from polydesk.kernel.db import Database
from polydesk.kernel.migrate import SCRIPTS, newest, upgrade
from tests.postgres import start_cluster


def main(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cluster = start_cluster(Path(folder))
        try:
            write_migration(Database(cluster.create_database()), message)
        finally:
            cluster.stop()


def write_migration(database: Database, message: str) -> None:
    number = int(newest()) + 1
    if number > 1:
        upgrade(database)
    with database.writing() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", SCRIPTS)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    database.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
