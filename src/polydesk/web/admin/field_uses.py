"""Which dynamic fields a screen shows, and which of them it wants filled in."""

from collections.abc import Mapping
from typing import Any

from polydesk.web.admin.inputs import Widget
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

_USES = {"0": _("not shown"), "1": _("shown"), "2": _("must be filled in")}


def _read(page: Page, key: str) -> dict[str, int]:
    """From fields named `key/NAME`."""
    sent = {name[len(key) + 1 :]: str(value) for name, value in page.form.items() if name.startswith(f"{key}/")}
    return {name: int(value) for name, value in sent.items() if value in _USES}


def _show(held: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: str(use) for name, use in (held or {}).items()}


def _merge(known: Mapping[str, Any], given: Mapping[str, int]) -> dict[str, Any]:
    """Fields that are not offered stay, and those that are not shown need not be written down."""
    kept = {name: use for name, use in known.items() if str(use) == str(given.get(name, use))}
    changed = {name: use for name, use in given.items() if name in known or use}
    return {name: kept.get(name, changed.get(name)) for name in dict.fromkeys((*known, *changed))}


SHOWN_OR_NEEDED = Widget("field_uses", _read, _show, merge=_merge, template="admin/field_uses.html", parts=_USES)
SHOWN = Widget(
    "field_uses",
    _read,
    _show,
    merge=_merge,
    template="admin/field_uses.html",
    parts={use: name for use, name in _USES.items() if use != "2"},
)
