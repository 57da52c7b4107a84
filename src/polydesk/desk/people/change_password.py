"""Sets an agent's password."""

from sqlalchemy import func, update

from polydesk.desk.audit.record import audit
from polydesk.desk.people.models import Agent
from polydesk.desk.people.passwords import hash_password
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.work import Work


def change_agent_password(work: Work, login: str, password: str) -> None:
    """The old password stops working, and so do the sessions: they remember the version they began with."""
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
    agent_id = work.connection.execute(statement.returning(Agent.id)).scalar()
    if agent_id is None:
        raise NotFound("agent.not_found", login=login)
    audit(work, "user.update", "user", agent_id, new={"password": "changed"})
    work.configuration_changed()
