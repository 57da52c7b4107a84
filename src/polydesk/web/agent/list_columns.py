"""Which columns a list has, and what an agent has chosen for each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from polydesk.desk.search.list_tickets import SortKey
from polydesk.web.texts import marked as _

PREFERENCE = "Columns::"
"""Before the key of the list whose columns are remembered."""


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    name: str
    sort: SortKey


COLUMNS = (
    Column("number", _("Number"), SortKey.NUMBER),
    Column("state", _("State"), SortKey.STATE),
    Column("priority", _("Priority"), SortKey.PRIORITY),
    Column("queue", _("Queue"), SortKey.QUEUE),
    Column("owner", _("Owner"), SortKey.OWNER),
    Column("customer", _("Customer"), SortKey.CUSTOMER),
    Column("escalation", _("Escalation"), SortKey.ESCALATION),
    Column("pending", _("Pending until"), SortKey.PENDING),
    Column("age", _("Age"), SortKey.CREATED),
    Column("changed", _("Changed"), SortKey.UPDATED),
)
TITLE = Column("title", _("Title"), SortKey.TITLE)
USUAL = ("number", "state", "priority", "queue", "owner", "customer", "escalation", "age")
WHERE_OTHERWISE = {"pending": ("number", "state", "priority", "queue", "customer", "pending", "age")}


def chosen_columns(preferences: Mapping[str, str], key: str, shared: Sequence[str] = ()) -> list[Column]:
    """In their order. What an agent has chosen goes before what comes with a shared filter."""
    remembered = preferences.get(PREFERENCE + key)
    wanted = remembered.split(",") if remembered is not None else shared or WHERE_OTHERWISE.get(key, USUAL)
    return [one for one in COLUMNS if one.key in wanted]


def known_columns(keys: Sequence[str]) -> list[str]:
    return [one.key for one in COLUMNS if one.key in keys]
