"""Percent-escapes of paths and queries."""

from urllib.parse import unquote


def unescaped(encoded: str) -> str:
    """Decoded as UTF-8 with replacement. Without NUL characters: PostgreSQL's text can not hold them."""
    if "%" not in encoded and "\0" not in encoded:
        return encoded
    return unquote(encoded, "utf-8", "replace").replace("\0", "")
