"""Logins and ids no database can hold belong to nobody."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.people.sign_in import sign_in_agent, sign_in_customer
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.kernel.errors import NotFound
from tests.world.cast import ADA


@pytest.mark.parametrize("login", ["a\0b", "\ud800"])
def test_b7_hostile_logins_look_like_unknown_ones(shared: Desk, login: str) -> None:
    with shared.look() as look:
        assert sign_in_agent(look, login, "x") is sign_in_customer(look, login, "x") is None


def test_an_id_no_database_can_hold_is_not_found(shared: Desk) -> None:
    with pytest.raises(NotFound), shared.work(ADA) as work:
        rename_ticket(work, 2**70, "x")
