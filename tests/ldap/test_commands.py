"""polydesk ldap, on a real directory."""

from pathlib import Path

import pytest

from polydesk.wiring import open_desk
from tests.cli.running import Commands
from tests.ldap.conftest import Start, join, settings_for
from tests.slapd import DESK_SECRET, Slapd, group, person


@pytest.fixture
def slapd(tmp_path: Path, directory: Start) -> Slapd:
    started = directory(person("nora"), group("users", ["nora"]))
    desk = open_desk(tmp_path / "data")
    join(desk, settings_for(started))
    desk.database.dispose()
    return started


@pytest.fixture
def polydesk(tmp_path: Path) -> Commands:
    return Commands(tmp_path / "data")


def test_people_are_taken_over_and_the_password_is_in_no_dump(slapd: Slapd, polydesk: Commands) -> None:
    assert "signed in at 127.0.0.1" in polydesk.output("ldap", "test")
    assert "users created: 1\n" in polydesk.output("ldap", "sync", "--dry-run")
    assert "nora" not in polydesk.output("dump")
    assert "users created: 1\n" in polydesk.output("ldap", "sync")
    dumped = polydesk.output("dump")
    assert "nora" in dumped
    assert DESK_SECRET not in dumped


def test_a_directory_that_is_down_is_told_of(slapd: Slapd, polydesk: Commands) -> None:
    slapd.stop()
    assert "cannot be reached" in polydesk.refusal("ldap", "test")
    assert "cannot be reached" in polydesk.refusal("ldap", "sync")
