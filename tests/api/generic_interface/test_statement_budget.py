"""How many statements each operation sends, which must not grow with the number of tickets and articles."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from polydesk.desk.desk import Desk
from tests.api.client import ARTICLE, GUIDE, Client

FILE = {"Content": "SGVsbG8=", "ContentType": "text/plain", "Filename": "b.txt"}
FIELD = {"Name": "Urgency", "Value": "high"}
EVERYTHING = {"AllArticles": 1, "Attachments": 1, "DynamicFields": 1, "Extended": 1}


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """The statements sent meanwhile, without the beginnings and ends of transactions."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(desk.database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(desk.database.engine, "before_cursor_execute", note)


def some(client: Client, count: int) -> list[int]:
    """Tickets with as many articles on the first."""
    ids = [int(client.create(Attachment=FILE, DynamicField=FIELD).json["TicketID"]) for _ in range(count)]
    for _ in range(count):
        client.update(ids[0], Article=ARTICLE, Attachment=FILE)
    return ids


Send = Callable[[Client, list[int], dict[str, str]], Any]
TABLE: list[tuple[str, int, Send]] = [
    ("get", 9, lambda client, ids, who: client.get(",".join(map(str, ids)), who)),
    ("get everything", 14, lambda client, ids, who: client.get(",".join(map(str, ids)), who, **EVERYTHING)),
    ("history", 9, lambda client, ids, who: client.history(",".join(map(str, ids)), who)),
    ("search", 8, lambda client, _ids, who: client.search(who, Title="*int*")),
    ("search anywhere", 8, lambda client, _ids, who: client.search(who, Fulltext="smoke")),
    ("create", 30, lambda client, _ids, who: client.create(who)),
    ("create with all", 36, lambda client, _ids, who: client.create(who, Attachment=FILE, DynamicField=FIELD)),
    ("update", 14, lambda client, ids, who: client.update(ids[0], who, Ticket={"Title": "New"})),
    ("article", 26, lambda client, ids, who: client.update(ids[0], who, Article=ARTICLE)),
]


@pytest.mark.parametrize(("name", "budget", "send"), TABLE, ids=[row[0] for row in TABLE])
def test_an_operation_stays_within_its_budget(client: Client, name: str, budget: int, send: Send) -> None:
    few = some(client, 3)
    session = {"SessionID": client.session()}
    send(client, few, session)
    with counted(client.desk) as for_few:
        send(client, few, session)
    many = few + some(client, 27)
    with counted(client.desk) as for_many:
        send(client, many, session)
    assert len(for_few) <= budget, for_few
    assert len(for_many) == len(for_few)


def test_deleting_costs_a_fixed_number_per_ticket(client: Client) -> None:
    ids = some(client, 4)
    guide = Client(client.desk, GUIDE)
    session = {"SessionID": client.session()}
    with counted(client.desk) as sent:
        guide.send("DELETE", "/TicketDelete", query={**session, "TicketID": ids})
    assert len(sent) <= 8 + 8 * len(ids)
