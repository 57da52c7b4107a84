"""The words of the Generic Interface's specification, section 1.6, which every operation's checks are made of."""

from collections.abc import Mapping
from typing import Any

from polydesk.desk.services.scalars import given, is_string, text

__all__ = ["given", "is_string", "text", "trimmed"]


def trimmed(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """A copy whose own scalars are text without white space around; null, lists and objects stay as they are."""
    return {key: _trimmed_value(value) for key, value in mapping.items()}


def _trimmed_value(value: Any) -> Any:
    return text(value).strip() if isinstance(value, (str, int, float)) else value
