"""What is offered while somebody types the name of an entry: entries of which there may be very many."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, func, or_, select

from polydesk.desk.columns import VALID
from polydesk.desk.configuration.layout import SECTIONS
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

_BY_NAME = {section.name: section for section in SECTIONS}
_LABELS = ("name", "first_name", "last_name", "realname")
"""Columns that say to people what a key means."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`label` is empty where the key says it all."""

    key: str
    label: str


def suggest_entries(look: Look, section_name: str, text: str, *, limit: int) -> list[Suggestion]:
    """Valid ones in whose key or label the text is, those whose key begins with it first. Raises NotFound."""
    if section_name not in _BY_NAME:
        raise NotFound("configuration_section", name=section_name)
    section = _BY_NAME[section_name]
    key = section.table.c[section.key]
    labels = _labels(section.table, section.key)
    wanted = text.lower()
    begins = func.lower(key).startswith(wanted, autoescape=True)
    rows = select(key, *labels).order_by(begins.desc(), func.lower(key)).limit(limit)
    rows = rows.where(or_(*(func.lower(one).contains(wanted, autoescape=True) for one in (key, *labels))))
    if "valid" in section.known_keys:
        rows = rows.where(section.table.c.valid == VALID)
    return [Suggestion(row[0], " ".join(filter(None, row[1:]))) for row in look.connection.execute(rows)]


def _labels(table: Table, key: str) -> list[Column[Any]]:
    return [table.c[name] for name in _LABELS if name in table.c and name != key]
