"""Keys whose value is a list of small entries, each with keys of its own, kept as JSON."""

from collections.abc import Callable, Mapping
from typing import Any

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.values import MAX_ID, MAX_TEXT, Field, plain_text, whole_number

Check = Callable[[Any, Place], Any]
MOST = 1000


def entries(key: str, parts: Mapping[str, Check], *, needed: tuple[str, ...], extra: Check | None = None) -> Field:
    """`parts` are the keys an entry may have, `needed` those it must; `extra` looks at the whole entry."""

    def read(value: Any, place: Place, stored: Any) -> list[dict[str, Any]]:
        if len(place.items(value)) > MOST:
            raise place.refuse("too_many", limit=MOST)
        return [_entry(item, place.item(index), parts, needed, extra) for index, item in enumerate(value)]

    return Field(key, read, default=None)


def _entry(
    item: Any, place: Place, parts: Mapping[str, Check], needed: tuple[str, ...], extra: Check | None
) -> dict[str, Any]:
    entry = place.mapping(item)
    unknown = sorted(set(entry) - set(parts))
    if unknown:
        raise place.refuse("unknown_key", key=unknown[0])
    missing = [name for name in needed if name not in entry]
    if missing:
        raise place.refuse("missing", key=missing[0])
    read = {name: parts[name](value, place.key(name)) for name, value in entry.items()}
    if extra:
        extra(read, place)
    return read


def an_id(value: Any, place: Place) -> int:
    return whole_number(value, place, 1, MAX_ID)


def a_text(value: Any, place: Place) -> str:
    return plain_text(value, place, MAX_TEXT)


def a_name(value: Any, place: Place) -> str:
    name = plain_text(value, place)
    if not name.strip():
        raise place.refuse("empty")
    return name


def a_flag(value: Any, place: Place) -> bool:
    if value not in (True, False):
        raise place.refuse("true_or_false_expected")
    return bool(value)


def one_of(*words: str) -> Check:
    def read(value: Any, place: Place) -> str:
        if value not in words:
            raise place.refuse("unknown_word", known=list(words))
        return str(value)

    return read
