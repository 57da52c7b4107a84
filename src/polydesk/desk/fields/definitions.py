"""What a dynamic field is, for those who show it: without what only the desk itself needs to know."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from polydesk.desk.columns import VALID
from polydesk.desk.fields.models import DynamicField
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

_TABLE = DynamicField.metadata.tables["dynamic_field"]
_SHOWABLE = frozenset(
    (
        "DateRestriction",
        "DefaultValue",
        "ItemSeparator",
        "PossibleNone",
        "PossibleValues",
        "TranslatableValues",
        "TreeView",
        "YearsInFuture",
        "YearsInPast",
        "YearsPeriod",
    )
)
"""Keys of a configuration that say how a field looks. Others name web services, databases and passwords."""


def list_definitions(look: Look, names: Collection[str]) -> list[AnyRow]:
    """The valid ones among these, in their order."""
    wanted = select(_TABLE).where(_TABLE.c.name.in_(sorted(names)), _TABLE.c.valid == VALID)
    return list(look.connection.execute(wanted.order_by(_TABLE.c.position, _TABLE.c.id)))


def showable_config(config: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in config.items() if key in _SHOWABLE}
