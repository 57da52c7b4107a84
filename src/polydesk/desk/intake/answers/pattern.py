"""An operator's pattern as osTicket writes it: `/^[A-Z]{2}$/i`."""

import re
from functools import lru_cache

from polydesk.kernel.patterns import BoundedPattern, PatternError, bounded

_WRITTEN = re.compile(r"\s*([^\w\s\\])(.*)\1([a-zA-Z]*)\s*", re.DOTALL)
_KNOWN_FLAGS = frozenset("imsu")


def is_found(written: str, text: str) -> bool:
    """Whether the pattern occurs in the text. One that cannot be used, or a text too long for it, is no match."""
    pattern = _compiled(written)
    return pattern is not None and len(text) <= pattern.limit and pattern.pattern.search(text) is not None


@lru_cache(maxsize=500)
def _compiled(written: str) -> BoundedPattern | None:
    try:
        return check_pattern(written)
    except PatternError:
        return None


def check_pattern(written: str) -> BoundedPattern:
    """Raises PatternError, a ValueError, for what cannot be used."""
    parts = _WRITTEN.fullmatch(written)
    source, flags = (parts[2], parts[3]) if parts else (written, "")
    inline = "".join(sorted(set(flags) & (_KNOWN_FLAGS - {"u"})))
    # A search tries the pattern at every place, which costs one more unbounded repeat.
    return bounded(f"(?{inline}){source}" if inline else source, costing=f".*{source}")
