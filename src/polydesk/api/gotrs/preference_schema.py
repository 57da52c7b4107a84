"""What preferences are sent and answered, and of which kind each is."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from polydesk.api.gotrs.inputs import LARGEST_NUMBER, PLAIN_TEXT

Schema = dict[str, Any]
DEFAULTS: dict[str, Any] = {
    "language": "en",
    "timezone": "UTC",
    "theme": "light",
    "notifications": {"email": True, "browser": True, "mobile": False},
    "dashboard": {"default_view": "overview", "items_per_page": 25},
}
NOT_KEPT = frozenset(("user_id", "updated_at", "message"))
"""What answers hold besides; clients send whole answers back."""
MOST_NAMES, LONGEST_NAME, LONGEST_BODY = 100, 100, 20_000


class Notifications(BaseModel):
    model_config = ConfigDict(extra="allow")

    email: bool
    browser: bool
    mobile: bool


class Dashboard(BaseModel):
    model_config = ConfigDict(extra="allow")

    default_view: str
    items_per_page: int


class Preferences(BaseModel):
    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [{"user_id": 12, **DEFAULTS}]})

    user_id: int
    language: str
    timezone: str
    theme: str
    notifications: Notifications
    dashboard: Dashboard


_BOUNDS = {"exclusiveMinimum": -LARGEST_NUMBER, "exclusiveMaximum": LARGEST_NUMBER}
_TEXT: Schema = {"type": "string", "pattern": PLAIN_TEXT, "maxLength": LONGEST_BODY}
_NUMBER: Schema = {"type": "number", **_BOUNDS}
_FLAG: Schema = {"type": "boolean"}
_NAMES: Schema = {"pattern": PLAIN_TEXT}


def _kind_of(default: Any) -> Schema:
    """The schema of what may stand where this does."""
    if isinstance(default, dict):
        known = {name: _kind_of(one) for name, one in default.items()}
        more = {"anyOf": [_TEXT, _NUMBER, _FLAG]}
        return {"type": "object", "properties": known, "propertyNames": _NAMES, "additionalProperties": more}
    return {bool: _FLAG, int: {"type": "integer", **_BOUNDS}, str: _TEXT}[type(default)]


def _or_null(*kinds: Schema) -> Schema:
    return {"anyOf": [*kinds, {"type": "null"}]}


WISH: Schema = {
    "properties": {
        **{name: _or_null(_kind_of(default)) for name, default in DEFAULTS.items()},
        **{name: {"description": "Passed over"} for name in sorted(NOT_KEPT)},
    },
    "propertyNames": {**_NAMES, "minLength": 1, "maxLength": LONGEST_NAME},
    "additionalProperties": _or_null(_TEXT, _NUMBER, _FLAG),
    "maxProperties": MOST_NAMES + len(NOT_KEPT),
}
"""Preferences as they are sent: those with a default are of its kind, all others are simple values."""
WISH_EXAMPLE: Schema = {"theme": "dark", "notifications": {"mobile": True}}
