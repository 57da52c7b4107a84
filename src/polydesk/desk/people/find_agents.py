"""Agents by a part of their name, login or address."""

from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.kernel.work import Look


def find_agents(look: Look, text: str) -> list[AgentEntry]:
    """Valid agents in whom every word of the text occurs, by login."""
    words = text.casefold().split()
    agents = (one for one in look.config(Directory).agents if one.valid)
    found = [one for one in agents if all(word in _written(one) for word in words)]
    return sorted(found, key=lambda one: one.login)


def _written(agent: AgentEntry) -> str:
    return "\n".join((agent.login, agent.full_name, agent.email)).casefold()
