"""Who acts. Agents and customers are different types on purpose: no function takes a bare user id."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SystemActor:
    """Polydesk itself: jobs, imports, the command line."""


@dataclass(frozen=True, slots=True)
class AgentActor:
    id: int
    login: str


@dataclass(frozen=True, slots=True)
class CustomerActor:
    """A customer user; `company_ids` are all CustomerIDs whose tickets belong to this person as well."""

    login: str
    company_ids: tuple[str, ...] = ()
    trusted: bool = False
    """Acts with the rights of the system agent on tickets this person may see, as OTOBO's web services do."""


Actor = SystemActor | AgentActor | CustomerActor

SYSTEM = SystemActor()
SYSTEM_AGENT_ID = 1
"""The agent every OTRS-family desk has from the start: "nobody" as an owner, and the author of what customers do."""


def acting_agent_id(actor: Actor) -> int:
    """The agent id that stands in create_by and change_by columns for this actor."""
    return actor.id if isinstance(actor, AgentActor) else SYSTEM_AGENT_ID
