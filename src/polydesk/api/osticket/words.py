"""Values as the original reads them."""

from typing import Any

from polydesk.desk.intake.texts import truthy

_DIGITS = 18
_LARGEST = 2**31


def is_on(value: Any) -> bool:
    """Truth of an XML value, where "false" counts as false in any case of letters."""
    return value.lower() != "false" and truthy(value) if isinstance(value, str) else truthy(value)


def whole_number(value: Any) -> int | None:
    """A positive id, also written as text; None for whatever is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) <= _DIGITS:
        value = int(value)
    return value if isinstance(value, int) and 0 < value < _LARGEST else None


def text(value: Any) -> str:
    """A scalar as text; nothing for what is none."""
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value) if isinstance(value, str | int | float) else ""


def is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)
