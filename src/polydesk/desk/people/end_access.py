"""Lets a person's sessions and tokens be good no more."""

from sqlalchemy import ColumnElement, delete, func, update

from polydesk.desk.people.models import AccessToken, ApiToken
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Work


def end_access(work: Work, person: AgentActor | CustomerActor) -> None:
    end_sessions(work, person)
    revoke_tokens(work, person)


def revoke_tokens(work: Work, person: AgentActor | CustomerActor) -> None:
    """With a new password, too: whoever knew the old one may have made some."""
    good = (*_of(ApiToken, person), ApiToken.revoked_at.is_(None))
    work.connection.execute(update(ApiToken).where(*good).values(revoked_at=work.now))


def end_sessions(work: Work, person: AgentActor | CustomerActor) -> int:
    """How many there were."""
    return work.connection.execute(delete(AccessToken).where(*_of(AccessToken, person))).rowcount


def _of(table: type[AccessToken | ApiToken], person: AgentActor | CustomerActor) -> tuple[ColumnElement[bool], ...]:
    kind = "agent" if isinstance(person, AgentActor) else "customer"
    return table.subject_kind == kind, func.lower(table.subject) == person.login.lower()
