"""Agents who are named in a note as @login: those who may read the ticket, and nobody else."""

import re

from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.tickets.access import HasAccess, agent_may_read
from polydesk.desk.tickets.events import ArticleAdded
from polydesk.desk.tickets.models import SENDER_AGENT
from polydesk.kernel.actors import SYSTEM_AGENT_ID, acting_agent_id
from polydesk.kernel.work import Look

MOST = 20
"""So many one note tells at most."""
_MENTION = re.compile(r"(?<![\w.@/+-])@([\w.+-]{1,200}(?:@[\w.-]{1,200})?)")
_LONGEST = 100_000
_QUOTE = ">"


def mentioned_in(look: Look, ticket: HasAccess, text: str) -> list[AgentEntry]:
    """In the order they are named. Lines that are quoted mention nobody."""
    if "@" not in text:
        return []
    lines = [line for line in text[:_LONGEST].split("\n") if not line.lstrip().startswith(_QUOTE)]
    named = [found.rstrip(".-+").casefold() for found in _MENTION.findall("\n".join(lines))]
    known = {agent.login.casefold(): agent for agent in look.config(Directory).agents} if named else {}
    agents = [known[login] for login in dict.fromkeys(named) if login in known]
    return [agent for agent in agents if _is_told(look, agent, ticket)][:MOST]


def mentioned_by(look: Look, event: ArticleAdded) -> list[AgentEntry]:
    """Only an agent's own note calls somebody in: what comes from outside does not."""
    is_note = event.kind == "AddNote" and event.sender_type_id == SENDER_AGENT
    return mentioned_in(look, event.ticket, event.texts.body) if is_note else []


def list_mentionable(look: Look, ticket: HasAccess, typed: str, *, limit: int) -> list[AgentEntry]:
    """Whom somebody may mean who has typed so much of a login or name; those whose login begins with it first."""
    wanted = typed.casefold()
    found = [
        agent
        for agent in look.config(Directory).agents
        if (wanted in agent.login.casefold() or wanted in agent.full_name.casefold())
        and agent.id != acting_agent_id(look.actor)
        and _is_told(look, agent, ticket)
    ]
    return sorted(found, key=lambda one: (not one.login.casefold().startswith(wanted), one.login.casefold()))[:limit]


def _is_told(look: Look, agent: AgentEntry, ticket: HasAccess) -> bool:
    return agent.valid and agent.id != SYSTEM_AGENT_ID and agent_may_read(look, agent.id, ticket)
