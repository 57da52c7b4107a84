"""The form by which a customer answers. The screen `ExternalFrontend::TicketDetailView` says what it shows."""

from collections.abc import Mapping
from typing import Any

from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import Stored, read_values
from polydesk.desk.forms.about import FOLLOW_UP, About
from polydesk.desk.forms.acl import narrowed
from polydesk.desk.forms.choices import state_options
from polydesk.desk.forms.field import FormField, Kind
from polydesk.desk.forms.screens import TICKET_DETAIL, Screens
from polydesk.desk.forms.ticket_form import (
    ATTACHMENTS,
    TITLE_LENGTH,
    body_field,
    dynamic_fields,
    is_on,
    longest,
    priority_field,
)
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

_RE = "Re: "


def answer_fields(look: Look, login: str, ticket: Ticket | AnyRow | None, sent: Mapping[str, Any]) -> list[FormField]:
    """`ticket` is None for one the customer does not see: the same form for all of those."""
    screen = look.config(Screens)[TICKET_DETAIL]
    fields = [
        FormField(
            name="Subject",
            kind=Kind.TEXT,
            label="Subject",
            suggestion=(_RE + ticket.title)[:TITLE_LENGTH] if ticket else "",
            required=True,
            rules=(longest(TITLE_LENGTH),),
        ),
        body_field(look),
        ATTACHMENTS,
        _next_state(look, screen),
        *([priority_field(look, default=_priority(ticket), required=False)] if is_on(screen["Priority"]) else ()),
        *dynamic_fields(look, screen["FollowUpDynamicField"], _held(look, ticket)),
    ]
    return narrowed(look, fields, About(endpoint=FOLLOW_UP, login=login, sent=sent, ticket=ticket))


def _next_state(look: Look, screen: Mapping[str, Any]) -> FormField:
    """Where customers do not choose it, any state that is sent is wrong."""
    if not is_on(screen["State"]):
        return FormField(name="NextStateID", kind=Kind.HIDDEN, label="Next state", options=())
    options = state_options(look, screen["StateType"])
    suggested = [one.value for one in options if one.label == screen["StateDefault"]]
    return FormField(
        name="NextStateID",
        kind=Kind.SELECT,
        label="Next state",
        options=options,
        is_translated=True,
        suggestion=next(iter(suggested), ""),
    )


def _priority(ticket: Ticket | AnyRow | None) -> str:
    return str(ticket.priority_id) if ticket else ""


def _held(look: Look, ticket: Ticket | AnyRow | None) -> Mapping[int, Stored]:
    """One that is not shown to the customer has nothing."""
    if ticket is None:
        return {}
    return read_values(look.connection, look.config(Fields).of_tickets, [ticket.id]).get(ticket.id, {})
