"""Whether a column holds a text somewhere, in any case."""

from typing import Any

from sqlalchemy import ColumnElement, func

from polydesk.kernel.work import Look


def holds_text(look: Look, column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """SQLite's own LIKE knows ASCII only, but is much faster than the lower() that knows all letters."""
    if look.is_sqlite and text.isascii():
        return column.contains(text, autoescape=True)
    return func.lower(column).contains(text.lower(), autoescape=True)
