"""The form of a new ticket, and opening it: specification, sections 5.3 and 7."""

import secrets
from collections.abc import Sequence

from polydesk.api.otrs7.answers import Answer, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import failing_as
from polydesk.api.otrs7.form_shape import refuse_plainly, schema
from polydesk.api.otrs7.routing import Operation
from polydesk.desk.fields.validate import Value
from polydesk.desk.forms.check import Values, check_form
from polydesk.desk.forms.dynamic import fields_by_values
from polydesk.desk.forms.field import FormField
from polydesk.desk.forms.open_requested import add_request, open_requested
from polydesk.desk.forms.screens import TICKET_CREATE, Screens
from polydesk.desk.forms.ticket_form import FORM_ID, ticket_fields
from polydesk.desk.forms.written import Written
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.desk.uploads.contents import Draft, draft_contents, take_draft
from polydesk.kernel.work import Work

NO_TICKET = ("CouldNotCreateTicket", "The system was unable to create the ticket.")
NO_ARTICLE = ("CouldNotCreateArticle", "The system was unable to create the article.")
NO_FIELD = ("CouldNotSetDynamicField", "The system was unable to set a dynamic field value.")


def form(call: Call) -> Answer:
    fields = ticket_fields(call.look(), call.known.actor.login, call.values)
    if call.only_validates:
        checked(call, fields)
    return schema(call, fields, FormID=form_id_of(call))


def create(call: Call) -> Answer:
    look, customer = call.look(), call.known.actor
    fields = ticket_fields(look, customer.login, call.values)
    values = checked(call, fields)
    screen = look.config(Screens)[TICKET_CREATE]
    draft = drafted(call, values)
    with failing_as(*NO_TICKET), call.work() as work:
        ticket = open_requested(work, customer, values)
        store_fields(work, ticket, fields, values)
        with failing_as(*NO_ARTICLE):
            add_request(work, ticket, customer, written(work, draft, values["Title"]))
            work.flush()
    return ok({"NextScreenAfterNewTicket": screen["NextScreenAfterNewTicket"], "TicketNumber": ticket.number})


def checked(call: Call, fields: Sequence[FormField]) -> Values:
    """The values of a form with files. Raises Refused with 422 and all that is wrong."""
    values, failures = check_form([*fields, FORM_ID], call.values)
    refuse_plainly(call, failures)
    return values


def form_id_of(call: Call) -> str:
    """The one the client has chosen, else a new one."""
    values, failures = check_form([FORM_ID], call.values)
    return secrets.token_hex(16) if failures or not values["FormID"] else str(values["FormID"])


def store_fields(work: Work, ticket: Ticket, fields: Sequence[FormField], values: Values) -> None:
    """The dynamic fields among these."""
    with failing_as(*NO_FIELD):
        set_fields(work, ticket.id, list(fields_by_values(fields, values).items()))
        work.flush()


def drafted(call: Call, values: Values) -> Draft:
    """What the form says, made harmless before anything is locked."""
    return draft_contents(call.look(), str(values["FormID"]), str(values["Body"]))


def written(work: Work, draft: Draft, subject: Value) -> Written:
    """What the form says, with the files that were sent before it."""
    contents = take_draft(work, draft)
    return Written(subject=str(subject), body=contents.body, content_type=contents.content_type, files=contents.files)


OPERATIONS = (
    Operation("POST", "/api/frontend/external/form/ticket", form),
    Operation("POST", "/api/customer/ticket", create),
)
