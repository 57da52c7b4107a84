import subprocess
import sys
import time

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import DBAPIError

from polydesk.kernel.db import Database
from polydesk.kernel.errors import Conflict
from polydesk.kernel.migrate import SCRIPTS, newest, upgrade

UPGRADE = """
import sys
from polydesk.kernel.db import Database
from polydesk.kernel.migrate import upgrade
sys.stdin.readline()
upgrade(Database(sys.argv[1]))
print("alembic" in sys.modules)
"""


def start_upgrade(url: str) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", UPGRADE, url], text=True, stdin=pipe, stdout=pipe, stderr=pipe)


def test_processes_that_start_at_once_do_not_disturb_each_other(empty_url: str) -> None:
    processes = [start_upgrade(empty_url) for _ in range(3)]
    time.sleep(0.5)  # let all of them be imported and waiting
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=20) for process in processes]
    assert [(process.returncode, output[1]) for process, output in zip(processes, outputs, strict=True)] == [
        (0, "")
    ] * 3


def test_a_current_database_costs_one_query_and_no_alembic(empty: Database, empty_url: str) -> None:
    upgrade(empty)
    statements: list[str] = []
    event.listen(empty.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    upgrade(empty)
    assert [one for one in statements if one != "BEGIN"] == ["SELECT version_num FROM alembic_version"]
    assert start_upgrade(empty_url).communicate("\n")[0] == "False\n"


def test_the_database_of_a_newer_program_is_left_alone(empty: Database) -> None:
    upgrade(empty)
    with empty.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Conflict, match=r"database\.newer_than_program"):
        upgrade(empty)


def test_an_upgrade_that_fails_half_way_leaves_nothing_behind(empty: Database) -> None:
    with empty.writing() as connection:
        connection.execute(text("CREATE TABLE web_service (id INTEGER)"))
    with pytest.raises(DBAPIError, match="web_service"):
        upgrade(empty)
    with empty.reading() as connection:
        assert inspect(connection).get_table_names() == ["web_service"]


def test_the_newest_file_is_the_only_head() -> None:
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    assert ScriptDirectory.from_config(config).get_heads() == [newest()]
