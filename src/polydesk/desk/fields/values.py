"""Values of dynamic fields: how they are stored, and how they read."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from polydesk.desk.fields.models import DynamicFieldValue
from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.validate import Value
from polydesk.kernel.among import among

Stored = str | int | list[str]
"""A value as the desk reads it: text, 0 or 1 of a Checkbox, the keys of a Multiselect."""

_TABLE = DynamicFieldValue.metadata.tables["dynamic_field_value"]
_VALUES = (
    select(_TABLE.c.object_id, _TABLE.c.field_id, _TABLE.c.value_text, _TABLE.c.value_int, _TABLE.c.value_date)
    .where(among(_TABLE.c.object_id, "objects"), among(_TABLE.c.field_id, "fields"))
    .order_by(_TABLE.c.id)
)
_GONE = delete(_TABLE).where(_TABLE.c.object_id == bindparam("object"), among(_TABLE.c.field_id, "fields"))


def read_values(
    connection: Connection, fields: Sequence[FieldEntry], object_ids: Collection[int]
) -> dict[int, dict[int, Stored]]:
    """From object id and field id to the value, for every field that has one. One statement."""
    kinds = {field.id: field.kind for field in fields}
    found: dict[int, dict[int, Stored]] = defaultdict(dict)
    for object_id, field_id, text, number, moment in connection.execute(
        _VALUES, {"objects": object_ids, "fields": kinds}
    ):
        if kinds[field_id] == "Multiselect":
            keys = found[object_id].setdefault(field_id, [])
            assert isinstance(keys, list)
            keys.append(text)
        else:
            found[object_id][field_id] = _single(text, number, moment)
    return found


def _single(text: str | None, number: int | None, moment: datetime | None) -> Stored:
    if moment is not None:
        return f"{moment:%Y-%m-%d %H:%M:%S}"
    return number if number is not None else text or ""


def write_values(connection: Connection, object_id: int, values: dict[FieldEntry, Value]) -> None:
    """Replace the values of these fields; an empty one takes the value away."""
    connection.execute(_GONE, {"object": object_id, "fields": [field.id for field in values]})
    rows = [row for field, value in values.items() for row in _rows(object_id, field, value)]
    if rows:
        connection.execute(insert(_TABLE), rows)


def _rows(object_id: int, field: FieldEntry, value: Value) -> list[dict[str, Any]]:
    singles = [one for one in (value if isinstance(value, list) else [value]) if one != ""]
    return [
        {
            "field_id": field.id,
            "object_id": object_id,
            "position": position,
            "value_text": None,
            "value_int": None,
            "value_date": None,
            **_column(field.kind, one),
        }
        for position, one in enumerate(singles)
    ]


def _column(kind: str, value: str) -> dict[str, Any]:
    if kind == "Checkbox":
        return {"value_int": int(value)}
    if kind in ("Date", "DateTime"):
        return _moment(value)
    return {"value_text": value}


def _moment(value: str) -> dict[str, Any]:
    """What a way in has let pass although it is no date stays as the text it is."""
    try:
        return {"value_date": datetime.fromisoformat(value)}
    except ValueError:
        return {"value_text": value}


def as_text(kind: str, value: Stored | Value | None) -> str:
    """As the history shows it: keys joined by a comma and a blank, a Date without its time."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)[:10] if kind == "Date" else str(value)
