"""The name a file is shown and offered under. Where it is stored has nothing to do with it."""

import re
import unicodedata

_MAX = 200
_MAX_EXTENSION = 20
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"|?*')
# Cc control, Cf zero-width and direction marks, Cs surrogates, Co private, Zl and Zp line ends
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def clean_filename(name: str) -> str:
    """Without folders, what cannot be seen, what turns text around; empty if nothing is left."""
    seen = "".join(one for one in name if unicodedata.category(one) not in _UNSEEN)
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", seen))[-1]
    kept = "".join("_" if one in _FORBIDDEN else one for one in last).strip().rstrip(". ")
    if not kept.strip(". "):
        return ""
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    return _shortened(kept)


def _shortened(name: str) -> str:
    if len(name) <= _MAX:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > _MAX_EXTENSION:
        return name[:_MAX]
    return f"{stem[: _MAX - len(extension) - 1]}.{extension}"
