"""The checks of a request's `DynamicField` part: rows 5 and 33 to 36 of TicketCreate."""

from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.errors import Fault
from polydesk.api.generic_interface.perl import given, is_string, text, trimmed
from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.validate import Value, suits
from polydesk.kernel.work import Look

FieldValue = tuple[FieldEntry, Value]


def item_list(call: Call, key: str) -> list[Any]:
    """A part that is one object or a list of them; absent and null are none, everything else is refused."""
    part = call.object.get(key)
    if part is None:
        return []
    if not isinstance(part, (dict, list)) or not part:
        call.refuse("MissingParameter", f"{key} parameter is missing or not valid!")
    return part if isinstance(part, list) else [part]


def checked_item(call: Call, key: str, item: Any) -> dict[str, Any]:
    """An item of such a list, trimmed; anything but an object with keys is a failure, not a refusal."""
    if not isinstance(item, dict) or not item:
        raise Fault(f"{call.name}: Ticket->{key} parameter is invalid!")
    return trimmed(item)


def check_fields(call: Call, look: Look, items: list[Any], *, blanks: str) -> list[FieldValue]:
    """`blanks` stand before "parameter" in the messages: the original has two on create and one on update."""
    return [_checked(call, look, checked_item(call, "DynamicField", item), blanks) for item in items]


def _checked(call: Call, look: Look, item: dict[str, Any], blanks: str) -> FieldValue:
    if not given(item.get("Name")):
        call.refuse("MissingParameter", f"DynamicField->Name{blanks}parameter is missing!")
    value = item.get("Value")
    if not (is_string(value) or isinstance(value, list)):
        call.refuse("MissingParameter", f"DynamicField->Value{blanks}parameter is missing!")
    name = item["Name"]
    field = look.config(Fields).named(name) if isinstance(name, str) else None
    if field is None or field.object_kind not in ("Ticket", "Article"):
        call.refuse("InvalidParameter", "DynamicField->Name parameter is invalid!")
    known = _as_texts(value)
    if known is None or not suits(field, known, now=look.now):
        call.refuse("InvalidParameter", "DynamicField->Value parameter is invalid!")
    return field, known


def _as_texts(value: Any) -> Value | None:
    if not isinstance(value, list):
        return text(value)
    return [text(one) for one in value] if all(is_string(one) for one in value) else None
