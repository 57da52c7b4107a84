"""What TicketSearch can be asked for by name or by id: specification of the Generic Interface, section 3.5."""

from collections.abc import Mapping
from typing import Any

from polydesk.api.generic_interface.perl import given
from polydesk.api.generic_interface.search_values import FindsNothing, both, ids_of, values_of
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import CreatedKey, IdKey
from polydesk.kernel.lookup import Lookup, Named
from polydesk.kernel.work import Look

_GUIDE_CATEGORIES = {
    "Open": ("new", "open", "pending reminder", "pending auto"),
    "Closed": ("closed",),
}
"""What OTOBO's guide means by StateType Open and Closed."""


def read_ids(look: Look, data: Mapping[str, Any], *, guide: bool) -> dict[IdKey, frozenset[int]]:
    """Raises FindsNothing."""
    catalogue = look.config(Catalogue)
    found = {
        IdKey.TICKET: ids_of(data, "TicketID"),
        IdKey.QUEUE: _queues(catalogue, data),
        IdKey.TYPE: _either(data, "Types", "TypeIDs", catalogue.types),
        IdKey.STATE: both(_either(data, "States", "StateIDs", catalogue.states), _by_type(catalogue, data, guide)),
        IdKey.PRIORITY: _either(data, "Priorities", "PriorityIDs", catalogue.priorities),
        IdKey.SERVICE: _either(data, "Services", "ServiceIDs", catalogue.services),
        IdKey.SLA: _either(data, "SLAs", "SLAIDs", catalogue.slas),
        IdKey.LOCK: _either(data, "Locks", "LockIDs", catalogue.locks),
        IdKey.OWNER: ids_of(data, "OwnerIDs"),
        IdKey.RESPONSIBLE: ids_of(data, "ResponsibleIDs"),
    }
    return {key: ids for key, ids in found.items() if ids is not None}


def read_created(look: Look, data: Mapping[str, Any]) -> dict[CreatedKey, frozenset[int]]:
    """Raises FindsNothing."""
    catalogue = look.config(Catalogue)
    found = {
        CreatedKey.AGENT: ids_of(data, "CreatedUserIDs"),
        CreatedKey.TYPE: _either(data, "CreatedTypes", "CreatedTypeIDs", catalogue.types),
        CreatedKey.STATE: _either(data, "CreatedStates", "CreatedStateIDs", catalogue.states),
        CreatedKey.PRIORITY: _either(data, "CreatedPriorities", "CreatedPriorityIDs", catalogue.priorities),
        CreatedKey.QUEUE: _either(data, "CreatedQueues", "CreatedQueueIDs", catalogue.queues),
    }
    return {key: ids for key, ids in found.items() if ids is not None}


def _either(data: Mapping[str, Any], names: str, ids: str, lookup: Lookup[Any]) -> frozenset[int] | None:
    return both(_named(data, names, lookup), ids_of(data, ids))


def _named(data: Mapping[str, Any], key: str, lookup: Lookup[Any]) -> frozenset[int] | None:
    """One unknown name, and nothing is found."""
    entries: list[Named | None] = [lookup.named(name) for name in values_of(data, key)]
    if None in entries:
        raise FindsNothing
    return frozenset(entry.id for entry in entries if entry) if entries else None


def _queues(catalogue: Catalogue, data: Mapping[str, Any]) -> frozenset[int] | None:
    named, by_id = _named(data, "Queues", catalogue.queues), ids_of(data, "QueueIDs")
    if given(data.get("UseSubQueues")):
        named, by_id = _with_sub_queues(catalogue, named), _with_sub_queues(catalogue, by_id)
    return both(named, by_id)


def _with_sub_queues(catalogue: Catalogue, ids: frozenset[int] | None) -> frozenset[int] | None:
    if ids is None:
        return None
    above = {catalogue.queues[one].name for one in ids if catalogue.queues.get(one)}
    return ids | {queue.id for queue in catalogue.queues if not above.isdisjoint(_names_above(queue.name))}


def _names_above(name: str) -> list[str]:
    parts = name.split("::")
    return ["::".join(parts[:count]) for count in range(1, len(parts))]


def _by_type(catalogue: Catalogue, data: Mapping[str, Any], guide: bool) -> frozenset[int] | None:
    types = _state_types(catalogue, values_of(data, "StateType"), guide)
    wanted = both(types, ids_of(data, "StateTypeIDs"))
    return None if wanted is None else frozenset(state.id for state in catalogue.states if state.type_id in wanted)


def _state_types(catalogue: Catalogue, names: list[str], guide: bool) -> frozenset[int] | None:
    """Without regard to case, so that the documented Open is the type open, unless read as the guide does.

    Other than with names of states, one unknown type among known ones does no harm.
    """
    if guide:
        names = [one for name in names for one in _GUIDE_CATEGORIES.get(name, (name,))]
    entries = [catalogue.state_types.named_in_any_case(name) for name in names]
    known = frozenset(entry.id for entry in entries if entry)
    if names and not known:
        raise FindsNothing
    return known if names else None
