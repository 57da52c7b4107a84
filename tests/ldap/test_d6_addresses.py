"""Class D6: the directory an administrator names is no way to what only the desk can reach."""

import pytest

from polydesk.desk.people.directory_server import DirectoryUnavailable
from polydesk.ldap.addresses import reachable


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "2852039166",
        "::ffff:169.254.169.254",
        "2002:a9fe:a9fe::",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "fe80::1",
        "224.0.0.1",
        "0.0.0.0",
        "::",
    ],
)
def test_d6_no_directory_is_at_such_an_address(host: str) -> None:
    with pytest.raises(DirectoryUnavailable):
        reachable(host, 389, allow_loopback=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"])
def test_d6_this_machine_only_where_that_is_allowed(host: str) -> None:
    with pytest.raises(DirectoryUnavailable):
        reachable(host, 389, allow_loopback=False)
    assert reachable(host, 389, allow_loopback=True)


def test_directories_are_inside_as_a_rule() -> None:
    assert reachable("10.1.2.3", 389, allow_loopback=False) == ["10.1.2.3"]
