"""Every parameter of every operation with every kind of value: refused in words or taken, and nothing half done."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from tests.api.client import ADA, ARTICLE, TICKET, Client, Reply
from tests.api.generic_interface import bad_values as bad
from tests.api.generic_interface.verdicts import is_refusal
from tests.api.stored import stored

FIELD = {"Name": "Urgency", "Value": "high"}
FILE = {"Content": "SGk=", "ContentType": "text/plain", "Filename": "hi.txt"}
WHOLE = {"Ticket": TICKET, "Article": ARTICLE, "DynamicField": [FIELD], "Attachment": [FILE]}


def put(whole: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """A copy with a value at a path of keys."""
    key, *rest = path
    return {**whole, key: put(whole.get(key) or {}, tuple(rest), value) if rest else value}


def paths() -> Iterator[tuple[str, ...]]:
    yield from ((name,) for name in (*bad.AUTH, "Ticket", "Article", "DynamicField", "Attachment", "TicketNumber"))
    yield from (("Ticket", name) for name in bad.TICKET)
    yield from (("Ticket", "PendingTime", name) for name in bad.PENDING_TIME)
    yield from (("Article", name) for name in bad.ARTICLE)
    yield from (("DynamicField", name) for name in bad.DYNAMIC_FIELD)
    yield from (("Attachment", name) for name in bad.ATTACHMENT)


def base_for(path: tuple[str, ...], session: dict[str, str]) -> dict[str, Any]:
    """Signed in by a session, which no number of wrong passwords closes, unless the sign-in is what is tried."""
    who = ADA if path[0] in bad.AUTH else session
    return {**who, **WHOLE, **({"DynamicField": FIELD, "Attachment": FILE} if len(path) > 1 else {})}


def values_for(client: Client) -> tuple[Any, ...]:
    return bad.MISTYPED + bad.STORABLE if client.desk.database.is_sqlite else bad.STORABLE


def try_everything(
    client: Client, send: Callable[[dict[str, Any]], Reply], operation: str, values: Iterable[Any]
) -> None:
    before, session = stored(client.desk), {"SessionID": Client(client.desk).session()}
    for path in paths():
        for value in values:
            reply = send(put(base_for(path, session), path, value))
            refused = is_refusal(reply, operation=operation)
            now = stored(client.desk)
            assert not refused or now == before, (path, str(value)[:50], reply)
            before = now
    assert not is_refusal(send({**session, **WHOLE}))


def test_ticket_create(client: Client) -> None:
    try_everything(client, lambda sent: client.send("POST", "/Ticket", sent), "TicketCreate", values_for(client))


def test_ticket_update(client: Client) -> None:
    ticket_id = client.open()
    values = bad.MISTYPED if client.desk.database.is_sqlite else bad.STORABLE
    route = f"/Ticket/{ticket_id}"
    try_everything(client, lambda sent: client.send("PATCH", route, sent), "TicketUpdate", values)


def test_ticket_create_on_the_guides_path(guide: Client) -> None:
    values: tuple[Any, ...] = (None, [], {}, "a\0b", "💥")
    try_everything(guide, lambda sent: guide.send("POST", "/TicketCreate", sent), "TicketCreate", values)


def test_ticket_get_and_history(client: Client) -> None:
    ticket_id, session = client.open(), {"SessionID": client.session()}
    history = Client(client.desk, "OTOBO")
    for name in (*bad.AUTH, *bad.TICKET_GET):
        for value in values_for(client):
            sent = {**(ADA if name in bad.AUTH else session), "TicketID": ticket_id, "AllArticles": 1, name: value}
            is_refusal(client.send("POST", "/TicketGet", sent), operation="TicketGet")
            is_refusal(history.send("POST", "/ticket/history", sent), operation="TicketHistoryGet")


def test_ticket_search(client: Client) -> None:
    client.open()
    session = {"SessionID": client.session()}
    for name in (*bad.AUTH, *bad.TICKET_SEARCH):
        for value in values_for(client):
            reply = client.send("POST", "/TicketSearch", {**(ADA if name in bad.AUTH else session), name: value})
            if not is_refusal(reply, operation="TicketSearch"):
                assert set(reply.json) <= {"TicketID"}, (name, value)


def test_dynamic_field_operators(client: Client) -> None:
    client.open()
    session = {"SessionID": client.session()}
    for name, operator in (*bad.FIELD_TESTS, ("DynamicField_Urgency", "Unknown")):
        for value in values_for(client):
            reply = client.send("POST", "/TicketSearch", {**session, name: {operator: value}})
            if not is_refusal(reply, operation="TicketSearch"):
                assert set(reply.json) <= {"TicketID"}, (name, operator, value)


@pytest.mark.parametrize("name", ["UserLogin", "CustomerUserLogin", "Password"])
def test_session_create(client: Client, name: str) -> None:
    for value in values_for(client):
        is_refusal(client.send("POST", "/Session", {**ADA, name: value}), operation="SessionCreate")
