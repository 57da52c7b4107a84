"""Types of what bodies hold."""

import json
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, RootModel, SkipValidation

from polydesk.kernel.storable import storable

STORABLE = AfterValidator(storable)
"""For texts, after what bounds them: a text is as long as it was sent, whatever of it no database can hold."""
Text = Annotated[str, STORABLE]
Name = Annotated[str, Field(max_length=200), STORABLE]
SOME_TEXT = r"[^\x00]"
"""As a pattern: something is left of it."""
LARGEST_NUMBER = 9 * 10**18
"""Below 2^63, and the same whether a reader of JSON takes it for whole or for a fraction."""


def as_whole(value: Any) -> Any:
    """JSON has one kind of number: 1.0 is 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


AS_WHOLE = BeforeValidator(as_whole)
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
    return len(text) <= most_characters and _is_plain(value, depth)


def _is_plain(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_is_plain(name, 0) and _is_plain(one, depth - 1) for name, one in value.items())
    if isinstance(value, list):
        return depth > 0 and all(_is_plain(one, depth - 1) for one in value)
    return "\0" not in value if isinstance(value, str) else value is None or abs(value) < LARGEST_NUMBER


PLAIN_TEXT = r"^[^\x00]*$"
"""As a pattern: a text as every database can hold it."""
_PLAIN_NAMES = Field(json_schema_extra={"propertyNames": {"pattern": PLAIN_TEXT}})
_PlainText = Annotated[str, Field(pattern=PLAIN_TEXT)]
_PlainNumber = Annotated[float, Field(gt=-LARGEST_NUMBER, lt=LARGEST_NUMBER)]


class Plain(
    RootModel["_PlainText | _PlainNumber | bool | list[Plain] | Annotated[dict[str, Plain], _PLAIN_NAMES] | None"]
):
    """Any JSON without NUL characters and without numbers above 9e18."""


PlainObject = Annotated[dict[str, SkipValidation[Plain]], _PLAIN_NAMES]
"""Declared as what `is_plain` lets through, and given on as it was sent."""
