"""Notifications people see where they work: written beside the mail, listed, and marked as seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select, update

from polydesk.desk.desk import Desk
from polydesk.desk.notifications.models import NotificationView
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look, Work

TICKET = "Ticket"
AGE = timedelta(days=730)
Person = AgentActor | CustomerActor
_TABLE = NotificationView.metadata.tables["notification_view"]


@dataclass(frozen=True, slots=True)
class ViewPage:
    """Rows of the table, newest first, and how many there are in all."""

    rows: Sequence[AnyRow]
    total: int


def show_notification(work: Work, ticket: Ticket, *, login: str, name: str, title: str, body: str) -> None:
    """Let a customer user see it; the row is written at the end of the work."""
    work.write(
        _TABLE,
        subject_kind="customer",
        subject=login,
        name=name,
        comment="",
        title=title,
        body=body,
        object_type=TICKET,
        object_id=str(ticket.id),
        object_reference=ticket.number,
        seen=0,
        create_time=work.now,
    )


def list_views(
    look: Look, person: Person, *, limit: int, offset: int = 0, object_type: str = "", seen: bool | None = None
) -> ViewPage:
    wanted = [*_of(person)]
    if object_type:
        wanted.append(_TABLE.c.object_type == object_type)
    if seen is not None:
        wanted.append(_TABLE.c.seen == int(seen))
    total = func.count().over().label("listed_total")
    page = select(_TABLE, total).where(*wanted).order_by(_TABLE.c.create_time.desc(), _TABLE.c.id.desc())
    rows = look.connection.execute(page.limit(limit).offset(offset)).all()
    if rows or not offset:
        return ViewPage(rows, rows[0].listed_total if rows else 0)
    return ViewPage((), look.connection.execute(select(func.count()).where(*wanted)).scalar_one())


def see_view(work: Work, person: Person, view_id: int) -> None:
    """Raises NotFound for one that is not this person's."""
    row = update(_TABLE).where(_TABLE.c.id == view_id, *_of(person)).values(seen=1)
    if not work.connection.execute(row).rowcount:
        raise NotFound("notification_view", id=view_id)


def see_views(work: Work, person: Person, *, object_type: str = "") -> None:
    """All of this person's, or those about objects of one type."""
    unseen = update(_TABLE).where(_TABLE.c.seen == 0, *_of(person)).values(seen=1)
    work.connection.execute(unseen.where(_TABLE.c.object_type == object_type) if object_type else unseen)


def expire_views(desk: Desk) -> None:
    """Forget those nobody will look at any more."""
    with desk.work() as work:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.create_time < work.now - AGE))


def _of(person: Person) -> tuple[ColumnElement[bool], ...]:
    kind = "agent" if isinstance(person, AgentActor) else "customer"
    return _TABLE.c.subject_kind == kind, _TABLE.c.subject == person.login
