"""What a new ticket gets: filters and wishes first, then the address, the topic, the queue, the defaults."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from polydesk.desk.intake.assignee import Assignee, assignee
from polydesk.desk.intake.draft import Draft
from polydesk.desk.intake.priority_wish import PriorityWish, read_priority
from polydesk.desk.intake.registry import StatusEntry, TeamEntry
from polydesk.desk.queues.catalogue import Catalogue, Entry
from polydesk.desk.tickets.escalate import STOPPED_STATE_TYPES
from polydesk.kernel.lookup import Lookup, Named
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


class InUse(Named, Protocol):
    @property
    def valid(self) -> bool: ...


T = TypeVar("T", bound=InUse)


@dataclass(frozen=True, slots=True)
class Route:
    queue_id: int
    type_id: int
    state_id: int
    status: StatusEntry | None
    priority_id: int
    unknown_priority: str
    sla_id: int | None
    agent_id: int | None
    team: TeamEntry | None


def route(look: Look, draft: Draft, customer_id: str) -> Route:
    catalogue = look.config(Catalogue)
    queue_id = _queue(look, draft)
    status, state_id = _status_and_state(look, draft)
    submission = draft.submission
    wished = read_priority(submission.values.get("priority"), as_original=submission.as_original)
    is_open = catalogue.states[state_id].type not in STOPPED_STATE_TYPES
    assigned = assignee(look, draft, customer_id) if is_open else Assignee()
    return Route(
        queue_id=queue_id,
        type_id=_usual(catalogue.types, look.config(Settings)["Ticket::Type::Default"]),
        state_id=state_id,
        status=status,
        priority_id=_priority(look, draft, wished),
        unknown_priority=wished.unknown,
        sla_id=_sla(look, draft, queue_id),
        agent_id=assigned.agent_id,
        team=assigned.team,
    )


def _first(entries: Lookup[T], *ids: int | None) -> T | None:
    """The first of these that is in use."""
    return next((entry for entry in map(entries.get, ids) if entry is not None and entry.valid), None)


def _usual(entries: Lookup[Entry], name: str) -> int:
    """The entry of this name; a desk that has renamed it has another."""
    found = entries.named(name) or next((entry for entry in entries if entry.valid), None)
    return (found or next(iter(entries))).id


def _queue(look: Look, draft: Draft) -> int:
    queues = look.config(Catalogue).queues
    topic = draft.topic
    chosen = _first(queues, draft.queue_id, draft.route.queue_id, topic.queue_id if topic else None)
    chosen = chosen or queues.named(look.config(Settings)["PostmasterDefaultQueue"])
    return (chosen or next(iter(queues))).id


def _status_and_state(look: Look, draft: Draft) -> tuple[StatusEntry | None, int]:
    settings, states = look.config(Settings), look.config(Catalogue).states
    topic = draft.topic
    wished = _first(states, draft.submission.wish.state_id)
    if wished and draft.status_id is None:
        return None, wished.id
    of_topic = topic.status_id if topic else None
    status = _first(draft.intake.statuses, draft.status_id, of_topic, settings["osTicket::default_status_id"])
    if status:
        return status, status.state_id
    usual = states.named(settings["PostmasterDefaultState"])
    return None, (usual or next(iter(states))).id


def _priority(look: Look, draft: Draft, wished: PriorityWish) -> int:
    """One there is not leaves the usual one: tickets here always have a priority."""
    priorities, topic = look.config(Catalogue).priorities, draft.topic
    usual = look.config(Settings)["PostmasterDefaultPriority"]
    if wished.unknown:
        return _usual(priorities, usual)
    of_topic = topic.priority_id if topic else None
    chosen = _first(priorities, wished.priority_id, draft.priority_id, draft.route.priority_id, of_topic)
    return chosen.id if chosen else _usual(priorities, usual)


def _sla(look: Look, draft: Draft, queue_id: int) -> int | None:
    slas, topic = look.config(Catalogue).slas, draft.topic
    of_topic = topic.sla_id if topic else None
    usual = look.config(Settings)["osTicket::default_sla_id"]
    chosen = _first(slas, draft.sla_id, of_topic, draft.intake.queue_slas.get(queue_id), usual)
    return chosen.id if chosen else None
