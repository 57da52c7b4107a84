"""The texts of a mail, put together as plain text and as HTML."""

from dataclasses import dataclass
from html import escape


@dataclass(slots=True)
class _Shown:
    text: str
    is_html: bool
    has_twin: bool


class Texts:
    """What readers see. Beyond `max_characters` nothing is taken; the caller keeps the whole as a file."""

    def __init__(self, max_characters: int, *, as_original: bool) -> None:
        self._shown: list[_Shown] = []
        self._left = max_characters
        self._as_original = as_original

    def add(self, text: str, *, is_html: bool, has_twin: bool = False) -> bool:
        """Whether all of it fitted. `has_twin`: the same text is there as HTML too."""
        whole = text.replace("\r\n", "\n")
        taken = whole[: self._left]
        self._left -= len(taken)
        if taken.strip():
            self._shown.append(_Shown(taken, is_html, has_twin))
        return len(taken) == len(whole)

    def is_empty(self) -> bool:
        return not self._shown

    def plain(self) -> str:
        return "".join(_ended(one.text) for one in self._shown if not one.is_html)

    def html(self) -> str:
        """Empty if there is none. Plain text that has no place in it otherwise comes along."""
        if not any(one.is_html for one in self._shown):
            return ""
        return "".join(
            _ended(one.text if one.is_html else _as_html(one.text))
            for one in self._shown
            if one.is_html or not (one.has_twin or self._as_original)
        )


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _as_html(text: str) -> str:
    return "<div>" + escape(text.strip()).replace("\n", "<br>\n") + "</div>"
