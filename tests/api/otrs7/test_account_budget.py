"""What the account and the list of notifications cost, however much there is to show."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from polydesk.desk.notifications.models import NotificationView
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.otrs7.client import Client
from tests.api.otrs7.test_ticket_budget import WHO
from tests.world.cast import CORA

NOTIFICATIONS = "/api/customer/personal-notifications/list"
Send = Callable[[Client], int]
TABLE: list[tuple[str, int, Send]] = [
    ("account", WHO + 3, lambda cora: cora.get("/api/customer/account").status),
    ("categories", WHO + 1, lambda cora: cora.get("/api/frontend/external/personal-preferences/categories").status),
    ("notifications", WHO + 1, lambda cora: cora.get(NOTIFICATIONS).status),
    ("unseen ones", WHO + 1, lambda cora: cora.get(NOTIFICATIONS, None, Seen="0", ObjectType="Ticket").status),
    ("behind their end", WHO + 2, lambda cora: cora.get(NOTIFICATIONS, None, Page="99").status),
]


@pytest.mark.parametrize(("name", "budget", "send"), TABLE, ids=[name for name, _, _ in TABLE])
def test_it_costs_the_same_for_one_and_for_many(otrs7: Client, name: str, budget: int, send: Send) -> None:
    cora = otrs7.of(CORA)
    send(cora)  # the first request reads the configuration
    costs = []
    for amount in (1, 20):
        _notify(otrs7, amount)
        with counted(otrs7.desk) as sent:
            assert send(cora) == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= budget, (name, costs)


def _notify(otrs7: Client, amount: int) -> None:
    row = {
        "subject_kind": "customer",
        "subject": "c1",
        "name": "Answered",
        "comment": "",
        "title": "An answer",
        "body": "Somebody wrote.",
        "object_type": "Ticket",
        "object_id": "1",
        "object_reference": "1",
        "seen": 0,
    }
    with otrs7.desk.work() as work:
        work.connection.execute(insert(NotificationView), [{**row, "create_time": work.now}] * amount)
