"""polydesk ldap, without a directory: with one, see tests/ldap."""

import pytest

from tests.cli.running import Commands


@pytest.mark.parametrize("words", [("ldap", "sync"), ("ldap", "sync", "--dry-run"), ("ldap", "test")])
def test_a_desk_without_a_directory_says_so(polydesk: Commands, words: tuple[str, ...]) -> None:
    assert polydesk.refusal(*words) == "polydesk: not configured\n"
