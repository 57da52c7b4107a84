"""Whose a new ticket is: as a filter or a wish says, else the topic, else its company's account manager."""

from dataclasses import dataclass

from polydesk.desk.intake.draft import Draft
from polydesk.desk.intake.registry import TeamEntry
from polydesk.desk.people.companies import Companies
from polydesk.desk.people.directory import Directory
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class Assignee:
    """Those of the two that are in use."""

    agent_id: int | None = None
    team: TeamEntry | None = None

    def __bool__(self) -> bool:
        return self.agent_id is not None or self.team is not None


def assignee(look: Look, draft: Draft, customer_id: str) -> Assignee:
    """An agent and a team are one decision: who names either names both."""
    topic = draft.topic
    if draft.agent_id is not None or draft.team_id is not None:
        chosen = _in_use(look, draft, draft.agent_id, draft.team_id)
    elif topic:
        chosen = _in_use(look, draft, topic.agent_id, topic.team_id)
    else:
        chosen = Assignee()
    return chosen or _account_manager(look, draft, customer_id)


def _in_use(look: Look, draft: Draft, agent_id: int | None, team_id: int | None) -> Assignee:
    agent, team = look.config(Directory).agents.get(agent_id), draft.intake.teams.get(team_id)
    return Assignee(agent.id if agent and agent.valid else None, team if team and team.valid else None)


def _account_manager(look: Look, draft: Draft, customer_id: str) -> Assignee:
    """The agent before the team, where a company has both."""
    company = look.config(Companies).of(customer_id)
    if not company.assigns_manager:
        return Assignee()
    agent = _in_use(look, draft, company.manager_agent_id, None)
    return agent or _in_use(look, draft, None, company.manager_team_id)
