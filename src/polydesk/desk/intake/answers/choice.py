"""One or several of the choices of a field, or of the items of a list."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from polydesk.desk.intake.answers.unfit import Circumstances
from polydesk.desk.intake.registry import FormField, ListEntry
from polydesk.desk.intake.texts import as_text

MOST = 1000
_LONGEST_JSON = 100_000


def choice_answer(field: FormField, sent: Any, around: Circumstances) -> str | list[str]:
    """Keys, wanted by key or, which the original does not know, by label.

    A text that is neither stands by itself; among several unknown ones fall away.
    """
    whole = as_text(sent)
    single = None if whole is None else _key(field, whole, around)
    wanted = _several(sent)
    known = [single] if single else [key for key in (_key(field, one, around) for one in wanted) if key]
    if known:
        return list(dict.fromkeys(known))
    return wanted[0] if wanted else ""


def _key(field: FormField, wanted: str, around: Circumstances) -> str | None:
    if wanted in field.choices:
        return wanted
    if around.as_original:
        return None
    folded = wanted.strip().casefold()
    return next((key for key, label in field.choices.items() if folded in (key.casefold(), label.casefold())), None)


def item_answer(field: FormField, sent: Any, around: Circumstances) -> list[str]:
    """Ids of items, wanted by id, by name in any case, or by abbreviation; unknown ones fall away."""
    number = field.type.removeprefix("list-")
    entry = around.intake.lists.get(int(number)) if number.isdecimal() and len(number) < 15 else None
    if entry is None:
        return []
    whole = as_text(sent)
    found = [] if whole is None else _items(entry, [whole])
    return found or _items(entry, _several(sent))


def _items(entry: ListEntry, wanted: Sequence[str]) -> list[str]:
    found = (_item(entry.items, one.strip()) for one in wanted if one.strip())
    return list(dict.fromkeys(one for one in found if one is not None))


def _item(items: Sequence[Mapping[str, Any]], wanted: str) -> str | None:
    folded = wanted.casefold()
    for item in items:
        names = (str(item.get("value") or ""), str(item.get("abbreviation") or ""))
        if wanted == str(item.get("id")) or folded in [name.casefold() for name in names if name]:
            return str(item.get("id"))
    return None


def _several(sent: Any) -> list[str]:
    """A list, JSON text, texts joined by commas, or one text. A mapping is lost."""
    if isinstance(sent, str) and sent[:1] in "[{" and 0 < len(sent) < _LONGEST_JSON:
        sent = _from_json(sent)
    if isinstance(sent, list | tuple):
        texts = [as_text(one) for one in sent[:MOST]]
        return [one for one in texts if one]
    whole = as_text(sent)
    parts = [part.strip() for part in (whole or "").split(",", MOST)[:MOST]]
    return [part for part in parts if part] if len(parts) > 1 else [one for one in (whole,) if one]


def _from_json(text: str) -> Any:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return list(read) if isinstance(read, dict) else read
