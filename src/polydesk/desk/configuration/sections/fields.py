"""Dynamic fields."""

from typing import Any

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.values import MAX_TEXT, VALIDITY, Field, choice, flag, number, plain_text, text
from polydesk.desk.fields.models import INTERNAL_KINDS, KINDS, OBJECTS, DynamicField

MAX_DEPTH = 10


def _read_config(value: Any, place: Place, stored: Any) -> dict[str, Any]:
    config = plain_json(value, place)
    if not isinstance(config, dict):
        raise place.refuse("mapping_expected")
    if not isinstance(config.get("PossibleValues") or {}, dict):
        raise place.key("PossibleValues").refuse("mapping_expected")
    return config


def plain_json(value: Any, place: Place, depth: int = MAX_DEPTH) -> Any:
    """Only what comes out of the database as it went in; the key 1 becomes "1", as in every JSON object."""
    if depth == 0:
        raise place.refuse("too_deep", limit=MAX_DEPTH)
    if isinstance(value, dict):
        return {plain_text(key, place): plain_json(inner, place.key(key), depth - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain_json(inner, place.item(index), depth - 1) for index, inner in enumerate(value)]
    if value is None or isinstance(value, bool | int):
        return value
    return plain_text(value, place, MAX_TEXT)


DYNAMIC_FIELDS = Section(
    "dynamic_fields",
    DynamicField,
    "name",
    (
        text("name", required=True),
        text("label"),
        number("position", default=0),
        choice("kind", {kind: kind for kind in (*KINDS, *INTERNAL_KINDS)}),
        choice("object", {kind: kind for kind in OBJECTS}, "object_kind"),
        Field("config", _read_config, default={}),
        flag("internal"),
        VALIDITY,
    ),
)
