"""The forms of processes: which can be started, the start dialog, and the dialog of the next step."""

from collections.abc import Sequence

from polydesk.api.otrs7.answers import Answer
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import invalid_input, wrong
from polydesk.api.otrs7.form_shape import schema
from polydesk.api.otrs7.parameters import path_ids
from polydesk.api.otrs7.process_call import (
    CONTEXT,
    DIALOG,
    PROCESS,
    UNKNOWN,
    checked,
    context_errors,
    filling_of,
    offered,
    start_fields,
    step_fields,
    writable_ticket,
)
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.ticket_create import form_id_of
from polydesk.api.otrs7.words import translated
from polydesk.desk.forms.field import FormField, Kind, Option
from polydesk.desk.processes.dialog_properties import Filling
from polydesk.desk.processes.place import standing_of
from polydesk.desk.processes.start import Start, startable_processes

_FORM = "/api/frontend/external/form/ticket"


def choose_process(call: Call) -> Answer:
    """The processes there are; once one is chosen, its start dialog follows."""
    _check_context(call)
    filling = filling_of(call)
    starts = startable_processes(call.look(), filling, call.text(CONTEXT))
    options = [Option(one.process.entity_id, one.process.name) for one in starts]
    choice = FormField(name=PROCESS, kind=Kind.SELECT, label="Process", required=True, options=options)
    if not call.text(PROCESS):
        return _answer(call, [choice], filling)
    start = _named(call, PROCESS, call.text(PROCESS), starts)
    return _answer(call, [choice, *start_fields(call, start, filling)], filling)


def start_form(call: Call) -> Answer:
    _check_context(call)
    filling = filling_of(call)
    starts = startable_processes(call.look(), filling, call.text(CONTEXT))
    start = _named(call, "ProcessEntityID", call.path["ProcessEntityID"], starts)
    return _answer(call, start_fields(call, start, filling), filling)


def step_form(call: Call) -> Answer:
    """The dialog that is named, or the first one that is offered."""
    [ticket_id] = path_ids(call, "TicketID", beside=context_errors(call, call.text(CONTEXT)))
    row = writable_ticket(call, ticket_id)
    filling = filling_of(call, row)
    standing = standing_of(call.look(), row.id)
    dialogs = offered(call, standing, filling, call.text(CONTEXT)) if standing else []
    named = call.text(DIALOG)
    dialog = next((one for one in dialogs if named in ("", one.entity_id)), None)
    if standing is None or dialog is None:
        raise wrong(DIALOG, translated(call, UNKNOWN))
    return _answer(call, step_fields(call, standing, dialog, filling), filling)


def _check_context(call: Call) -> None:
    errors = context_errors(call, call.text(CONTEXT))
    if errors:
        raise invalid_input(errors)


def _named(call: Call, parameter: str, entity_id: str, starts: Sequence[Start]) -> Start:
    """The process, if its start dialog is the one that is meant."""
    start = next((one for one in starts if one.process.entity_id == entity_id), None)
    if start is None:
        raise wrong(parameter, translated(call, UNKNOWN))
    if call.text(DIALOG) not in ("", start.dialog.entity_id):
        raise wrong(DIALOG, translated(call, UNKNOWN))
    return start


def _answer(call: Call, fields: Sequence[FormField], filling: Filling) -> Answer:
    if call.only_validates:
        checked(call, fields, filling)
    takes_files = any(one.kind is Kind.UPLOAD for one in fields)
    beside = {"FormID": form_id_of(call)} if takes_files else {}
    return schema(call, fields, sent=filling.sent, **beside)


OPERATIONS = (
    Operation("POST", f"{_FORM}/process", choose_process),
    Operation("POST", f"{_FORM}/process/{{ProcessEntityID}}", start_form),
    Operation("POST", f"{_FORM}/{{TicketID}}/process", step_form),
)
