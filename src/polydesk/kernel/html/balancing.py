"""HTML written anew with every tag closed and nesting bounded.

The sanitizer's parser takes minutes for a mail that nests a hundred thousand levels, reopens formatting without end,
or consists of ampersands. What comes out of here has none of that, so its time is proportional to the length.
"""

import html
from collections.abc import Set

from polydesk.kernel.html.walking import walk

_MAX_DEPTH = 100
_MAX_ATTRIBUTES = 32
_VOID = frozenset({"br", "hr", "img", "col", "wbr"})


def balance(html_text: str, *, allowed: Set[str], dropped: Set[str]) -> str:
    """`html_text` with only the allowed tags, without what is inside the dropped ones, nested 100 deep at most."""
    writer = _Writer(allowed, dropped)
    walk(html_text, writer)
    return "".join(writer.parts)


class _Writer:
    def __init__(self, allowed: Set[str], dropped: Set[str]) -> None:
        self.parts: list[str] = []
        self._allowed = allowed
        self._dropped = dropped
        self._dropping = 0
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._dropping += tag in self._dropped
        if self._dropping or tag not in self._allowed:
            return
        if tag in _VOID:
            self._open(tag, attributes)
            return
        self._depth += 1
        if self._depth <= _MAX_DEPTH:
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        if self._dropping:
            self._dropping -= tag in self._dropped
        elif tag in self._allowed and tag not in _VOID:
            if self._depth <= _MAX_DEPTH:
                self.parts.append(f"</{tag}>")
            self._depth -= 1

    def data(self, text: str) -> None:
        if not self._dropping:
            self.parts.append(html.escape(text, quote=False))

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        named = list(attributes.items())[:_MAX_ATTRIBUTES]
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in named if name.isalpha())
        # The first line break inside pre is not part of it, so one is given away.
        self.parts.append(f"<{tag}{written}>\n" if tag == "pre" else f"<{tag}{written}>")
