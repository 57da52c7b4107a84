"""The parts of a process, compiled: what the engine and the forms read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polydesk.desk.processes.conditions import Condition
from polydesk.desk.processes.models import ACTIVE, INACTIVE

AGENT, CUSTOMER, EXTERNAL = "AgentInterface", "CustomerInterface", "ExternalInterface"
INTERFACES = frozenset((AGENT, CUSTOMER, EXTERNAL))
HIDDEN, SHOWN, NEEDED = "0", "1", "2"
DISPLAYS = frozenset((HIDDEN, SHOWN, NEEDED))
ARTICLE = "Article"


@dataclass(frozen=True, slots=True)
class DialogField:
    """A line of a dialog; `name` is OTRS' word, such as Queue or DynamicField_Room."""

    name: str
    display: str
    default: str | list[str]
    label: str = ""
    description: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_needed(self) -> bool:
        return self.display == NEEDED


@dataclass(frozen=True, slots=True)
class Dialog:
    entity_id: str
    name: str
    interfaces: frozenset[str]
    permission: str
    """The right on the ticket it needs, empty for none."""
    needs_lock: bool
    description: str
    long_description: str
    submit_button: str
    submit_advice: str
    fields: tuple[DialogField, ...]

    def is_for(self, interface: str) -> bool:
        """Older exports call the customers' interface by another name."""
        names = {CUSTOMER, EXTERNAL} if interface in (CUSTOMER, EXTERNAL) else {interface}
        return not self.interfaces.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class Activity:
    entity_id: str
    name: str
    dialogs: tuple[Dialog, ...]

    def dialog(self, entity_id: str) -> Dialog | None:
        return next((one for one in self.dialogs if one.entity_id == entity_id), None)


@dataclass(frozen=True, slots=True)
class Action:
    """`kind` is the last word of the module's name, such as TicketQueueSet."""

    entity_id: str
    name: str
    kind: str
    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """A transition out of an activity."""

    transition: str
    name: str
    condition: Condition
    to: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class ProcessEntry:
    """`ways` lists for each activity its transitions in the order they are tried."""

    id: int
    entity_id: str
    name: str
    state: str
    start_activity: str
    start_dialog: str
    activities: Mapping[str, Activity]
    ways: Mapping[str, tuple[Way, ...]]

    @property
    def takes_new_tickets(self) -> bool:
        return self.state == ACTIVE

    @property
    def goes_on(self) -> bool:
        return self.state != INACTIVE

    def start(self) -> Dialog | None:
        """The dialog new tickets begin with."""
        activity = self.activities.get(self.start_activity)
        return activity.dialog(self.start_dialog) if activity else None
