"""What decides how tickets come in, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.intake.models import (
    AddressRoute,
    BannedAddress,
    FieldList,
    ForeignId,
    Form,
    HelpTopic,
    IntakeKey,
    NumberSequence,
    TicketFilter,
    TicketStatus,
)
from polydesk.desk.people.models import CompanyDomain, Team
from polydesk.desk.queues.models import Queue, SystemAddress
from polydesk.kernel.lookup import Lookup


@dataclass(frozen=True, slots=True)
class TeamEntry:
    id: int
    name: str
    valid: bool


@dataclass(frozen=True, slots=True)
class AddressEntry:
    """One of our addresses; `name` is the address itself."""

    id: int
    name: str
    shown_as: str
    valid: bool


@dataclass(frozen=True, slots=True)
class StatusEntry:
    id: int
    name: str
    state_id: int
    archived: bool
    reopens: bool
    valid: bool


@dataclass(frozen=True)
class ListEntry:
    id: int
    name: str
    items: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class FormField:
    """`name` is what submissions call it; the answer of a ticket is kept in the dynamic field."""

    id: int
    name: str
    type: str
    label: str
    required: bool
    dynamic_field: str
    configuration: Mapping[str, Any]

    @cached_property
    def choices(self) -> dict[str, str]:
        """From key to label: the lines `key:label` of the configuration."""
        lines = str(self.configuration.get("choices") or "").splitlines()
        pairs = (line.partition(":") for line in lines if line.strip())
        return {key.strip(): (label.strip() or key.strip()) for key, _, label in pairs}


@dataclass(frozen=True)
class FormEntry:
    id: int
    name: str
    kind: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class TopicEntry:
    id: int
    name: str
    queue_id: int | None
    priority_id: int | None
    sla_id: int | None
    status_id: int | None
    agent_id: int | None
    team_id: int | None
    number_format: str
    sequence_id: int | None
    forms: tuple[int, ...]
    no_auto_response: bool
    valid: bool


@dataclass(frozen=True, slots=True)
class RouteEntry:
    queue_id: int | None = None
    priority_id: int | None = None
    help_topic_id: int | None = None
    no_auto_response: bool = False


@dataclass(frozen=True)
class FilterEntry:
    id: int
    name: str
    target: str
    match_all: bool
    stop: bool
    rules: Sequence[Mapping[str, Any]]
    actions: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    id: int
    label: str
    key_hash: str
    address: str
    create_tickets: bool
    run_cron: bool
    as_original: bool
    valid: bool


@dataclass(frozen=True)
class Intake:
    statuses: Lookup[StatusEntry]
    topics: Lookup[TopicEntry]
    forms: Lookup[FormEntry]
    lists: Lookup[ListEntry]
    teams: Lookup[TeamEntry]
    addresses: Lookup[AddressEntry]
    routes: Mapping[str, RouteEntry]
    """By address, in lower case."""
    filters: Sequence[FilterEntry]
    """Valid ones, in the order of their execution."""
    banned: frozenset[str]
    """Case-folded."""
    keys: Sequence[KeyEntry]
    sequences: frozenset[int]
    foreign_ids: Mapping[str, int]
    queue_slas: Mapping[int, int]
    domains: Mapping[str, int] = field(default_factory=dict)
    """From mail domain, in lower case, to the company its people belong to."""

    @cached_property
    def user_fields(self) -> tuple[FormField, ...]:
        return self._fields("user")

    @cached_property
    def ticket_fields(self) -> tuple[FormField, ...]:
        return self._fields("ticket")

    def topic_fields(self, topic_id: int | None) -> tuple[FormField, ...]:
        """The fields a topic adds to those of every ticket."""
        topic = self.topics.get(topic_id)
        forms = [self.forms.get(form_id) for form_id in topic.forms] if topic else []
        return tuple(one for form in forms if form and form.kind == "topic" for one in form.fields)

    def route_of(self, address_id: int | None) -> RouteEntry:
        """What mail to one of our addresses becomes."""
        address = self.addresses.get(address_id)
        return self.routes.get(address.name.lower(), RouteEntry()) if address else RouteEntry()

    def _fields(self, kind: str) -> tuple[FormField, ...]:
        return tuple(one for form in self.forms if form.kind == kind for one in form.fields)


def load_intake(connection: Connection) -> Intake:
    return Intake(
        statuses=Lookup(
            StatusEntry(row.id, row.name, row.state_id, bool(row.archived), bool(row.reopens), row.valid == VALID)
            for row in _rows(connection, TicketStatus)
        ),
        topics=Lookup(_topic(row) for row in _rows(connection, HelpTopic)),
        forms=Lookup(_form(row) for row in _rows(connection, Form) if row.valid == VALID),
        lists=Lookup(ListEntry(row.id, row.name, row.items) for row in _rows(connection, FieldList)),
        teams=Lookup(TeamEntry(row.id, row.name, row.valid == VALID) for row in _rows(connection, Team)),
        addresses=Lookup(
            AddressEntry(row.id, row.email, row.name, row.valid == VALID) for row in _rows(connection, SystemAddress)
        ),
        routes={row.address.lower(): _route(row) for row in _rows(connection, AddressRoute) if row.valid == VALID},
        filters=_filters(connection),
        banned=frozenset(
            row.address.strip().casefold() for row in _rows(connection, BannedAddress) if row.valid == VALID
        ),
        keys=[_key(row) for row in _rows(connection, IntakeKey)],
        sequences=frozenset(row.id for row in _rows(connection, NumberSequence)),
        foreign_ids={row.name: row.local_id for row in _rows(connection, ForeignId)},
        queue_slas=_queue_slas(connection),
        domains={
            row.domain.strip().lower(): row.company_id
            for row in connection.execute(select(CompanyDomain.domain, CompanyDomain.company_id))
        },
    )


def _queue_slas(connection: Connection) -> dict[int, int]:
    rows = connection.execute(select(Queue.id, Queue.sla_id))
    return {queue_id: sla_id for queue_id, sla_id in rows if sla_id is not None}


def _rows(connection: Connection, model: Any) -> Sequence[Any]:
    return connection.execute(select(model.__table__).order_by(model.id)).all()


def _topic(row: Any) -> TopicEntry:
    return TopicEntry(
        row.id,
        row.name,
        row.queue_id,
        row.priority_id,
        row.sla_id,
        row.status_id,
        row.agent_id,
        row.team_id,
        row.number_format,
        row.sequence_id,
        tuple(row.forms),
        bool(row.no_auto_response),
        row.valid == VALID,
    )


def _form(row: Any) -> FormEntry:
    return FormEntry(row.id, row.name, row.kind, tuple(_field(one) for one in row.fields))


def _field(described: Mapping[str, Any]) -> FormField:
    configuration = described.get("configuration")
    return FormField(
        id=int(described.get("id") or 0),
        name=str(described.get("name") or ""),
        type=str(described.get("type") or "text"),
        label=str(described.get("label") or ""),
        required=bool(described.get("required")),
        dynamic_field=str(described.get("dynamic_field") or ""),
        configuration=configuration if isinstance(configuration, Mapping) else {},
    )


def _route(row: Any) -> RouteEntry:
    return RouteEntry(row.queue_id, row.priority_id, row.help_topic_id, bool(row.no_auto_response))


def _filters(connection: Connection) -> list[FilterEntry]:
    rows = [row for row in _rows(connection, TicketFilter) if row.valid == VALID]
    return [
        FilterEntry(row.id, row.name, row.target, bool(row.match_all), bool(row.stop), row.rules, row.actions)
        for row in sorted(rows, key=lambda row: (row.position, row.id))
    ]


def _key(row: Any) -> KeyEntry:
    return KeyEntry(
        row.id,
        row.label,
        row.key_hash,
        row.address,
        bool(row.create_tickets),
        bool(row.run_cron),
        bool(row.as_original),
        row.valid == VALID,
    )
