"""The sessions of all people, of every way in, for those who run the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, or_, select

from polydesk.desk.audit.record import audit
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.end_access import end_sessions
from polydesk.desk.people.models import AccessToken
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look, Work

AGENT, CUSTOMER = "agent", "customer"
_TABLE = AccessToken.metadata.tables["access_token"]
_NAMES = (
    "id",
    "kind",
    "subject_kind",
    "subject",
    "create_time",
    "last_access",
    "remote_address",
    "client",
    "signed_in_by",
)


@dataclass(frozen=True, slots=True)
class SessionPage:
    """The rows have an id, a kind, whose they are, since when, last used when, from where, by what program."""

    rows: Sequence[AnyRow]
    total: int


def list_all_sessions(look: Look, *, text: str = "", offset: int = 0, limit: int = 50) -> SessionPage:
    """Those that have not run out, the one used last first. `text` is a part of a login or of an address."""
    wanted: list[ColumnElement[bool]] = [or_(_TABLE.c.expires_at.is_(None), _TABLE.c.expires_at > look.now)]
    if text:
        columns = (_TABLE.c.subject, _TABLE.c.remote_address)
        wanted.append(or_(*(func.lower(one).contains(text.lower(), autoescape=True) for one in columns)))
    total = select(func.count()).select_from(_TABLE).where(*wanted).scalar_subquery()
    rows = select(*(_TABLE.c[name] for name in _NAMES), total.label("total")).where(*wanted)
    newest = rows.order_by(_TABLE.c.last_access.desc(), _TABLE.c.id.desc()).offset(offset).limit(limit)
    found = look.connection.execute(newest).all()
    return SessionPage(found, found[0].total if found else 0)


def end_any_session(work: Work, session_id: int) -> None:
    """Raises NotFound."""
    gone = (
        delete(_TABLE)
        .where(_TABLE.c.id == session_id)
        .returning(_TABLE.c.kind, _TABLE.c.subject_kind, _TABLE.c.subject)
    )
    row = work.connection.execute(gone).first()
    if row is None:
        raise NotFound("session", id=session_id)
    audit(work, "session.end", "session", session_id, new=dict(row._mapping))


def end_sessions_of(work: Work, kind: str, login: str) -> None:
    """All of one person. Raises NotFound for an agent nobody knows."""
    person: AgentActor | CustomerActor = CustomerActor(login)
    if kind == AGENT:
        found = work.config(Directory).agents.named_in_any_case(login)
        if found is None:
            raise NotFound("agent.not_found", login=login)
        person = AgentActor(found.id, found.login)
    count = end_sessions(work, person)
    audit(work, "session.end_all", AGENT if kind == AGENT else CUSTOMER, login, new={"sessions": count})
