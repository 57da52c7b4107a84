"""The configuration in memory, as two processes with one database see it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from polydesk.desk.desk import Desk
from polydesk.kernel.settings import Settings, setting
from polydesk.kernel.snapshot import Snapshots
from polydesk.kernel.work import Work
from polydesk.wiring import open_desk
from tests.conftest import Place


@pytest.fixture
def other(desk: Desk, stock_place: Place) -> Desk:
    """The same desk, opened by somebody else who has looked into it already."""
    other = open_desk(stock_place.data, stock_place.url)
    assert hook_of(other) == "Ticket#"
    return other


def hook_of(desk: Desk) -> str:
    with desk.look() as look:
        return str(look.config(Settings)["Ticket::Hook"])


def set_hook(work: Work, hook: str) -> None:
    work.connection.execute(insert(setting).values(name="Ticket::Hook", value=hook))
    work.configuration_changed()


def test_a_change_is_what_the_next_look_of_another_process_sees(desk: Desk, other: Desk) -> None:
    with desk.work() as work:
        set_hook(work, "Case#")
        assert work.config(Settings)["Ticket::Hook"] == "Case#"
    assert hook_of(other) == hook_of(desk) == "Case#"
    other.database.dispose()


def test_a_change_that_is_rolled_back_is_not_kept(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), desk.work() as work:
        set_hook(work, "Case#")
        raise ZeroDivisionError
    assert hook_of(desk) == "Ticket#"


def test_an_unchanged_configuration_is_loaded_once(desk: Desk) -> None:
    with desk.look() as first, desk.look() as second:
        assert first.config(Settings) is second.config(Settings)


def test_a_change_loads_what_is_asked_for_and_nothing_else(desk: Desk) -> None:
    loaded: list[type] = []

    def loading(kind: type) -> Callable[[Connection], Any]:
        def load(_connection: Connection) -> Any:
            loaded.append(kind)
            return kind()

        return load

    snapshots = Snapshots({kind: loading(kind) for kind in (int, str)})
    with desk.database.reading() as connection:
        changed = snapshots.uncommitted(connection)
        assert loaded == []
        assert changed[str] == changed[str] == "" and loaded == [str]
        assert snapshots.current(connection) == {int: 0, str: ""}
