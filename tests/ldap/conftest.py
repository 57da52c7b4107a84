"""Directories for tests, on a real server."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.people.directory_link import store_link, with_desk
from polydesk.desk.people.directory_settings import Attributes, DirectorySettings
from polydesk.kernel.settings import setting
from tests.certificates import Authority
from tests.slapd import BASE, DESK, DESK_SECRET, GROUPS, PEOPLE, Slapd, available, start_slapd

Start = Callable[..., Slapd]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ldap") / "authority")


@pytest.fixture
def directory(request: pytest.FixtureRequest) -> Iterator[Start]:
    """Starts a server with these entries."""
    if not available():
        pytest.skip("no slapd")
    started: list[Slapd] = []

    def start(*entries: str) -> Slapd:
        started.append(start_slapd(entries, request.getfixturevalue("authority")))
        return started[-1]

    yield start
    for one in started:
        one.stop()


def sent(slapd: Slapd, **more: Any) -> dict[str, Any]:
    """What an administrator sends to join this directory."""
    return {
        "host": "127.0.0.1",
        "port": slapd.port,
        "base_dn": BASE,
        "bind_dn": DESK,
        "bind_password": DESK_SECRET,
        "user_search_base": PEOPLE,
        "group_search_base": GROUPS,
        "attribute_map": {"username": "uid", "object_guid": "entryUUID"},
        "auto_create_users": True,
        "auto_update_users": True,
        **more,
    }


def settings_for(slapd: Slapd, **more: Any) -> DirectorySettings:
    given = {**sent(slapd), "attributes": Attributes(username="uid", object_guid="entryUUID"), "allow_loopback": True}
    del given["attribute_map"]
    return DirectorySettings(**{**given, **more}).checked()


def allow_loopback(desk: Desk) -> None:
    with desk.work() as work:
        work.connection.execute(setting.insert().values(name="LDAP::AllowLoopback", value=True))
        work.configuration_changed()


def join(desk: Desk, settings: DirectorySettings) -> None:
    allow_loopback(desk)
    with desk.work() as work:
        store_link(work, with_desk(work, settings))
