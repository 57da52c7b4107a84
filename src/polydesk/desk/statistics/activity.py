"""What happened lately, over all tickets the actor finds in lists."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.comparing import aside
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.history_types import TYPE_IDS, TYPE_NAMES
from polydesk.desk.tickets.models import Article, History, Ticket
from polydesk.kernel.actors import SYSTEM_AGENT_ID, CustomerActor
from polydesk.kernel.work import Look

CREATED, UPDATED, CLOSED, ARTICLE = "ticket_created", "ticket_updated", "ticket_closed", "article_added"
_ARTICLES = (
    "AddNote",
    "EmailAgent",
    "EmailCustomer",
    "FollowUp",
    "PhoneCallAgent",
    "PhoneCallCustomer",
    "SendAnswer",
    "WebRequestCustomer",
)
_OF_CUSTOMERS = {"NewTicket": CREATED, "StateUpdate": UPDATED, **dict.fromkeys(_ARTICLES, ARTICLE)}
_OF_AGENTS = {
    **_OF_CUSTOMERS,
    "OwnerUpdate": "ticket_assigned",
    "Move": "ticket_moved",
    **dict.fromkeys(("PriorityUpdate", "TitleUpdate", "SetPendingTime", "Merged", "ArchiveFlagUpdate"), UPDATED),
}
"""From types of history to kinds of activity. What follows by itself, from opening a ticket too, is none."""


@dataclass(frozen=True, slots=True)
class Activity:
    id: int
    kind: str
    message: str
    ticket_id: int
    ticket_number: str
    user: str
    """Who did it: the name of an agent, or the login of a customer."""
    when: datetime


def list_activity(look: Look, *, limit: int) -> list[Activity]:
    """Newest first."""
    is_customer = isinstance(look.actor, CustomerActor)
    kinds = _OF_CUSTOMERS if is_customer else _OF_AGENTS
    type_id: ColumnElement[int] = History.__table__.c.type_id
    of_type = type_id if is_customer else aside(look, type_id)
    newest = (
        select(History.id)
        .where(of_type.in_([TYPE_IDS[one] for one in kinds]), *_seen(look))
        .order_by(History.id.desc())
        .limit(limit)
    ).subquery("newest")
    customer = select(Article.created_by_customer).where(Article.id == History.article_id).scalar_subquery()
    shown = (Ticket.number, Ticket.title, Ticket.customer_user, customer.label("customer"))
    rows = (
        select(History.__table__, *shown)
        .join(newest, newest.c.id == History.id)
        .join(Ticket, Ticket.id == History.ticket_id)
        .order_by(History.id.desc())
    )
    return [_activity(look, row, kinds[TYPE_NAMES[row.type_id]]) for row in look.connection.execute(rows)]


def _seen(look: Look) -> list[ColumnElement[bool]]:
    """For agents, entries are tried from the newest on; customers have few tickets, which are looked up first."""
    if not isinstance(look.actor, CustomerActor):
        return [exists().where(Ticket.id == History.ticket_id, searchable_by(look))]
    visible = exists().where(Article.id == History.article_id, Article.visible == 1)
    mine = History.ticket_id.in_(select(Ticket.id).where(searchable_by(look)))
    return [mine, or_(History.article_id.is_(None), visible)]


def _activity(look: Look, row: Any, kind: str) -> Activity:
    state = look.config(Catalogue).states[row.state_id]
    is_closing = TYPE_NAMES[row.type_id] == "StateUpdate" and state.type == "closed"
    return Activity(
        row.id,
        CLOSED if is_closing else kind,
        f"Ticket {row.number} {_told(look, row)}",
        row.ticket_id,
        row.number,
        _who(look, row, kind),
        row.create_time,
    )


def _told(look: Look, row: Any) -> str:
    """With the values as of then."""
    catalogue, name = look.config(Catalogue), TYPE_NAMES[row.type_id]
    texts = {
        "NewTicket": f"was created: {row.title}",
        "StateUpdate": f"is now {catalogue.states[row.state_id].name}",
        "OwnerUpdate": f"was given to {_agent(look, row.owner_id)}",
        "Move": f"was moved to {catalogue.queues[row.queue_id].name}",
        "PriorityUpdate": f"has priority {catalogue.priorities[row.priority_id].name}",
        **dict.fromkeys(_ARTICLES, "has a new article"),
    }
    return texts.get(name, "was updated")


def _who(look: Look, row: Any, kind: str) -> str:
    if row.create_by != SYSTEM_AGENT_ID:
        return _agent(look, row.create_by)
    by_customer = row.customer or (row.customer_user if kind == CREATED else "")
    return by_customer or _agent(look, row.create_by)


def _agent(look: Look, agent_id: int) -> str:
    agent = look.config(Directory).agents.get(agent_id)
    return (agent.full_name or agent.login) if agent else ""
