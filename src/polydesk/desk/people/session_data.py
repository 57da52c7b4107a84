"""What a session says about itself and its person, under the names OTRS gives these things."""

from sqlalchemy import func, select

from polydesk.desk.people.default_preferences import AGENT_DEFAULT_PREFERENCES
from polydesk.desk.people.models import Agent, CustomerUser, Preference
from polydesk.desk.people.second_factor import PREFERENCE
from polydesk.desk.people.sessions import Session
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.clock import epoch, from_epoch, in_zone
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def session_data(look: Look, session: Session) -> dict[str, str | None]:
    """Key and value, always text or null. Never a password or a secret."""
    person = _agent(look, session.actor) if isinstance(session.actor, AgentActor) else _customer(look, session)
    started = str(epoch(session.create_time))
    return {
        **person,
        "SessionSource": "GenericInterface",
        "UserLastRequest": started,
        "UserRemoteAddr": session.remote_address,
        "UserRemoteUserAgent": session.client,
        "UserSessionStart": started,
    }


def _agent(look: Look, actor: AgentActor) -> dict[str, str | None]:
    row = look.connection.execute(select(Agent.__table__).where(Agent.id == actor.id)).one()
    return {
        **AGENT_DEFAULT_PREFERENCES,
        **_preferences(look, "agent", row.login),
        "ChangeTime": _shown(look, epoch(row.change_time)),
        "CreateTime": _shown(look, epoch(row.create_time)),
        "UserAuthBackend": "",
        "UserEmail": row.email,
        "UserFirstname": row.first_name,
        "UserFullname": f"{row.first_name} {row.last_name}".strip(),
        "UserID": str(row.id),
        "UserLastLogin": str(row.last_login),
        "UserLastLoginTimestamp": _shown(look, row.last_login),
        "UserLastname": row.last_name,
        "UserLogin": row.login,
        "UserTitle": row.title,
        "UserType": "User",
        "ValidID": str(row.valid),
    }


def _customer(look: Look, session: Session) -> dict[str, str | None]:
    is_person = func.lower(CustomerUser.login) == session.actor.login.lower()
    row = look.connection.execute(select(CustomerUser.__table__).where(is_person)).one()
    return {
        **_preferences(look, "customer", row.login),
        "ChangeTime": _shown(look, epoch(row.change_time)),
        "CreateTime": _shown(look, epoch(row.create_time)),
        "UserCustomerID": row.customer_id,
        "UserEmail": row.email,
        "UserFirstname": row.first_name,
        "UserFullname": f"{row.first_name} {row.last_name}".strip(),
        "UserID": row.login,
        "UserLastLogin": str(row.last_login),
        "UserLastLoginTimestamp": _shown(look, row.last_login),
        "UserLastname": row.last_name,
        "UserLogin": row.login,
        "UserTitle": row.title or None,
        "UserType": "Customer",
        "ValidID": str(row.valid),
    }


def _preferences(look: Look, kind: str, subject: str) -> dict[str, str]:
    rows = select(Preference.name, Preference.value).where(
        Preference.subject_kind == kind, Preference.subject == subject, Preference.name != PREFERENCE
    )
    return {row.name: row.value for row in look.connection.execute(rows)}


def _shown(look: Look, seconds: int) -> str:
    zone = look.config(Settings).zone
    return f"{in_zone(from_epoch(seconds), zone):%Y-%m-%d %H:%M:%S}"
