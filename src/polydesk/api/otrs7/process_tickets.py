"""Tickets in processes: start one, take its next step, see where it stands. Specification, sections 6.2 and 6.3."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from polydesk.api.otrs7.answers import Answer, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import failed, failing_as, forbidden, wrong
from polydesk.api.otrs7.form_shape import refuse_by_validator
from polydesk.api.otrs7.parameters import path_ids
from polydesk.api.otrs7.process_call import (
    CONTEXT,
    DIALOG,
    INTERFACE,
    Failures,
    checked,
    chosen_dialog,
    context_errors,
    context_failures,
    filling_of,
    interface_failures,
    is_agents,
    no_activity,
    offered,
    start_fields,
    step_fields,
    writable_ticket,
)
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.ticket_access import readable_ticket
from polydesk.api.otrs7.words import translated
from polydesk.desk.processes import stages
from polydesk.desk.processes.filled_in import filled_in
from polydesk.desk.processes.parts import EXTERNAL, Dialog
from polydesk.desk.processes.place import standing_of
from polydesk.desk.processes.start import Done, find_start, start_process
from polydesk.desk.processes.step import find_standing, step_process
from polydesk.kernel.errors import Forbidden, NotFound

_TICKET = "/api/customer/ticket"
_NEXT_SCREEN = "TicketDetailView"
_FAILURES = {
    stages.TICKET: ("CouldNotCreateTicket", "The system was unable to create the ticket."),
    stages.ARTICLE: ("CouldNotCreateTicketArticle", "The system was unable to create the ticket article."),
    stages.PREPARATION: ("CouldNotPrepareData", "The system was unable to prepare the data to store it."),
    stages.FIELDS: ("CouldNotSetDynamicFieldValue", "The system was unable to set dynamic ticket data."),
    stages.STATE: ("CouldNotSetTicketProcessState", "The system was unable to set the ticket process state."),
    stages.PROPERTIES: ("CouldNotUpdateTicket", "The system was unable to update ticket information."),
}


def start(call: Call) -> Answer:
    refuse_by_validator(call, _parameter_failures(call))
    if is_agents(call):
        raise forbidden()
    filling = filling_of(call)
    try:
        found = find_start(call.look(), call.path["ProcessEntityID"], filling, call.text(CONTEXT))
    except NotFound as error:
        raise no_activity(call) from error
    if call.text(DIALOG) not in ("", found.dialog.entity_id):
        raise no_activity(call)
    fields = start_fields(call, found, filling)
    filled = filled_in(call.look(), fields, checked(call, fields, filling))
    with _storing(call, stages.TICKET), call.work() as work:
        done = start_process(work, found.process.entity_id, filled, interface=EXTERNAL)
    return _stored(done)


def step(call: Call) -> Answer:
    refuse_by_validator(call, _parameter_failures(call))
    [ticket_id] = path_ids(call, "TicketID")
    row = writable_ticket(call, ticket_id)
    if is_agents(call):
        raise forbidden()
    filling = filling_of(call, row)
    try:
        standing = find_standing(call.look(), row.id, call.path["ProcessEntityID"])
    except NotFound as error:
        raise no_activity(call) from error
    dialog = _dialog(call, offered(call, standing, filling, call.text(CONTEXT)))
    fields = step_fields(call, standing, dialog, filling)
    filled = filled_in(call.look(), fields, checked(call, fields, filling))
    with _storing(call, stages.PROPERTIES), call.work() as work:
        process_id = standing.process.entity_id
        done = step_process(work, row.id, process_id, dialog.entity_id, filled, interface=EXTERNAL)
    return _stored(done)


def info(call: Call) -> Answer:
    context = call.parameter(CONTEXT)
    [ticket_id] = path_ids(call, "TicketID", beside=context_errors(call, context))
    row = readable_ticket(call, ticket_id)
    standing = standing_of(call.look(), row.id)
    if standing is None:
        raise wrong("TicketID", translated(call, "This ticket is in no process."))
    dialogs = offered(call, standing, filling_of(call, row), context)
    return ok(
        {
            "TicketID": row.id,
            "ProcessEntityID": standing.process.entity_id,
            "ProcessName": standing.process.name,
            "ActivityEntityID": standing.activity.entity_id,
            "ActivityName": standing.activity.name,
            "ActivityDialogs": [_dialog_shape(one) for one in dialogs],
        }
    )


def _parameter_failures(call: Call) -> Failures:
    return {**context_failures(call.text(CONTEXT)), **interface_failures(call.text(INTERFACE))}


def _dialog(call: Call, dialogs: list[Dialog]) -> Dialog:
    """Raises Refused: with 404 where there is no such dialog now, with 422 where it must be said which one."""
    chosen = chosen_dialog(call, dialogs)
    if isinstance(chosen, Dialog):
        return chosen
    if not call.text(DIALOG) and dialogs:
        refuse_by_validator(call, {DIALOG: chosen})
    raise no_activity(call)


@contextmanager
def _storing(call: Call, otherwise: str) -> Iterator[None]:
    """What can not be stored is a business failure, named after the part that could not be done."""
    with failing_as(*_FAILURES[otherwise]):
        try:
            yield
        except stages.StageFailed as error:
            structlog.get_logger().warning(
                "process_step_failed", stage=error.code, error=type(error.__cause__).__name__
            )
            raise failed(*_FAILURES[error.code]) from error
        except Forbidden as error:
            raise forbidden() from error
        except NotFound as error:
            raise (no_activity(call) if error.code.startswith("process.") else forbidden()) from error


def _stored(done: Done) -> Answer:
    answer: dict[str, Any] = {"TicketID": done.ticket_id, "TicketNumber": done.ticket_number}
    if done.article_id is not None:
        answer["ArticleID"] = done.article_id
    return ok({**answer, "NextScreen": _NEXT_SCREEN})


def _dialog_shape(dialog: Dialog) -> dict[str, str]:
    return {
        "ActivityDialogEntityID": dialog.entity_id,
        "Name": dialog.name,
        "DescriptionShort": dialog.description,
        "SubmitButtonText": dialog.submit_button,
        "SubmitAdviceText": dialog.submit_advice,
    }


OPERATIONS = (
    Operation("POST", f"{_TICKET}/process/{{ProcessEntityID}}", start),
    Operation("GET", f"{_TICKET}/process/{{TicketID}}", info),
    Operation("POST", f"{_TICKET}/{{TicketID}}/process/{{ProcessEntityID}}", step),
)
