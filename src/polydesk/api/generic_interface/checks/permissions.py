"""What TicketUpdate asks for before it changes anything: row 12 of its checks."""

from dataclasses import dataclass

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.checks.article import ArticlePart
from polydesk.api.generic_interface.checks.fields import FieldValue
from polydesk.api.generic_interface.checks.ticket import TicketPart
from polydesk.desk.tickets.access import may
from polydesk.desk.tickets.follow_up import customer_may_set_state
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Ticket
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look

ARTICLES = "Does not have permissions to create new articles!"


@dataclass(frozen=True, slots=True)
class Changes:
    ticket: TicketPart
    article: ArticlePart | None
    fields: list[FieldValue]


def check_permissions(call: Call, look: Look, ticket: Ticket, changes: Changes) -> None:
    actor = look.actor
    if isinstance(actor, CustomerActor) and not actor.trusted:
        _check_customer(call, look, ticket, changes)
    else:
        _check_agent(call, look, ticket, changes)


def _check_agent(call: Call, look: Look, ticket: Ticket, changes: Changes) -> None:
    """`move`, `responsible` and `close` are no group rights: only rw, or owning the ticket, grants them."""
    part = changes.ticket
    needed = (
        (changes.article is not None, "note", ARTICLES),
        (bool(changes.fields), "rw", _update("dynamic fields")),
        (part.queue is not None, "move", _update("queue")),
        (part.owner is not None, "owner", _update("owner")),
        (part.responsible is not None, "responsible", _update("responsibe")),
        (part.priority is not None, "priority", _update("priority")),
        (_closes_or_waits(part), "close", _update("state")),
    )
    for is_asked, right, message in needed:
        if is_asked and not may(look, ticket, right):
            call.refuse("AccessDenied", message)


def _closes_or_waits(part: TicketPart) -> bool:
    return part.state is not None and part.state.type.startswith(("closed", "pending"))


def _check_customer(call: Call, look: Look, ticket: Ticket, changes: Changes) -> None:
    """Customers may add articles of their own, rename, set the priority and what state the follow-up rules allow."""
    part, article = changes.ticket, changes.article
    if article and (article.sender_type_id != SENDER_CUSTOMER or not article.visible):
        call.refuse("AccessDenied", ARTICLES)
    if any(field.object_kind == "Ticket" for field, _value in changes.fields):
        call.refuse("AccessDenied", _update("dynamic fields"))
    refused = (
        (part.queue, "queue"),
        (part.owner, "owner"),
        (part.responsible, "responsibe"),
        (part.lock, "lock"),
        (part.type, "type"),
        (part.service, "service"),
        (part.sla, "SLA"),
        (part.word("CustomerUser") or part.word("CustomerID"), "customer"),
    )
    for is_sent, name in refused:
        if is_sent:
            call.refuse("AccessDenied", _update(name))
    if part.state and not customer_may_set_state(look, ticket, part.state.id):
        call.refuse("AccessDenied", _update("state"))


def _update(what: str) -> str:
    return f"Does not have permissions to update {what}!"
