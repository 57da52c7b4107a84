"""The settings of the desk as a schema: each by its name, with what it takes."""

from typing import Any

from polydesk.api.gotrs.system import FIXED, NAMES
from polydesk.kernel.setting_kinds import Setting
from polydesk.kernel.settings import SETTINGS

Schema = dict[str, Any]
_LINE: Schema = {"type": "string", "pattern": "^[ -~À-ž]*$", "maxLength": 10_000}
_CHECKED: dict[str, list[str]] = {
    "SystemID": ["1", "10", "01234567"],
    "OTOBOTimeZone": ["UTC", "Europe/Berlin", "America/St_Johns"],
}
"""Values that pass the checks of those that have one."""


def settings_schema() -> Schema:
    """At the top level under GOTRS' names or the registry's, or under `settings` by the registry's."""
    known = {name: _taken_by(one) for name, one in SETTINGS.items()}
    short = {name: known[setting] for name, setting in NAMES.items()}
    fixed = {name: {"enum": [value]} for name, value in FIXED.items()}
    nested = {"type": "object", "properties": known, "additionalProperties": False}
    return {**nested, "properties": {**known, **short, **fixed, "settings": nested}}


def _taken_by(one: Setting) -> Schema:
    if one.check or one.choices:
        return {"enum": [*one.choices, *_CHECKED.get(one.name, ())]}
    if isinstance(one.default, bool):
        return {"enum": [True, False, 1, 0, "1", "0", "", "true", "False"]}
    if isinstance(one.default, int):
        number = {"type": "integer", "minimum": 0, "maximum": one.largest}
        return {"anyOf": [number, {"enum": ["0", str(one.largest), "007"[-len(str(one.largest)) :]]}]}
    return {"type": "array", "items": _LINE, "maxItems": 1000} if isinstance(one.default, list) else _LINE
