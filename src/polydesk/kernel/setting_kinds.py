"""What a setting is: its name, its default, and which values it takes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from polydesk.kernel.errors import Invalid

LARGEST = 2**31
_WHOLE = re.compile(r"[0-9]{1,10}")
_SYSTEM_ID = re.compile(r"[0-9]{1,8}")


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def is_system_id(value: str) -> bool:
    return bool(_SYSTEM_ID.fullmatch(value))


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    check: Callable[[str], bool] | None = None
    largest: int = LARGEST

    @property
    def kind(self) -> str:
        return {bool: "yes or no", int: "number", str: "text", list: "list of texts"}[type(self.default)]

    def checked(self, value: Any) -> Any:
        """The value in the setting's own type; raises Invalid when it has none."""
        if isinstance(self.default, bool):
            value = _as_bool(self.name, value)
        elif isinstance(self.default, int) and isinstance(value, str) and _WHOLE.fullmatch(value):
            value = int(value)
        if type(value) is not type(self.default) or not self._is_allowed(value):
            raise Invalid("setting_value", name=self.name, value=value)
        return value

    def _is_allowed(self, value: Any) -> bool:
        if isinstance(value, list):
            return all(isinstance(one, str) for one in value)
        if isinstance(value, int):
            return 0 <= value <= self.largest
        return (not self.choices or value in self.choices) and (self.check is None or self.check(value))


def _as_bool(name: str, value: Any) -> bool:
    known = {"1": True, "0": False, "true": True, "false": False, "": False}
    if str(value).lower() not in known:
        raise Invalid("setting_value", name=name, value=value)
    return known[str(value).lower()]
