"""How it stands: the numbers of the dashboard, in one statement."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, not_, select

from polydesk.desk.statistics.counts import CLOSED, OPEN, PENDING, seconds_to_answer, states_of
from polydesk.desk.tickets.access import searchable_by
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.clock import epoch, in_zone, midnight
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

OVER = (*CLOSED, "removed", "merged")
"""Types of states in which nobody has to do anything any more."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of tickets that are not archived. Today is that of the desk's time zone."""

    total: int
    open: int
    pending: int
    mine: int
    """Not over, and the actor's own: an agent's as owner, a customer's as customer."""
    overdue: int
    closed_today: int
    created_today: int
    answer_seconds: int | None
    """From creation to the first answer, on average; None while nothing was answered."""


def overview(look: Look) -> Overview:
    zone = look.config(Settings).zone
    today = midnight(in_zone(look.now, zone).date(), zone)
    is_over = Ticket.state_id.in_(states_of(look, OVER))
    late = and_(Ticket.escalation_time > 0, Ticket.escalation_time < epoch(look.now), not_(is_over))
    counted = (
        Ticket.state_id.in_(states_of(look, OPEN)),
        Ticket.state_id.in_(states_of(look, PENDING)),
        and_(not_(is_over), _is_own(look)),
        late,
        and_(Ticket.state_id.in_(states_of(look, CLOSED)), Ticket.last_closed_at >= today),
        Ticket.create_time >= today,
    )
    sums = (func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in counted)
    average = func.avg(seconds_to_answer(look))
    rows = select(func.count(), *sums, average).where(searchable_by(look), Ticket.archived == 0)
    *numbers, seconds = look.connection.execute(rows).one()
    total, open_, pending, mine, overdue, closed_today, created_today = map(int, numbers)
    answer_seconds = None if seconds is None else int(seconds)
    return Overview(total, open_, pending, mine, overdue, closed_today, created_today, answer_seconds)


def _is_own(look: Look) -> ColumnElement[bool]:
    actor = look.actor
    if isinstance(actor, CustomerActor):
        return func.lower(Ticket.customer_user) == actor.login.lower()
    return Ticket.owner_id == (actor.id if isinstance(actor, AgentActor) else 0)
