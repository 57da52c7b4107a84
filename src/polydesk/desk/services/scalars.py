"""How a Perl system reads a scalar; web service definitions and their mappings are written for one."""

from typing import Any


def given(value: Any) -> bool:
    """Perl's truth: ``None``, ``False``, 0, ``""`` and ``"0"`` are false; lists and objects are true, even empty."""
    if isinstance(value, (list, dict)):
        return True
    return value != "0" and bool(value)


def is_string(value: Any) -> bool:
    """Whether a JSON value counts as a string: text and numbers do, booleans, null, lists and objects do not."""
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def text(value: str | float | bool | None) -> str:
    """The text of a scalar: ``1.0`` is ``"1"``, ``True`` is ``"1"``, ``False`` is ``"0"``, ``None`` is empty."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, ".15g")  # Perl's own precision for numbers
    return str(int(value))
