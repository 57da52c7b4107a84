"""The name of a file somebody sends before its form: it is shown and offered, never a path on our disk."""

import re
import unicodedata

_MOST = 200
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode's categories of what cannot be seen or turns text around."""


def cleaned_name(name: str) -> str:
    """Without folders, control and direction characters, and leading dots; empty if nothing is left."""
    seen = "".join(one for one in name if unicodedata.category(one) not in _UNSEEN)
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", seen))[-1].strip().lstrip(".").strip()
    if len(last) <= _MOST:
        return last
    stem, dot, extension = last.rpartition(".")
    return f"{stem[: _MOST - len(extension) - 1]}.{extension}" if dot and len(extension) <= 20 else last[:_MOST]
