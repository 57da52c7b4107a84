"""HTML as plain text, laid out as OTOBO lays out HTML articles (facts: its recorded answers and its test suite).

A paragraph is one line break before and two after, list items are ` - item`, quotes get `> `, a link is `[1]text`
with its address below; never more than one empty line in a row outside `pre`.
"""

import re
from collections.abc import Callable

from polydesk.kernel.html.walking import walk, words

_BLANKS = re.compile(r"[ \t\r\n\f]+")
# Blanks that only lay out the source: a line break before the words, or no words at all.
_LAYOUT = re.compile(r"[ \t\f]*(?:[\r\n]|\Z)")
_DOCUMENT = re.compile(r"<body[\s>]", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*((?:https?|mailto|tel|ftp):[^\s<>\"]{1,2000})", re.IGNORECASE)
# Deeper quotes are not marked any further: each mark costs another pass over the lines within.
_MAX_QUOTES = 16
_DROPPED = frozenset({"head", "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"})
_LINES = words(
    "div section article header footer main nav aside address center form fieldset table tr caption ul ol dl dt dd li "
    "h1 h2 h3 h4 h5 h6 hr pre blockquote figure figcaption details summary"
)
_SPACED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "dl"})


def to_text(html: str) -> str:
    """Plain text of an HTML document or fragment; scripts, styles and the head are dropped, entities decoded."""
    writer = _Writer()
    walk(html, writer)
    text = writer.finish()
    return text.lstrip("\n") if _DOCUMENT.search(html) else text


class _Writer:
    """Collects text; `_quotes` holds what was written outside each open quote, the innermost last."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._quotes: list[list[str]] = []
        self._unmarked_quotes = 0
        self._dropping = 0
        self._preformatted = 0
        self._links: list[str] = []
        self._breaks = 0
        self._after_blank = True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._dropping += tag in _DROPPED
        if self._dropping:
            return
        if tag in _LINES:
            self._new_line()
        if tag in _OPENERS:
            _OPENERS[tag](self, attributes)

    def end(self, tag: str) -> None:
        if self._dropping:
            self._dropping -= tag in _DROPPED
            return
        if tag in _LINES:
            self._new_line()
        if tag in _CLOSERS:
            _CLOSERS[tag](self)

    def data(self, text: str) -> None:
        if self._dropping:
            return
        shown = text if self._preformatted else self._collapsed(text)
        if shown:
            self._write(shown)

    def finish(self) -> str:
        text = "".join(self._parts)
        return text + "\n\n" + "".join(self._links) if self._links else text

    def _collapsed(self, text: str) -> str:
        words = _BLANKS.sub(" ", text)
        if self._after_blank or (self._breaks and _LAYOUT.match(text)):
            return words.removeprefix(" ")
        return words

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._breaks = 2 if text.endswith("\n\n") else int(text.endswith("\n"))
        self._after_blank = text.endswith(" ")

    def _new_line(self) -> None:
        if self._parts and not self._breaks:
            self.break_lines(1)

    def break_lines(self, count: int) -> None:
        """End the line, and leave one empty, but never two."""
        wanted = min(2, self._breaks + count)
        if wanted > self._breaks:
            self._parts.append("\n" * (wanted - self._breaks))
        self._breaks = wanted
        self._after_blank = False

    def open_item(self, _attributes: dict[str, str]) -> None:
        self._write(" - ")

    def open_link(self, attributes: dict[str, str]) -> None:
        if address := _ADDRESS.match(attributes.get("href", "")):
            number = f"[{len(self._links) + 1}]"
            self._links.append(f"{number} {address[1]}\n")
            self._write(number)

    def close_cell(self) -> None:
        if not self._after_blank and not self._breaks:
            self._write(" ")

    def open_preformatted(self, _attributes: dict[str, str]) -> None:
        self._preformatted += 1

    def close_preformatted(self) -> None:
        self._preformatted -= 1
        self.break_lines(2)

    def open_quote(self, _attributes: dict[str, str]) -> None:
        if len(self._quotes) == _MAX_QUOTES:
            self._unmarked_quotes += 1
            return
        self._quotes.append(self._parts)
        self._parts = []
        self._after_blank = True

    def close_quote(self) -> None:
        if self._unmarked_quotes:
            self._unmarked_quotes -= 1
            return
        lines = "".join(self._parts).strip("\n").split("\n")
        self._parts = self._quotes.pop()
        self._write("".join(f"> {line}\n" for line in lines if lines != [""]))


_OPENERS: dict[str, Callable[[_Writer, dict[str, str]], None]] = {
    "br": lambda writer, _: writer.break_lines(1),
    "p": lambda writer, _: writer.break_lines(1),
    "li": _Writer.open_item,
    "a": _Writer.open_link,
    "pre": _Writer.open_preformatted,
    "blockquote": _Writer.open_quote,
}
_CLOSERS: dict[str, Callable[[_Writer], None]] = {
    "p": lambda writer: writer.break_lines(2),
    "td": _Writer.close_cell,
    "th": _Writer.close_cell,
    "pre": _Writer.close_preformatted,
    "blockquote": _Writer.close_quote,
    **dict.fromkeys(_SPACED, lambda writer: writer.break_lines(1)),
}
