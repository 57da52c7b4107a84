"""How single values are written in a configuration, and what is stored for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.desk.columns import INVALID, TEMPORARILY_INVALID, VALID
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place

MAX_ID = 2**53
MAX_TEXT = 1_000_000
_MAX_INTEGER = 2**31 - 1

LEAVE_OUT = object()
"""What `show` gives for a value that does not belong into a dump."""

Read = Callable[[Any, Place, Any], Any]
"""From a document's value, its place and what is stored now to what shall be stored."""

Show = Callable[[Any, Names], Any]


def as_it_is(value: Any, names: Names) -> Any:
    return value


def never(value: Any, names: Names) -> Any:
    return LEAVE_OUT


@dataclass(frozen=True)
class Field:
    """A key of an entry and the column behind it (of the same name unless said)."""

    key: str
    read: Read
    show: Show = as_it_is
    column_name: str = ""
    default: Any = None
    """For new rows, where the column itself has none; a callable is called."""

    @property
    def column(self) -> str:
        return self.column_name or self.key


def plain_text(value: Any, place: Place, limit: int = 200) -> str:
    """Text that fits a column; a whole number is taken as its digits, as in `zip: 10115`."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise place.refuse("text_expected")
    if len(value) > limit:
        raise place.refuse("too_long", limit=limit)
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise place.refuse("not_storable")
    return value


def text(key: str, *, limit: int = 200, required: bool = False) -> Field:
    def read(value: Any, place: Place, stored: Any) -> str:
        given = plain_text(value, place, limit)
        if required and not given.strip():
            raise place.refuse("empty")
        return given

    return Field(key, read)


def optional_text(key: str, *, limit: int) -> Field:
    return Field(key, lambda value, place, _: None if value is None else plain_text(value, place, limit))


def number(key: str, *, least: int = 0, most: int = _MAX_INTEGER, default: int | None = None) -> Field:
    return Field(key, lambda value, place, _: whole_number(value, place, least, most), default=default)


def whole_number(value: Any, place: Place, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise place.refuse("number_expected")
    if not least <= value <= most:
        raise place.refuse("out_of_range", least=least, most=most)
    return value


def flag(key: str) -> Field:
    """true or false, stored as 1 or 0."""

    def read(value: Any, place: Place, stored: Any) -> int:
        if value not in (True, False):
            raise place.refuse("true_or_false_expected")
        return int(value)

    return Field(key, read, lambda value, names: bool(value))


def choice(key: str, words: Mapping[str, Any], column: str = "", default: Any = None) -> Field:
    """One of some words, each standing for a stored value; the stored value itself is accepted too."""
    shown = {stored: word for word, stored in words.items()}

    def read(value: Any, place: Place, stored: Any) -> Any:
        if isinstance(value, str) and value in words:
            return words[value]
        if isinstance(value, int | str) and not isinstance(value, bool) and value in shown:
            return value
        raise place.refuse("unknown_word", known=list(words))

    return Field(key, read, lambda value, names: shown.get(value, value), column, default)


VALIDITY = choice("valid", {"valid": VALID, "invalid": INVALID, "invalid-temporarily": TEMPORARILY_INVALID})


def reference(key: str, model: type[Any], column: str) -> Field:
    """The name of a row of another section."""
    return Field(
        key,
        lambda value, place, _: place.reference(model, value),
        lambda value, names: names.name_of(model, value),
        column,
    )


def optional_reference(key: str, model: type[Any], column: str) -> Field:
    return Field(
        key,
        lambda value, place, _: None if value is None else place.reference(model, value),
        lambda value, names: None if value is None else names.name_of(model, value),
        column,
    )


IDENTITY = number("id", least=1, most=MAX_ID)
