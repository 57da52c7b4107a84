"""Sets an agent's password."""

from sqlalchemy import func, update

from polydesk.desk.audit.record import audit
from polydesk.desk.people.end_access import revoke_tokens
from polydesk.desk.people.models import Agent
from polydesk.desk.people.passwords import hash_password
from polydesk.kernel.actors import AgentActor, acting_agent_id
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.work import Work


def change_agent_password(work: Work, login: str, password: str) -> None:
    """The old password stops working, and so do tokens, and the sessions: they remember the version they began with."""
    if not password:
        raise Invalid("password.empty")
    statement = (
        update(Agent)
        .where(func.lower(Agent.login) == login.lower())
        .values(
            password_hash=hash_password(password),
            password_version=Agent.password_version + 1,
            change_time=work.now,
            change_by=acting_agent_id(work.actor),
        )
    )
    agent = work.connection.execute(statement.returning(Agent.id, Agent.login)).first()
    if agent is None:
        raise NotFound("agent.not_found", login=login)
    revoke_tokens(work, AgentActor(agent.id, agent.login))
    audit(work, "user.update", "user", agent.id, new={"password": "changed"})
    work.configuration_changed()
