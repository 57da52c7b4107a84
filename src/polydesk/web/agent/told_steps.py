"""What the mailroom's flight recorder has written down, in the reader's words where it always says the same."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from polydesk.web.texts import Texts

MOST = 100
_NOTHING = ("parts", "", "0 files")
_FILES = re.compile(r"(\d{1,9}) files")
_OPENED = re.compile(r"ticket \d+ with article \d+")
_ADDED = re.compile(r"article \d+ of ticket \d+")
_GOES_ON = re.compile(r"goes on as (\w+) of ticket \d+(, into which .*)?")


def told_steps(texts: Texts, steps: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Of each the name of the question, what there was to see, and what was decided."""
    written = [tuple(str(one.get(key, "")) for key in ("filter", "saw", "decided")) for one in steps[:MOST]]
    return [(name, saw, _decided(texts, decided)) for name, saw, decided in written if (name, saw, decided) != _NOTHING]


def _decided(texts: Texts, decided: str) -> str:
    _ = texts.gettext
    files, goes_on = _FILES.fullmatch(decided), _GOES_ON.fullmatch(decided)
    if files:
        count = int(files[1])
        return texts.ngettext("%(count)s file", "%(count)s files", count) % {"count": count}
    if _OPENED.fullmatch(decided):
        return _("a ticket of its own")
    if _ADDED.fullmatch(decided):
        return _("an article of a ticket that was there")
    if goes_on:
        return _as_whom(texts).get(goes_on[1], decided) + (
            f" ({_('named by another number, merged since')})" if goes_on[2] else ""
        )
    return _(decided) if decided else ""


def _as_whom(texts: Texts) -> dict[str, str]:
    _ = texts.gettext
    return {
        "customer": _("goes on with it: its customer wrote"),
        "collaborator": _("goes on with it: somebody wrote who takes part"),
        "agent": _("goes on with it: an agent wrote"),
        "stranger": _("goes on with it: somebody wrote who holds mail of ours about it"),
        "bounce": _("goes on with it: mail about it came back"),
    }
