"""What receivers outside call events: GOTRS' names where it has one, ours for the rest."""

from collections.abc import Iterable

from polydesk.desk.intake.events import FilterApplied, PriorityUnknown
from polydesk.desk.processes.events import ActionSkipped
from polydesk.desk.sending.events import AutoResponseQueued, LoopStopped
from polydesk.desk.tickets import events, side_events
from polydesk.desk.tickets.events import StateSet, TicketEvent
from polydesk.desk.tickets.side_events import ArchiveFlagSet

PING = "ping"
"""Sent when somebody asks for it, whatever a webhook hears of."""
CREATED, UPDATED, STATUS_CHANGED = "ticket.created", "ticket.updated", "ticket.status_changed"
CLOSED, REOPENED, ARCHIVED, UNARCHIVED = "ticket.closed", "ticket.reopened", "ticket.archived", "ticket.unarchived"
_ENDED = frozenset(("closed", "merged", "removed"))
"""Types of states in which nobody works on a ticket."""
_NAMES: dict[type[TicketEvent], str] = {
    events.TicketOpened: CREATED,
    events.ArticleAdded: "article.added",
    events.AttachmentsAdded: "attachment.added",
    events.Renamed: "ticket.title_changed",
    events.Moved: "ticket.queue_moved",
    events.Locked: "ticket.locked",
    events.TemporarilyLocked: "ticket.locked",
    events.Unlocked: "ticket.unlocked",
    events.UnlockTimeReset: "ticket.unlock_time_reset",
    events.TypeSet: "ticket.type_changed",
    events.ServiceSet: "ticket.service_changed",
    events.SlaSet: "ticket.sla_changed",
    events.CustomerSet: "ticket.customer_changed",
    events.StateSet: STATUS_CHANGED,
    events.PendingTimeSet: "ticket.pending_time_changed",
    events.PrioritySet: "ticket.priority_changed",
    events.OwnerSet: "ticket.assigned",
    events.OwnerReset: "ticket.unassigned",
    events.ResponsibleSet: "ticket.responsible_changed",
    events.TimeAccounted: "ticket.time_accounted",
    events.FieldSet: "ticket.field_changed",
    side_events.AgentNotified: "ticket.agent_notified",
    side_events.ArchiveFlagSet: ARCHIVED,
    side_events.WatcherAdded: "ticket.watcher_added",
    side_events.WatcherRemoved: "ticket.watcher_removed",
    side_events.CollaboratorLeft: "ticket.collaborator_left",
    side_events.LinkAdded: "ticket.linked",
    side_events.LinkRemoved: "ticket.unlinked",
    side_events.TicketMerged: "ticket.merged",
    side_events.TicketUnmerged: "ticket.unmerged",
    side_events.TicketDeleted: "ticket.deleted",
    side_events.TeamSet: "ticket.team_changed",
    AutoResponseQueued: "ticket.auto_response_queued",
    LoopStopped: "ticket.auto_response_stopped",
    FilterApplied: "ticket.filter_applied",
    PriorityUnknown: "ticket.priority_unknown",
    ActionSkipped: "ticket.process_action_skipped",
}
EVENT_NAMES = frozenset((*_NAMES.values(), UPDATED, CLOSED, REOPENED, UNARCHIVED))


def names_of(event: TicketEvent) -> tuple[str, ...]:
    """All names of what happened, the one that says most first."""
    name = next((_NAMES[one] for one in type(event).__mro__ if one in _NAMES), UPDATED)
    if isinstance(event, ArchiveFlagSet) and not event.ticket.archived:
        name = UNARCHIVED
    special = _turn(event) if isinstance(event, StateSet) else ()
    general = (UPDATED,) if name.startswith("ticket.") and name not in (CREATED, UPDATED) else ()
    return (*special, name, *general)


def _turn(event: StateSet) -> tuple[str, ...]:
    was_ended, is_ended = event.old_type in _ENDED, event.new_type in _ENDED
    if was_ended == is_ended:
        return ()
    return (CLOSED,) if is_ended else (REOPENED,)


def wanted_name(names: Iterable[str], patterns: Iterable[str]) -> str | None:
    """The first of these names that one of the patterns asks for."""
    asked = tuple(patterns)
    return next((name for name in names if any(is_meant(name, one) for one in asked)), None)


def is_meant(name: str, pattern: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern


def is_pattern(text: str) -> bool:
    """Whether it asks for anything there is."""
    return any(is_meant(name, text) for name in EVENT_NAMES)
