"""Parameters of paths and queries: what is wrong with them is answered before anything is looked up."""

from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import invalid_input
from polydesk.api.otrs7.words import translated

Errors = dict[str, dict[str, str]]
NO_NUMBER = "This is no number."
NOBODYS = 2**62
"""Stands for numbers no database could hold: they are numbers, and the id of nothing."""
_MOST_DIGITS = 18


def path_ids(call: Call, *names: str, beside: Errors | None = None) -> list[int]:
    """The numbers at these places of the path.

    Raises Refused with 422, naming all that are none, and what is wrong `beside` them.
    """
    errors = {name: said(call, NO_NUMBER) for name in names if not is_number(call.path[name])}
    errors |= beside or {}
    if errors:
        raise invalid_input(errors)
    return [as_id(call.path[name]) for name in names]


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def whole(call: Call, name: str, *, default: int, most: int, errors: Errors) -> int:
    """A query parameter from 1 to `most`, the default if it was not sent; what is wrong goes into `errors`."""
    text = call.parameter(name).strip()
    if not text:
        return default
    if not is_number(text) or not 1 <= as_id(text) <= most:
        errors[name] = said(call, "This must be a number from 1 to %s.", str(most))
        return default
    return int(text)


def said(call: Call, text: str, *arguments: str) -> dict[str, str]:
    """An error in the plain shape."""
    message = translated(call, text)
    for one in arguments:
        message = message.replace("%s", one, 1)
    return {"Message": message}


def as_id(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else NOBODYS
