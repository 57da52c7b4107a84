"""Cases of the contract: tickets in processes."""

from collections.abc import Mapping
from typing import Any

from polydesk.desk.processes import filled_in, start
from polydesk.desk.tickets.events import ArticleAdded, FieldSet, TicketOpened
from tests.api.otrs7.contract import Case, but
from tests.api.otrs7.contract_stage import DELIVERY, WISH, Stage
from tests.desk.processes.purchase import CREATE, NEXT

_TICKET, _FORM = "/api/customer/ticket", "POST /api/frontend/external/form/ticket"
_EXTERNAL = {"Interface": "ExternalInterface"}


def _at_step(stage: Stage) -> int:
    return stage.step_ticket


START = Case(key=f"POST {_TICKET}/process/{{ProcessEntityID}}", body={"EndpointContext": CREATE, **_EXTERNAL, **WISH})
STEP = Case(
    key=f"POST {_TICKET}/{{TicketID}}/process/{{ProcessEntityID}}",
    at={"TicketID": _at_step},
    body={
        "EndpointContext": NEXT,
        **_EXTERNAL,
        "DynamicField_Topics": ["red"],
        "Subject": "Topics",
        "Body": "Red it is.",
    },
)
_DELIVERY: Mapping[str, Any] = {
    "at": {"TicketID": lambda stage: stage.waiting_ticket, "ProcessEntityID": DELIVERY},
    "body": {"EndpointContext": NEXT, **_EXTERNAL, "Title": "Deliver"},
}
"""The step after which the process opens another ticket."""
INFO = Case(key=f"GET {_TICKET}/process/{{TicketID}}", at={"TicketID": _at_step}, query={"EndpointContext": NEXT})
CHOICE = Case(key=f"{_FORM}/process", body={"EndpointContext": CREATE})
START_FORM = Case(key=f"{_FORM}/process/{{ProcessEntityID}}", body={"EndpointContext": CREATE})
STEP_FORM = Case(key=f"{_FORM}/{{TicketID}}/process", at={"TicketID": _at_step}, body={"EndpointContext": NEXT})
SAVING = (START, STEP)

CASES = (
    START,
    but(START, 403, body={**START.body, "Interface": "AgentInterface"}),
    but(START, 404, at={"ProcessEntityID": "Process-fading"}),
    but(START, 422, body={**START.body, "Title": ""}),
    but(START, 900, "CouldNotCreateTicket", fails=TicketOpened),
    but(START, 900, "CouldNotCreateTicketArticle", fails=ArticleAdded),
    but(START, 900, "CouldNotPrepareData", breaks=(start, "_new_ticket")),
    but(START, 900, "CouldNotSetDynamicFieldValue", breaks=(filled_in, "set_fields")),
    but(START, 900, "CouldNotSetTicketProcessState", fails=FieldSet),
    but(START, 900, "CouldNotUpdateTicket", breaks=(filled_in, "rename_ticket")),
    STEP,
    but(STEP, 403, body={**STEP.body, "Interface": "AgentInterface"}),
    but(STEP, 404, at={**STEP.at, "ProcessEntityID": "Process-circle"}),
    but(STEP, 422, body={}),
    but(STEP, 900, "CouldNotCreateTicket", **_DELIVERY, fails=TicketOpened),
    but(STEP, 900, "CouldNotCreateTicketArticle", fails=ArticleAdded),
    but(STEP, 900, "CouldNotPrepareData", breaks=(filled_in, "fields_by_values")),
    but(STEP, 900, "CouldNotSetDynamicFieldValue", fails=FieldSet),
    but(STEP, 900, "CouldNotSetTicketProcessState", breaks=(filled_in, "run_transitions")),
    but(STEP, 900, "CouldNotUpdateTicket", breaks=(filled_in, "_apply_properties")),
    INFO,
    but(INFO, 422, query={}),
    CHOICE,
    but(CHOICE, 422, body={}),
    START_FORM,
    but(START_FORM, 422, body={}),
    STEP_FORM,
    but(STEP_FORM, 422, body={}),
)
