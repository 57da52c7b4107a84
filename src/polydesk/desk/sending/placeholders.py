"""Placeholders in texts of mail: OTRS' <OTRS_…> and osTicket's %{…}. They name values and do nothing else.

A text is read once, from left to right; what was put in is never looked at again.
"""

import html
import re
from collections.abc import Callable

_PLACEHOLDER = re.compile(
    r"(?:<|&lt;)(?:OTRS|OTOBO|ZNUNY)_([A-Za-z0-9_:]{1,100})(?:\[([0-9]{1,4})\])?(?:>|&gt;)|%\{([A-Za-z0-9_.]{1,100})\}"
)
MOST_CHARACTERS = 200_000
"""A text never gets longer than this, whatever is put in."""

Value = Callable[[str], str]
"""From a placeholder's name in lower case to what stands for it, in plain text; empty for unknown names."""


def fill(text: str, value: Value, *, is_html: bool = False) -> str:
    """`text` with every placeholder replaced, or taken out if nothing stands for it."""

    def put(found: re.Match[str]) -> str:
        name = f"otrs_{found[1]}" if found[1] else found[3]
        plain = value(name.lower())
        if found[2]:
            plain = _shortened(name.lower(), plain, int(found[2]))
        return html.escape(plain).replace("\n", "<br>\n") if is_html else plain

    return _PLACEHOLDER.sub(put, text)[:MOST_CHARACTERS]


def _shortened(name: str, text: str, most: int) -> str:
    """OTRS counts characters in subjects and lines in bodies."""
    if name.endswith("subject"):
        return text if len(text) <= most else text[:most] + "[...]"
    return "\n".join(text.split("\n")[:most])
