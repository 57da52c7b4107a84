"""The form of an answer, and adding it to its ticket: specification, sections 5.7 and 7."""

from collections.abc import Sequence

from polydesk.api.otrs7.answers import Answer, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import failing_as, forbidden
from polydesk.api.otrs7.form_shape import schema
from polydesk.api.otrs7.parameters import path_ids
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.ticket_create import NO_ARTICLE, checked, drafted, form_id_of, store_fields, written
from polydesk.api.otrs7.ticket_detail import takes_follow_ups
from polydesk.api.otrs7.words import translated
from polydesk.desk.forms.answer import ClosedForGood, add_answer, load_to_answer
from polydesk.desk.forms.answer_form import answer_fields
from polydesk.desk.forms.field import FormField
from polydesk.desk.forms.screens import TICKET_DETAIL, Screens
from polydesk.desk.tickets.access import may
from polydesk.desk.tickets.queries import list_tickets
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Forbidden, NotFound

CLOSED_FOR_GOOD = "Can't reopen ticket, not possible in this queue!"


def form(call: Call) -> Answer:
    row, fields = _form(call)
    if call.only_validates:
        checked(call, fields)
    if row is None:
        raise forbidden()
    if not takes_follow_ups(call.look(), row):
        raise forbidden(translated(call, CLOSED_FOR_GOOD))
    return schema(call, fields, FormID=form_id_of(call))


def answer(call: Call) -> Answer:
    """What was filled in is looked at first, and no differently for a ticket that is not the customer's."""
    row, fields = _form(call)
    values = checked(call, fields)
    if row is None:
        raise forbidden()
    screen, customer = call.look().config(Screens)[TICKET_DETAIL], call.known.actor
    draft = drafted(call, values)
    with failing_as(*NO_ARTICLE), call.work() as work:
        try:
            ticket = load_to_answer(work, row.id)
        except ClosedForGood as error:
            raise forbidden(translated(call, CLOSED_FOR_GOOD)) from error
        except (NotFound, Forbidden) as error:
            raise forbidden() from error
        article_id = add_answer(work, ticket, customer, written(work, draft, values["Subject"]), values)
        store_fields(work, ticket, fields, values)
    return ok({"ArticleID": article_id, "NextScreenAfterFollowUp": screen["NextScreenAfterFollowUp"]})


def _form(call: Call) -> tuple[AnyRow | None, Sequence[FormField]]:
    """None for a ticket that is not there or that the customer may not write to."""
    [ticket_id] = path_ids(call, "TicketID")
    look = call.look()
    row = list_tickets(look, [ticket_id]).get(ticket_id)
    if row is not None and not may(look, row, "rw"):
        row = None
    return row, answer_fields(look, call.known.actor.login, row, call.values)


OPERATIONS = (
    Operation("POST", "/api/frontend/external/form/ticket/{TicketID}/article", form),
    Operation("POST", "/api/customer/ticket/{TicketID}/article", answer),
)
