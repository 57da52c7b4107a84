"""When an agent is out of office: the days they named themselves."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select, update

from polydesk.desk.audit.record import audit
from polydesk.desk.people.models import Agent
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.clock import in_zone
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work


@dataclass(frozen=True, slots=True)
class Absence:
    """The first and the last day away, on the desk's calendar; None where that end is open."""

    first: date | None = None
    last: date | None = None


def read_absence(look: Look, agent: AgentActor) -> Absence:
    columns = select(Agent.out_of_office_from, Agent.out_of_office_to).where(Agent.id == agent.id)
    start, end = look.connection.execute(columns).one()
    zone = look.config(Settings).zone
    return Absence(start and in_zone(start, zone).date(), end and in_zone(end, zone).date())


def set_absence(work: Work, agent: AgentActor, absence: Absence) -> None:
    """Raises Invalid where it would end before it begins."""
    if absence.first and absence.last and absence.last < absence.first:
        raise Invalid("absence.order")
    old = read_absence(work, agent)
    if absence == old:
        return
    start, end = _moment(work, absence.first, time.min), _moment(work, absence.last, time(23, 59, 59))
    values = {"out_of_office_from": start, "out_of_office_to": end}
    work.connection.execute(update(Agent).where(Agent.id == agent.id).values(**values))
    audit(work, "user.absence", "user", agent.id, old=_shown(old), new=_shown(absence))


def _moment(look: Look, day: date | None, clock: time) -> datetime | None:
    if day is None:
        return None
    there = datetime.combine(day, clock, look.config(Settings).zone)
    return there.astimezone(UTC).replace(tzinfo=None)


def _shown(absence: Absence) -> dict[str, str | None]:
    return {name: day.isoformat() if day else None for name, day in (("from", absence.first), ("to", absence.last))}
