"""Dynamic fields as far as a screen shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from polydesk.desk.fields.display import displayed, is_translatable
from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.values import Stored
from polydesk.desk.forms.screens import Screens
from polydesk.kernel.work import Look


def shown_among(look: Look, fields: Sequence[FieldEntry], screen: str) -> list[FieldEntry]:
    shown = shown_names(look, screen)
    return [field for field in fields if field.name in shown]


def shown_names(look: Look, screen: str) -> frozenset[str]:
    """A field can be named and switched off."""
    named: Mapping[str, Any] = look.config(Screens)[screen]["DynamicField"]
    return frozenset(name for name, value in named.items() if str(value) not in ("", "0", "None"))


def keyed_shapes(fields: Sequence[FieldEntry], values: Mapping[int, Stored]) -> dict[str, Any]:
    """As lists have them: a key for each field."""
    return {
        f"DynamicField_{field.name}": {
            "Value": displayed(field, values.get(field.id)),
            "TranslatableValues": int(is_translatable(field)),
        }
        for field in fields
    }


def listed_shapes(fields: Sequence[FieldEntry], values: Mapping[int, Stored]) -> list[dict[str, Any]]:
    """As details have them: an entry for each field."""
    return [
        {
            "Name": field.name,
            "Label": field.label,
            "Value": displayed(field, values.get(field.id)),
            "Title": displayed(field, values.get(field.id)),
            "TranslatableValues": int(is_translatable(field)),
        }
        for field in fields
    ]
