"""HTML as the original stores it, for those who want it so. Showing it is made safe where it is shown, as always."""

import html
import re

from polydesk.kernel.html.sanitizing import ACTIVE_STYLE, DROPPED, PROPERTIES, TAGS
from polydesk.kernel.html.walking import walk, words

_VOID = words("br hr img col wbr")
_ATTRIBUTES = words(
    "href src alt title target class style dir lang width height align valign bgcolor color face size border "
    "cellpadding cellspacing colspan rowspan scope span start type value datetime"
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HARMFUL = re.compile(r"\s*(?:javascript|vbscript|data(?!:image/))\s*:", re.IGNORECASE)
_NOTHING = re.compile(r"(?:\s|&nbsp;|\xa0|<br />)*")
_WRAPPER, _END = '<div dir="ltr">', "</div>"
_MOST_WRAPPERS = 1000


def original_html(source: str) -> str:
    """Only what is inside the body, cleaned, every tag closed. Nothing but breaks is nothing."""
    writer = _Writer()
    walk(_unwrapped(source), writer)
    stored = "".join(writer.parts)
    return "" if _NOTHING.fullmatch(stored) else stored


def _unwrapped(source: str) -> str:
    """A certain mail program's wrapper goes, together with the first end tag after it, whosever that is."""
    parts, rest = [], source
    for _ in range(_MOST_WRAPPERS):
        before, found, after = rest.partition(_WRAPPER)
        inside, end, behind = after.partition(_END)
        if not found or not end:
            break
        parts += [before, inside, " "]
        rest = behind
    return "".join([*parts, rest])


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._dropping = 0
        self._preformatted = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._dropping += tag in DROPPED
        if self._dropping or tag not in TAGS:
            return
        self._preformatted += tag == "pre"
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in _kept(tag, attributes).items())
        self.parts.append(f"<{tag}{written} />" if tag in _VOID else f"<{tag}{written}>")

    def end(self, tag: str) -> None:
        if self._dropping:
            self._dropping -= tag in DROPPED
        elif tag in TAGS and tag not in _VOID:
            self._preformatted -= tag == "pre"
            self.parts.append(f"</{tag}>")

    def data(self, text: str) -> None:
        if not self._dropping:
            shown = text if self._preformatted else _BLANKS.sub(" ", text)
            self.parts.append(html.escape(shown, quote=False))


def _kept(tag: str, attributes: dict[str, str]) -> dict[str, str]:
    kept = {name: _link(name, value) for name, value in attributes.items() if name in _ATTRIBUTES}
    if "style" in kept:
        kept["style"] = _style(kept["style"])
    if tag == "br" and attributes.get("clear"):
        kept["style"] = "clear:both"
    if tag == "img":
        kept.setdefault("alt", "image")
    return kept


def _link(name: str, value: str) -> str:
    return f"denied:{value}" if name in ("href", "src") and _HARMFUL.match(value) else value


def _style(value: str) -> str:
    parts = (part for part in value.split(";") if not ACTIVE_STYLE.search(part))
    return ";".join(part for part in parts if part.partition(":")[0].strip().lower() in PROPERTIES)
