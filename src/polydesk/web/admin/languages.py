"""The language somebody's pages or mails are in: one of their preferences, of which the others stay as they are."""

from collections.abc import Mapping
from typing import Any

from polydesk.web.admin.inputs import Input, Widget
from polydesk.web.agent.page import Page
from polydesk.web.texts import LANGUAGES
from polydesk.web.texts import marked as _


def language_input(name: str, *, group: str = "") -> Input:
    """`name` is that of the preference."""

    def read(page: Page, key: str) -> dict[str, str]:
        chosen = page.text(key)
        return {name: chosen} if chosen in LANGUAGES else {}

    def show(value: Mapping[str, Any] | None) -> str:
        return str((value or {}).get(name, ""))

    def merge(known: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
        return {key: value for key, value in known.items() if key != name} | dict(given)

    widget = Widget("word", read, show, merge=merge)
    names = {"": _("Not chosen"), **LANGUAGES}
    return Input("preferences", _("Language"), widget, words=tuple(names), word_names=names, group=group)
