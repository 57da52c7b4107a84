"""The fields of forms, and the items of lists."""

import re
from typing import Any

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.sections.entries import a_flag, a_name, a_text, an_id, entries
from polydesk.desk.configuration.values import plain_text
from polydesk.desk.intake.answers.convert import KNOWN_TYPES
from polydesk.desk.intake.answers.pattern import check_pattern

_OF_LIST = re.compile(r"list-[1-9][0-9]{0,8}")


def _type(value: Any, place: Place) -> str:
    if not isinstance(value, str) or not (value in KNOWN_TYPES or _OF_LIST.fullmatch(value)):
        raise place.refuse("unknown_word", known=[*sorted(KNOWN_TYPES), "list-ID"])
    return value


def _configuration(value: Any, place: Place) -> dict[str, Any]:
    given = place.mapping(value)
    for key, one in given.items():
        if not isinstance(one, bool | float) and one is not None:
            a_text(one, place.key(key))
    if given.get("validator") == "regex":
        _pattern(given.get("regex"), place.key("regex"))
    return given


def _pattern(value: Any, place: Place) -> None:
    try:
        check_pattern(a_text(value, place))
    except ValueError as error:
        raise place.refuse("unusable", message=str(error)) from error


def _reference(value: Any, place: Place) -> str:
    """The name of a dynamic field. Empty: the answer is checked but not kept."""
    return plain_text(value, place)


FORM_FIELDS = entries(
    "fields",
    {
        "id": an_id,
        "name": a_name,
        "type": _type,
        "label": a_name,
        "configuration": _configuration,
        "required": a_flag,
        "visible_to_users": a_flag,
        "dynamic_field": _reference,
    },
    needed=("id", "name", "type", "label"),
)
LIST_ITEMS = entries(
    "items",
    {"id": an_id, "value": a_name, "abbreviation": plain_text, "enabled": a_flag},
    needed=("id", "value"),
)
