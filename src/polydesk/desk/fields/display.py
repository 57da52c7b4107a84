"""Values of dynamic fields as people read them."""

from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.values import Stored, as_text

_CHECKED = {0: "Unchecked", 1: "Checked"}


def displayed(field: FieldEntry, value: Stored | None) -> str:
    """Labels instead of keys; empty without a value."""
    if isinstance(value, int):
        return _CHECKED.get(value, str(value))
    labels = field.possible_values
    shown = [labels.get(one, one) for one in value] if isinstance(value, list) else labels.get(value or "", value)
    return as_text(field.kind, shown)


def is_translatable(field: FieldEntry) -> bool:
    """Whether what `displayed` says is to be shown in the reader's language."""
    return field.kind == "Checkbox" or bool(field.config.get("TranslatableValues"))
