"""The configuration in memory is the one in the database, in every process and for every transaction."""

import pytest

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.wiring import open_desk
from tests.conftest import Place
from tests.world.tickets import configured


def system_id(look: Look) -> str:
    return str(look.config(Settings)["SystemID"])


def seen(desk: Desk) -> str:
    with desk.look() as look:
        return system_id(look)


def test_a_change_is_seen_by_another_process_at_once(desk: Desk, stock_place: Place) -> None:
    other = open_desk(stock_place.data, stock_place.url)
    assert seen(desk) == seen(other) == "10"
    configured(other, settings={"SystemID": "20"})
    assert seen(desk) == seen(other) == "20"
    configured(desk, settings={"SystemID": "30"})
    assert seen(desk) == seen(other) == "30"
    other.database.dispose()


def test_all_parts_change_together(desk: Desk) -> None:
    configured(desk, groups=[{"id": 4, "name": "sales"}], queues=[{"id": 5, "name": "Sales", "group": "sales"}])
    with desk.look() as look:
        assert look.config(Directory).groups.named("sales")
        assert look.config(Catalogue).queues.named("Sales")


def test_without_a_change_the_same_objects_are_used(desk: Desk) -> None:
    with desk.look() as look, desk.look() as other:
        assert look.config(Catalogue) is other.config(Catalogue)


def test_a_work_sees_its_own_change_and_one_that_failed_leaves_nothing_behind(desk: Desk) -> None:
    assert seen(desk) == "10"
    with pytest.raises(ZeroDivisionError), desk.work() as work:
        assert system_id(work) == "10"
        load_configuration(work, {"settings": {"SystemID": "20"}})
        assert system_id(work) == "20"
        raise ZeroDivisionError
    assert seen(desk) == "10"
    configured(desk, settings={"SystemID": "30"})
    assert seen(desk) == "30"


def test_others_do_not_see_a_change_before_it_is_committed(desk: Desk, stock_place: Place) -> None:
    other = open_desk(stock_place.data, stock_place.url)
    with desk.work() as work:
        load_configuration(work, {"settings": {"SystemID": "20"}})
        assert seen(desk) == seen(other) == "10"
    assert seen(desk) == seen(other) == "20"
    other.database.dispose()
