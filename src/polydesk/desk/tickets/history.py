"""Writes the history of tickets: one row for each event, with the values as of then."""

from polydesk.desk.tickets.events import ArticleAdded, AttachmentsAdded, FieldSet, TicketEvent
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.models import History
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.work import Work

_HISTORY = History.metadata.tables["history"]


def write_history(work: Work, event: TicketEvent) -> None:
    """The recorder of history; it also moves the ticket's change time, so that no change can forget to."""
    ticket = event.ticket
    author = acting_agent_id(work.actor)
    ticket.change_time, ticket.change_by = work.now, author
    if isinstance(event, AttachmentsAdded):
        return
    work.write(
        _HISTORY,
        ticket_id=ticket.id,
        article_id=event.about_article,
        type_id=TYPE_IDS[_type_of(event)],
        name=event.history_text,
        queue_id=ticket.queue_id,
        state_id=ticket.state_id,
        priority_id=ticket.priority_id,
        owner_id=ticket.owner_id,
        ticket_type_id=ticket.type_id,
        create_time=work.now,
        create_by=author,
    )


def _type_of(event: TicketEvent) -> str:
    if isinstance(event, ArticleAdded):
        return event.kind
    if isinstance(event, FieldSet):
        return "ArticleDynamicFieldUpdate" if event.article_id else "TicketDynamicFieldUpdate"
    return event.history_type
