"""Calls of the process endpoints, in few words."""

from typing import Any

from tests.api.otrs7.client import Client, Reply
from tests.desk.processes.purchase import CREATE, NEXT, PROCESS

TICKET = "/api/customer/ticket"
START = f"{TICKET}/process/{PROCESS}"
FORM = "/api/frontend/external/form/ticket"
VALIDATE = {"x-otrs-api-validateformdata": "1"}
STARTING = {"EndpointContext": CREATE, "Interface": "ExternalInterface"}
STEPPING = {"EndpointContext": NEXT, "Interface": "ExternalInterface"}
WEBSITE = {**STARTING, "Title": "Shop window", "DynamicField_Product": "web"}
SHOP = {**STARTING, "Title": "Till", "DynamicField_Product": "shop"}
TOPICS, COMMENT, REFUSE = "ActivityDialog-topics", "ActivityDialog-comment", "ActivityDialog-refuse"


def start(client: Client, sent: dict[str, Any] = WEBSITE) -> int:
    """The id of the ticket that was opened."""
    reply = client.post(START, sent)
    assert reply.status == 200, reply.body
    ticket_id: int = reply.json["TicketID"]
    return ticket_id


def step_path(ticket_id: object, process: str = PROCESS) -> str:
    return f"{TICKET}/{ticket_id}/process/{process}"


def step(client: Client, ticket_id: int, dialog: str, **sent: Any) -> Reply:
    return client.post(step_path(ticket_id), {**STEPPING, "ActivityDialogEntityID": dialog, **sent})


def info(client: Client, ticket_id: object) -> Reply:
    return client.get(f"{TICKET}/process/{ticket_id}", EndpointContext=NEXT)


def form_path(ticket_id: object) -> str:
    return f"{FORM}/{ticket_id}/process"
