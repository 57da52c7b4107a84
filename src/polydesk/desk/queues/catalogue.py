"""Everything a ticket can be set to, in memory."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.queues.calendar import DEFAULT_CALENDAR, WorkingCalendar, parse_calendar
from polydesk.desk.queues.models import (
    AutoResponseType,
    CustomerService,
    EscalationTimes,
    Lock,
    Priority,
    Queue,
    Service,
    ServiceSla,
    Sla,
    State,
    StateType,
    TicketType,
    WorkingCalendarRow,
)
from polydesk.kernel.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    name: str
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Clocks:
    """Limits in minutes of working time, and the percentages that warn."""

    first_response: int
    first_response_notify: int
    update: int
    update_notify: int
    solution: int
    solution_notify: int
    calendar: WorkingCalendar

    @property
    def any(self) -> bool:
        return bool(self.first_response or self.update or self.solution)


@dataclass(frozen=True, slots=True)
class QueueEntry(Entry):
    group_id: int = 0
    follow_up: int = 1
    follow_up_lock: bool = False
    clocks: Clocks = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class StateEntry(Entry):
    type_id: int = 0
    type: str = ""


@dataclass(frozen=True, slots=True)
class SlaEntry(Entry):
    clocks: Clocks = field(kw_only=True)
    service_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Catalogue:
    queues: Lookup[QueueEntry]
    states: Lookup[StateEntry]
    state_types: Lookup[Entry]
    priorities: Lookup[Entry]
    locks: Lookup[Entry]
    types: Lookup[Entry]
    services: Lookup[Entry]
    slas: Lookup[SlaEntry]
    auto_response_types: Lookup[Entry]
    default_services: frozenset[int]


def load_catalogue(connection: Connection) -> Catalogue:
    calendars = _calendars(connection)
    state_types = Lookup(Entry(*row) for row in connection.execute(select(StateType.id, StateType.name)))
    everyone = select(CustomerService.service_id).where(CustomerService.customer_login == "")
    return Catalogue(
        queues=_queues(connection, calendars),
        states=Lookup(
            StateEntry(row.id, row.name, row.valid == VALID, row.type_id, state_types[row.type_id].name)
            for row in connection.execute(select(State.id, State.name, State.valid, State.type_id))
        ),
        state_types=state_types,
        priorities=_entries(connection, Priority),
        locks=_entries(connection, Lock),
        types=_entries(connection, TicketType),
        services=_entries(connection, Service),
        slas=_slas(connection, calendars),
        auto_response_types=Lookup(
            Entry(*row) for row in connection.execute(select(AutoResponseType.id, AutoResponseType.name))
        ),
        default_services=frozenset(connection.execute(everyone).scalars()),
    )


def _entries(connection: Connection, model: Any) -> Lookup[Entry]:
    rows = connection.execute(select(model.id, model.name, model.valid))
    return Lookup(Entry(row.id, row.name, row.valid == VALID) for row in rows)


def _calendars(connection: Connection) -> dict[int, WorkingCalendar]:
    rows = connection.execute(select(WorkingCalendarRow.id, WorkingCalendarRow.config))
    return {row.id: parse_calendar(row.config) for row in rows}


def _clock_columns(model: type[EscalationTimes]) -> tuple[Any, ...]:
    return (
        model.first_response_time,
        model.first_response_notify,
        model.update_time,
        model.update_notify,
        model.solution_time,
        model.solution_notify,
        model.calendar_id,
    )


def _clocks(row: Any, calendars: dict[int, WorkingCalendar]) -> Clocks:
    return Clocks(
        first_response=row.first_response_time,
        first_response_notify=row.first_response_notify,
        update=row.update_time,
        update_notify=row.update_notify,
        solution=row.solution_time,
        solution_notify=row.solution_notify,
        calendar=calendars.get(row.calendar_id, DEFAULT_CALENDAR),
    )


def _queues(connection: Connection, calendars: dict[int, WorkingCalendar]) -> Lookup[QueueEntry]:
    columns = (Queue.id, Queue.name, Queue.valid, Queue.group_id, Queue.follow_up, Queue.follow_up_lock)
    return Lookup(
        QueueEntry(
            row.id,
            row.name,
            row.valid == VALID,
            row.group_id,
            row.follow_up,
            bool(row.follow_up_lock),
            clocks=_clocks(row, calendars),
        )
        for row in connection.execute(select(*columns, *_clock_columns(Queue)))
    )


def _slas(connection: Connection, calendars: dict[int, WorkingCalendar]) -> Lookup[SlaEntry]:
    services: dict[int, set[int]] = {}
    for service_id, sla_id in connection.execute(select(ServiceSla.service_id, ServiceSla.sla_id)):
        services.setdefault(sla_id, set()).add(service_id)
    return Lookup(
        SlaEntry(
            row.id,
            row.name,
            row.valid == VALID,
            clocks=_clocks(row, calendars),
            service_ids=frozenset(services.get(row.id, ())),
        )
        for row in connection.execute(select(Sla.id, Sla.name, Sla.valid, *_clock_columns(Sla)))
    )
