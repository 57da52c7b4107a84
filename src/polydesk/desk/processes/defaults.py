"""What tickets of processes have where nothing else is said."""

from typing import Any

from polydesk.desk.queues.catalogue import Catalogue, Entry
from polydesk.kernel.errors import Invalid
from polydesk.kernel.lookup import Lookup
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def default_entry(look: Look, kind: str) -> Any:
    """`kind` is Queue, State or Priority. Raises Invalid where the setting names none that is in use."""
    name = str(look.config(Settings)[f"Process::Default{kind}"])
    entry = entries_of(look, kind).named(name)
    if entry is None or not entry.valid:
        raise Invalid("process.unknown_value", key=kind, value=name)
    return entry


def entries_of(look: Look, kind: str) -> Lookup[Entry]:
    """What a property can be, by OTRS' word for it."""
    catalogue = look.config(Catalogue)
    lists: dict[str, Any] = {
        "Queue": catalogue.queues,
        "State": catalogue.states,
        "Priority": catalogue.priorities,
        "Type": catalogue.types,
        "Service": catalogue.services,
        "SLA": catalogue.slas,
        "Lock": catalogue.locks,
    }
    found: Lookup[Entry] = lists[kind]
    return found
