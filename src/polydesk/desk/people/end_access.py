"""Lets a person's sessions and tokens be good no more."""

from sqlalchemy import ColumnElement, delete, update

from polydesk.desk.people.models import AccessToken, ApiToken
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Work


def end_access(work: Work, person: AgentActor | CustomerActor) -> None:
    work.connection.execute(delete(AccessToken).where(*_of(AccessToken, person)))
    good = (*_of(ApiToken, person), ApiToken.revoked_at.is_(None))
    work.connection.execute(update(ApiToken).where(*good).values(revoked_at=work.now))


def _of(table: type[AccessToken | ApiToken], person: AgentActor | CustomerActor) -> tuple[ColumnElement[bool], ...]:
    kind = "agent" if isinstance(person, AgentActor) else "customer"
    return table.subject_kind == kind, table.subject == person.login
