"""The actions of transitions, by the names of OTRS' modules."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from polydesk.desk.people.directory import Directory
from polydesk.desk.processes import setting_actions
from polydesk.desk.processes.article_action import article_create
from polydesk.desk.processes.chosen import whole
from polydesk.desk.processes.parts import Action
from polydesk.desk.processes.smart_tags import fill
from polydesk.desk.processes.ticket_action import ticket_create
from polydesk.desk.processes.ticket_values import ticket_values
from polydesk.desk.sending.facts import Facts
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Article, Ticket
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Look, Work

_LAST_OF_CUSTOMER = (
    select(Article.id)
    .where(Article.ticket_id == bindparam("ticket"), Article.sender_type_id == SENDER_CUSTOMER)
    .order_by(Article.id.desc())
    .limit(1)
)
Run = Callable[[Work, Ticket, Mapping[str, Any]], None]

KINDS: Mapping[str, Run] = {
    "DynamicFieldSet": setting_actions.dynamic_field_set,
    "TicketArticleCreate": article_create,
    "TicketCreate": ticket_create,
    "TicketCustomerSet": setting_actions.customer_set,
    "TicketLockSet": setting_actions.lock_set,
    "TicketOwnerSet": setting_actions.owner_set,
    "TicketPrioritySet": setting_actions.priority_set,
    "TicketQueueSet": setting_actions.queue_set,
    "TicketResponsibleSet": setting_actions.responsible_set,
    "TicketSLASet": setting_actions.sla_set,
    "TicketServiceSet": setting_actions.service_set,
    "TicketStateSet": setting_actions.state_set,
    "TicketTitleSet": setting_actions.title_set,
    "TicketTypeSet": setting_actions.type_set,
}


def run_action(work: Work, ticket: Ticket, action: Action) -> None:
    """With the ticket as it is now. Raises a DeskError, and changes nothing, for what can not be done.

    Actions of other kinds are code of another system; importing the process has said that they are left out.
    """
    run = KINDS.get(action.kind)
    if run is None:
        return
    acting = _acting(work, action.config.get("UserID"))
    config = {key: value for key, value in action.config.items() if key != "UserID"}
    article_id = _last_of_customer(acting, ticket) if _quotes_customer(config) else None
    facts = Facts(acting, ticket, article_id=article_id)
    run(acting, ticket, fill(config, ticket_values(acting, ticket), facts))


def _quotes_customer(config: Mapping[str, Any]) -> bool:
    """Whether it has one of the tags that stand for what the customer wrote last."""
    return any("_CUSTOMER_" in str(value).upper() for value in config.values())


def _last_of_customer(look: Look, ticket: Ticket) -> int | None:
    return look.connection.execute(_LAST_OF_CUSTOMER, {"ticket": ticket.id}).scalar()


def _acting(work: Work, user_id: Any) -> Work:
    """The agent the configuration names, or whoever moved the process on."""
    if not user_id:
        return work
    agent = work.config(Directory).agents.get(whole(str(user_id)))
    if agent is None:
        raise Invalid("process.unknown_value", key="UserID", value=user_id)
    return work.acting(AgentActor(agent.id, agent.login))
