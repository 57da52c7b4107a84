"""How many statements tickets cost, which must not grow with how many there are."""

from collections.abc import Callable
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.gotrs.client import ADA, CORA, Client
from tests.world.tickets import opened

PATH = "/api/v1/tickets"
Send = Callable[[Client, int], Any]
TABLE: list[tuple[str, tuple[str, str], int, Send]] = [
    ("list", ADA, 3, lambda client, _id: client.get(PATH)),
    ("list with articles", ADA, 3, lambda client, _id: client.get(PATH, include="article_count,last_article")),
    ("search in a list", ADA, 3, lambda client, _id: client.get(PATH, search="rint", sort="title")),
    ("get", ADA, 3, lambda client, ticket_id: client.get(f"{PATH}/{ticket_id}")),
    ("list of a customer", CORA, 7, lambda client, _id: client.get(PATH)),
    ("get by a customer", CORA, 7, lambda client, ticket_id: client.get(f"{PATH}/{ticket_id}")),
]


@pytest.mark.parametrize(("name", "who", "budget", "send"), TABLE, ids=[row[0] for row in TABLE])
def test_reading_stays_within_its_budget(
    gotrs: Client, world: Desk, name: str, who: tuple[str, str], budget: int, send: Send
) -> None:
    first = opened(world, customer_user="c1")
    client = gotrs.of(who)
    send(client, first)  # signing in for the first time changed the configuration
    with counted(world) as for_one:
        assert send(client, first).status == 200
    for _ in range(7):
        opened(world, customer_user="c1")
    with counted(world) as for_many:
        assert send(client, first).status == 200
    assert len(for_one) == len(for_many)
    assert len(for_many) <= budget, for_many
