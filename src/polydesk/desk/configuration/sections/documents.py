"""Keys whose values are documents of their own: lists of mappings, or one mapping, kept as JSON."""

import json
from typing import Any

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.values import MAX_TEXT, Field, plain_text


def mappings(key: str) -> Field:
    """A list of mappings."""

    def read(value: Any, place: Place, stored: Any) -> list[dict[str, Any]]:
        found = [place.item(index).mapping(item) for index, item in enumerate(place.items(value))]
        _check_size(found, place)
        return found

    return Field(key, read)


def one_mapping(key: str) -> Field:
    def read(value: Any, place: Place, stored: Any) -> dict[str, Any]:
        found = place.mapping(value)
        _check_size(found, place)
        return found

    return Field(key, read)


def texts(key: str) -> Field:
    """A list of texts."""

    def read(value: Any, place: Place, stored: Any) -> list[str]:
        return [plain_text(item, place.item(index)) for index, item in enumerate(place.items(value))]

    return Field(key, read)


def ids(key: str) -> Field:
    """A list of ids."""

    def read(value: Any, place: Place, stored: Any) -> list[int]:
        for index, item in enumerate(place.items(value)):
            if not isinstance(item, int) or isinstance(item, bool):
                raise place.item(index).refuse("number_expected")
        return list(value)

    return Field(key, read)


def _check_size(value: Any, place: Place) -> None:
    text = json.dumps(value, ensure_ascii=False)
    plain_text(text.replace("\\u0000", "\0"), place, MAX_TEXT)
