import warnings

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from polydesk.desk.tables import METADATA
from polydesk.kernel.db import Database
from polydesk.kernel.migrate import upgrade
from polydesk.migrations.comparison import OPTIONS


def differences(connection: Connection) -> list[object]:
    with warnings.catch_warnings():  # indexes over expressions: the test below knows them by name
        warnings.filterwarnings("ignore", message=".*expression-based index")
        context = MigrationContext.configure(connection, opts=OPTIONS)
        return list(compare_metadata(context, METADATA))


def test_an_upgraded_database_is_what_the_models_say(empty: Database) -> None:
    upgrade(empty)
    with empty.reading() as connection:
        assert differences(connection) == []


def test_every_index_of_the_models_is_there(empty: Database) -> None:
    upgrade(empty)
    of_database = {"sqlite": "SELECT name FROM sqlite_master", "postgresql": "SELECT indexname FROM pg_indexes"}
    with empty.reading() as connection:
        found = set(connection.execute(text(of_database[connection.dialect.name])).scalars())
    assert {str(index.name) for table in METADATA.tables.values() for index in table.indexes} <= found


def test_a_table_the_models_do_not_know_is_a_difference(empty: Database) -> None:
    upgrade(empty)
    with empty.writing() as connection:
        connection.execute(text("CREATE TABLE stray (id INTEGER)"))
        assert len(differences(connection)) == 1


def test_tables_of_the_job_queue_are_no_difference(empty: Database) -> None:
    upgrade(empty)
    with empty.writing() as connection:
        connection.execute(text("CREATE TABLE huey_task (id INTEGER)"))
        assert differences(connection) == []


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_full_text_tables_are_no_difference(empty: Database) -> None:
    upgrade(empty)
    with empty.writing() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE fts_anything USING fts5(body)"))
        assert "fts_anything_data" in inspect(connection).get_table_names()
        assert differences(connection) == []
