"""Reading the delivery log."""

import json

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.webhooks.deliveries import DeliveryFilter, find_delivery, list_deliveries, replay
from polydesk.kernel.errors import NotFound
from tests.desk.test_statement_budgets import at_most
from tests.hooks.hooking import deliveries, hooked
from tests.world.cast import ADA, ROOT
from tests.world.tickets import opened, ticket_row


def test_the_log_is_one_statement_and_has_an_end(world: Desk) -> None:
    webhook_id = hooked(world, events=("ticket.created",))
    for _ in range(5):
        opened(world)
    seen: list[int] = []
    with world.look(ROOT) as look:
        before: int | None = None
        for has_more in (True, True, False):
            with at_most(world, 1):
                page = list_deliveries(look, webhook_id, DeliveryFilter(), limit=2, before=before)
            assert (page.total, page.has_more) == (5, has_more)
            seen += [row.id for row in page.rows]
            before = seen[-1]
    assert seen == sorted(seen, reverse=True) and len(seen) == 5


def test_a_delivery_is_found_under_its_own_webhook_only(world: Desk) -> None:
    mine, other = (
        hooked(world, events=("ticket.created",), name="mine"),
        hooked(world, events=("article.*",), queue_ids=(1,), name="other"),
    )
    opened(world)
    delivery_id = deliveries(world)[0].id
    with world.look(ROOT) as look:
        assert find_delivery(look, mine, delivery_id)[0].id == delivery_id
        with pytest.raises(NotFound):
            find_delivery(look, other, delivery_id)
    with pytest.raises(NotFound), world.work(ROOT) as work:
        replay(work, other, delivery_id)


def test_what_is_told_carries_the_version_that_is_stored(world: Desk) -> None:
    ticket_id = opened(world)
    hooked(world, events=("ticket.title_changed",))
    with world.work(ADA) as work:
        rename_ticket(work, ticket_id, "Scanner")
    told = json.loads(deliveries(world)[0].body)["data"]["ticket"]
    assert told["version"] == ticket_row(world, ticket_id).version
