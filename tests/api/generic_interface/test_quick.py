"""Only calls that read a little are run on the event loop."""

from typing import Any

import pytest

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.quick import is_quick
from polydesk.desk.desk import Desk
from polydesk.desk.request import RequestDesk
from polydesk.desk.services.registry import WebServices

SESSION = {"SessionID": "x" * 32}


def _call(desk: Desk, operation: str, data: Any) -> Call:
    own = RequestDesk(desk)
    service = own.look().config(WebServices).named("GenericTicketConnectorREST")
    own.close()
    assert service
    return Call(own, service, service.operations[operation], data)


@pytest.mark.parametrize(
    ("operation", "data", "quick"),
    [
        ("TicketGet", {**SESSION, "TicketID": "5"}, True),
        ("TicketGet", {**SESSION, "TicketID": 5, "AllArticles": 1}, True),
        ("TicketHistoryGet", {**SESSION, "TicketID": "5"}, True),
        ("TicketGet", {"UserLogin": "agent1", "Password": "x", "TicketID": "5"}, False),
        ("TicketGet", {**SESSION, "TicketID": "5", "Attachments": 1}, False),
        ("TicketGet", {**SESSION, "TicketID": ["5", "6"]}, False),
        ("TicketGet", {**SESSION, "TicketID": ",".join("123456789")}, True),
        ("TicketGet", {**SESSION, "TicketID": ",".join(["12345678"] * 3)}, False),
        ("TicketSearch", {**SESSION, "Title": "x"}, False),
        ("TicketUpdate", {**SESSION, "TicketID": "5"}, False),
        ("TicketGet", [SESSION], False),
    ],
)
def test_what_is_quick(desk: Desk, operation: str, data: Any, quick: bool) -> None:
    assert is_quick(_call(desk, operation, data)) is quick
