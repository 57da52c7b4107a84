"""ACLs. What they match and change is written as OTRS exports it: the insides of ConfigMatch and ConfigChange."""

from typing import Any

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.values import MAX_TEXT, VALIDITY, Field, flag, plain_text, text
from polydesk.desk.forms.acl_match import check_word
from polydesk.desk.forms.models import AccessControl
from polydesk.kernel.patterns import PatternError

_MATCHES = ("Properties", "PropertiesDatabase")
_CHANGES = ("Possible", "PossibleAdd", "PossibleNot")
_LISTS = ("Action", "ActivityDialog", "Endpoint", "Form", "Process")
"""What is restricted as a whole; `Ticket` has a list for each of its properties."""


def _read_match(value: Any, place: Place, stored: Any) -> dict[str, Any]:
    return {
        key: {group: _lists(part, place.key(key).key(group)) for group, part in _part(groups, place.key(key)).items()}
        for key, groups in _known(value, place, _MATCHES).items()
    }


def _read_change(value: Any, place: Place, stored: Any) -> dict[str, Any]:
    return {
        key: {
            name: _change(name, part, place.key(key).key(name)) for name, part in _part(parts, place.key(key)).items()
        }
        for key, parts in _known(value, place, _CHANGES).items()
    }


def _change(name: str, value: Any, place: Place) -> Any:
    if name == "Ticket":
        return _lists(value, place)
    if name not in _LISTS:
        raise place.refuse("unknown_word", known=["Ticket", *_LISTS])
    return _words(value, place)


def _known(value: Any, place: Place, keys: tuple[str, ...]) -> dict[str, Any]:
    mapping = _part(value, place)
    unknown = sorted(set(mapping) - set(keys))
    if unknown:
        raise place.refuse("unknown_key", key=unknown[0])
    return mapping


def _part(value: Any, place: Place) -> dict[str, Any]:
    """Exports write an empty part as nothing."""
    return {} if value is None else place.mapping(value)


def _lists(value: Any, place: Place) -> dict[str, list[str]]:
    return {plain_text(name, place): _words(words, place.key(name)) for name, words in _part(value, place).items()}


def _words(value: Any, place: Place) -> list[str]:
    return [_word(word, place.item(index)) for index, word in enumerate(place.items(value))]


def _word(value: Any, place: Place) -> str:
    word = plain_text(value, place, MAX_TEXT)
    try:
        check_word(word)
    except PatternError as error:
        raise place.refuse("unusable", message=str(error)) from error
    return word


ACLS = Section(
    "acls",
    AccessControl,
    "name",
    (
        text("name", required=True),
        Field("match", _read_match, default={}),
        Field("change", _read_change, default={}),
        flag("stop_after_match"),
        VALIDITY,
    ),
)
