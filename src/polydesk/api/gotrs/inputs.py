"""Types of what bodies hold."""

import json
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from polydesk.kernel.storable import storable

Text = Annotated[str, AfterValidator(storable)]
"""As every database can hold it."""
Name = Annotated[Text, Field(max_length=200)]
LARGEST_NUMBER = 2**63


def _as_whole(value: Any) -> Any:
    """JSON has one kind of number: 1.0 is 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


AS_WHOLE = BeforeValidator(_as_whole)
"""For strict integers, after what bounds them."""
LARGEST_ID = 2**53 - 1
"""The largest whole number that every JSON reader takes as it is."""
EntryId = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID), AS_WHOLE]


def is_plain(value: Any, *, most_characters: int, depth: int = 8) -> bool:
    """Whether this part of a body can be kept and given back as it is: no monstrous numbers, depths or lengths."""
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False)
        text.encode()
    except (ValueError, RecursionError):
        return False
    return len(text) <= most_characters and "\\u0000" not in text and _is_plain(value, depth)


def _is_plain(value: Any, depth: int) -> bool:
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return depth > 0 and all(_is_plain(one, depth - 1) for one in parts)
    return not isinstance(value, int) or abs(value) < LARGEST_NUMBER
