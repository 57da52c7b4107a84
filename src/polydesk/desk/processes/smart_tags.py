"""Tags in the values of actions: <OTRS_TICKET_Title>, <OTOBO_TICKET_DynamicField_Room>, and those of mail texts.

A text is read once, from left to right: a tag that a customer wrote into a field stays the text it is.
"""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from polydesk.desk.processes.ticket_values import Value

MOST_CHARACTERS = 200_000
"""No text gets longer than this, whatever is put in."""
_TAG = re.compile(r"<(?:OTRS|OTOBO|ZNUNY)_([A-Za-z0-9_:]{1,150})>")
_OF_TICKET = "ticket_"
Facts = Callable[[str], str]
"""What stands for a tag that is not of the ticket, by its name in lower case."""


def fill(config: Mapping[str, Any], values: Mapping[str, Value], others: Facts) -> dict[str, Any]:
    """The configuration of an action with its tags replaced, in HTML where the text is HTML."""
    in_html = _is_html(config)
    return {key: _filled(value, values, others, is_html=in_html and key == "Body") for key, value in config.items()}


def _is_html(config: Mapping[str, Any]) -> bool:
    return any("text/html" in str(config.get(key) or "").lower() for key in ("ContentType", "MimeType"))


def _filled(value: Any, values: Mapping[str, Value], others: Facts, *, is_html: bool) -> Any:
    if isinstance(value, list):
        return [_filled(one, values, others, is_html=is_html) for one in value]
    if not isinstance(value, str):
        return value
    alone = _TAG.fullmatch(value.strip())
    found = _value(alone[1], values, others) if alone else ""
    if isinstance(found, list):
        return found  # the values of a field that holds several go into another such field one by one

    def put(tag: re.Match[str]) -> str:
        known = _value(tag[1], values, others)
        plain = ", ".join(known) if isinstance(known, list) else known
        return html.escape(plain).replace("\n", "<br>\n") if is_html else plain

    return _TAG.sub(put, value)[:MOST_CHARACTERS]


def _value(name: str, values: Mapping[str, Value], others: Facts) -> Value:
    if name.lower().startswith(_OF_TICKET):
        return values.get(name[len(_OF_TICKET) :], "")
    return others(f"otrs_{name.lower()}")
