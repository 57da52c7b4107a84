"""Whom the words in a notification's list of recipients stand for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select

from polydesk.desk.people.companies import Companies
from polydesk.desk.people.customers import find_customer
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.models import CustomerUser, TeamAgent
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.facts import Reader, agent_reader, named_reader
from polydesk.desk.tickets.models import Collaborator, Ticket, Watcher
from polydesk.kernel.actors import SYSTEM_AGENT_ID, acting_agent_id
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

_TEAM = select(TeamAgent.agent_id).where(TeamAgent.team_id == bindparam("id")).order_by(TeamAgent.agent_id)
_WATCHERS = select(Watcher.agent_id).where(Watcher.ticket_id == bindparam("id")).order_by(Watcher.agent_id)
_COLLABORATORS = (
    select(CustomerUser.id, CustomerUser.login, CustomerUser.first_name, CustomerUser.last_name, CustomerUser.email)
    .join(Collaborator, Collaborator.customer_user_id == CustomerUser.id)
    .where(Collaborator.ticket_id == bindparam("id"), Collaborator.active == 1)
    .order_by(CustomerUser.id)
)


@dataclass(frozen=True, slots=True)
class Recipient:
    reader: Reader
    agent_id: int = 0
    """0: no agent."""
    customer_user_id: int = 0
    may_leave: bool = False
    """Whether it is only by taking part or watching that they hear of this."""


def recipients_of(work: Work, ticket: Ticket, words: Iterable[str], *, agent_id: int | None) -> list[Recipient]:
    """Each address once. Nobody hears of what they did themselves; agents who are gone hear nothing.

    `agent_id` is whom the event is about, for the word `agent`.
    """
    found: dict[str, Recipient] = {}
    for word in words:
        for one in _meant(work, ticket, word, agent_id):
            address = one.reader.email.lower()
            if address and (address not in found or not one.may_leave):
                found[address] = one if address not in found else replace(found[address], may_leave=False)
    return list(found.values())


def _meant(work: Work, ticket: Ticket, word: str, agent_id: int | None) -> Iterator[Recipient]:
    if word == "agent":
        yield from agent_recipients(work, [agent_id or 0])
    elif word in _AGENTS:
        yield from agent_recipients(work, _AGENTS[word](work, ticket), may_leave=word == "watchers")
    elif word == "admin":
        yield _admin(work)
    elif word == "customer":
        person = find_customer(work, ticket.customer_user) if ticket.customer_user else None
        if person:
            yield Recipient(Reader(person.login, person.first_name, person.last_name, person.email))
    elif word == "collaborators":
        for row in work.connection.execute(_COLLABORATORS, {"id": ticket.id}):
            reader = Reader(row.login, row.first_name, row.last_name, row.email)
            yield Recipient(reader, customer_user_id=row.id, may_leave=True)
    else:
        yield Recipient(named_reader("", word))


def agent_recipients(work: Work, agent_ids: Iterable[int], *, may_leave: bool = False) -> Iterator[Recipient]:
    """Those of these who hear of things: not whoever acts, and not the system agent, who is nobody."""
    agents = work.config(Directory).agents
    for agent_id in agent_ids:
        agent = agents.get(agent_id)
        if agent and agent.valid and agent_id not in (SYSTEM_AGENT_ID, acting_agent_id(work.actor)):
            yield Recipient(agent_reader(agent), agent_id, may_leave=may_leave)


def _agents_of_queue(work: Work, ticket: Ticket) -> list[int]:
    """Those who may read what is in it."""
    directory = work.config(Directory)
    group_id = work.config(Catalogue).queues[ticket.queue_id].group_id
    return [agent.id for agent in directory.agents if group_id in directory.groups_with(agent.id, "ro")]


def _account_manager(work: Work, ticket: Ticket) -> list[int]:
    """Of the company the ticket is of: an agent, or all of a team."""
    company = work.config(Companies).of(ticket.customer_id)
    team = work.connection.execute(_TEAM, {"id": company.manager_team_id}).scalars() if company.manager_team_id else ()
    return [*([company.manager_agent_id] if company.manager_agent_id else []), *team]


_AGENTS: Mapping[str, Callable[[Work, Ticket], Iterable[int]]] = {
    "owner": lambda _work, ticket: [ticket.owner_id],
    "responsible": lambda _work, ticket: [ticket.responsible_id],
    "watchers": lambda work, ticket: work.connection.execute(_WATCHERS, {"id": ticket.id}).scalars(),
    "team": lambda work, ticket: work.connection.execute(_TEAM, {"id": ticket.team_id or 0}).scalars(),
    "queue_agents": _agents_of_queue,
    "account_manager": _account_manager,
}


def _admin(work: Work) -> Recipient:
    """The admin's address, without a name, as nobody in particular."""
    return Recipient(named_reader("", work.config(Settings)["AdminEmail"]))
