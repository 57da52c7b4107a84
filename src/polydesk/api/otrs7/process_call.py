"""What the process endpoints have in common: their parameters, and the forms of dialogs. Specification, section 6."""

from collections.abc import Sequence

from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import Refused, forbidden, missing
from polydesk.api.otrs7.form_shape import refuse_by_validator
from polydesk.api.otrs7.parameters import Errors, said
from polydesk.api.otrs7.ticket_access import readable_ticket
from polydesk.api.otrs7.words import translated
from polydesk.desk.forms.check import Values, check_form
from polydesk.desk.forms.field import REQUIRED, VALUE, Failure, FormField, Validator
from polydesk.desk.forms.ticket_form import FORM_ID
from polydesk.desk.processes.dialog_form import dialog_fields, offered_dialogs
from polydesk.desk.processes.dialog_properties import Filling, with_ids
from polydesk.desk.processes.parts import AGENT, EXTERNAL, INTERFACES, Dialog
from polydesk.desk.processes.place import Standing
from polydesk.desk.processes.start import Start
from polydesk.desk.tickets.access import may
from polydesk.desk.uploads.has_files import has_files
from polydesk.kernel.db import AnyRow

CONTEXT, INTERFACE, DIALOG, PROCESS = "EndpointContext", "Interface", "ActivityDialogEntityID", "ProcessID"
CREATE, NEXT_STEP = "ExternalFrontend::ProcessTicketCreate", "ExternalFrontend::ProcessTicketNextStep"
CONTEXTS = (CREATE, NEXT_STEP)
UNKNOWN = "This value is not among those to choose from."
Failures = dict[str, Failure]


def context_failures(sent: str) -> Failures:
    """EndpointContext decides which ACLs count; there are two of them."""
    return _failures(CONTEXT, sent, CONTEXTS)


def context_errors(call: Call, sent: str) -> Errors:
    """The same in the plain shape."""
    if not sent:
        return {CONTEXT: said(call, "This field is required.")}
    return {} if sent in CONTEXTS else {CONTEXT: said(call, UNKNOWN)}


def interface_failures(sent: str) -> Failures:
    return _failures(INTERFACE, sent, tuple(sorted(INTERFACES)))


def _failures(name: str, sent: str, known: tuple[str, ...]) -> Failures:
    if not sent:
        return {name: Failure(REQUIRED, None)}
    return {} if sent in known else {name: Failure(Validator(VALUE, known), sent)}


def is_agents(call: Call) -> bool:
    return call.text(INTERFACE) == AGENT


def filling_of(call: Call, ticket: AnyRow | None = None) -> Filling:
    look, form_id = call.look(), call.text("FormID")
    sent = with_ids(look, call.values)
    return Filling(EXTERNAL, call.known.actor.login, sent, ticket, bool(form_id) and has_files(look, form_id))


def checked(call: Call, fields: Sequence[FormField], filling: Filling) -> Values:
    """Raises Refused with 422 and all that is wrong: the same for the form and for what stores it."""
    values, failures = check_form([*fields, FORM_ID], filling.sent)
    refuse_by_validator(call, failures)
    return values


def start_fields(call: Call, start: Start, filling: Filling) -> list[FormField]:
    return dialog_fields(call.look(), start.process, start.activity, start.dialog, filling, _context(call))


def step_fields(call: Call, standing: Standing, dialog: Dialog, filling: Filling) -> list[FormField]:
    return dialog_fields(call.look(), standing.process, standing.activity, dialog, filling, _context(call))


def offered(call: Call, standing: Standing, filling: Filling, context: str) -> list[Dialog]:
    """The dialogs this customer may fill in now; none where the process does not go on."""
    if not standing.process.goes_on:
        return []
    return offered_dialogs(call.look(), standing.process, standing.activity, filling, context)


def chosen_dialog(call: Call, dialogs: list[Dialog]) -> Dialog | Failure:
    """The dialog that is named, or the only one there is."""
    named = call.text(DIALOG)
    if not named:
        return dialogs[0] if len(dialogs) == 1 else Failure(REQUIRED, None)
    known = tuple(one.entity_id for one in dialogs)
    found = next((one for one in dialogs if one.entity_id == named), None)
    return found or Failure(Validator(VALUE, known), named)


def writable_ticket(call: Call, ticket_id: int) -> AnyRow:
    """Raises Refused with 403 for a ticket this customer may not change, whatever the reason."""
    row = readable_ticket(call, ticket_id)
    if not may(call.look(), row, "rw"):
        raise forbidden()
    return row


def no_activity(call: Call) -> Refused:
    return missing(translated(call, "No activity found to the current ticket state."))


def _context(call: Call) -> str:
    sent = call.text(CONTEXT)
    return sent if sent in CONTEXTS else CREATE
