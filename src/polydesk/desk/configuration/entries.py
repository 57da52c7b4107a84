"""Single entries of a configuration, as administrators see and change them. Each saving is in the audit trail."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, String, func, or_, select

from polydesk.desk.audit.record import audit
from polydesk.desk.columns import VALID
from polydesk.desk.configuration.layout import SECTIONS
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.section import Section
from polydesk.kernel.errors import Conflict, NotFound
from polydesk.kernel.work import Look, Work

Entry = dict[str, Any]
SECRET_KEYS = frozenset(("password", "password_hash", "key", "key_hash"))
"""What of an entry is neither shown nor written down."""
PAGE = 100
_BY_NAME = {section.name: section for section in SECTIONS}


@dataclass(frozen=True)
class EntryList:
    """`after` is where the next ones begin, empty if these are the last."""

    entries: list[Entry]
    after: str


def list_entries(
    look: Look, section_name: str, *, text: str = "", only_valid: bool = False, after: str = ""
) -> EntryList:
    """By their key, a hundred at a time: those with `text` in any of their texts."""
    section = _BY_NAME[section_name]
    key = section.table.c[section.key]
    rows = select(section.table).order_by(key).limit(PAGE + 1)
    if text:
        rows = rows.where(or_(*(func.lower(one).contains(text.lower(), autoescape=True) for one in _texts(section))))
    if only_valid and "valid" in section.known_keys:
        rows = rows.where(section.table.c.valid == VALID)
    if after:
        rows = rows.where(key > after)
    found = section.entries(look.connection, Names(look.connection), rows)
    last = found[PAGE - 1][section.key] if len(found) > PAGE else ""
    return EntryList([_without_secrets(entry) for entry in found[:PAGE]], last)


def find_entry(look: Look, section_name: str, entry_id: int) -> Entry:
    """Raises NotFound."""
    section = _BY_NAME[section_name]
    found = _entry(look, section, select(section.table).where(section.table.c.id == entry_id))
    if found is None:
        raise NotFound("configuration_entry", id=entry_id)
    return _without_secrets(found)


def names_in(look: Look, section_name: str) -> list[str]:
    """What the valid entries of a section are known by, in the order of the alphabet."""
    section = _BY_NAME[section_name]
    key = section.table.c[section.key]
    rows = select(key).order_by(func.lower(key))
    if "valid" in section.known_keys:
        rows = rows.where(section.table.c.valid == VALID)
    return list(look.connection.execute(rows).scalars())


def version_of(entry: Mapping[str, Any]) -> str:
    """Changes when the entry does."""
    return sha256(json.dumps(entry, sort_keys=True, default=str).encode()).hexdigest()[:16]


def save_entry(work: Work, section_name: str, entry: Entry, *, seen: str | None = None) -> int:
    """Make or change one; the id is returned. What is left out of the entry stays as it is.

    Raises Invalid and Conflict as `load_configuration`, NotFound for an id there is no entry of, and Conflict if the
    entry has changed since its version was `seen`.
    """
    section = _BY_NAME[section_name]
    before: Entry = {}
    if "id" in entry:
        before = find_entry(work, section_name, entry["id"])
        if seen is not None and seen != version_of(before):
            raise Conflict("configuration.changed_meanwhile", id=entry["id"])
    elif _entry(work, section, _with_key(section, entry.get(section.key))) is not None:
        raise Conflict("configuration.taken", where=f"{section_name}[0].{section.key}")
    load_configuration(work, {section_name: [entry]})
    saved = _entry(work, section, _with_key(section, entry[section.key]))
    assert saved, "what was loaded is there"
    _audit(work, section, before, _without_secrets(saved), entry)
    return int(saved["id"])


def _audit(work: Work, section: Section, before: Entry, after: Entry, given: Entry) -> None:
    changed = [key for key in after if before.get(key) != after[key]]
    old = {key: before[key] for key in changed if key in before}
    new = {key: after[key] for key in changed}
    new |= dict.fromkeys(SECRET_KEYS & given.keys(), "…")
    if new:
        action = "change" if before else "create"
        audit(work, f"{section.name}.{action}", section.name, after["id"], old=old, new=new)


def _entry(look: Look, section: Section, rows: Select[Any]) -> Entry | None:
    return next(iter(section.entries(look.connection, Names(look.connection), rows)), None)


def _with_key(section: Section, key: Any) -> Select[Any]:
    column = section.table.c[section.key]
    if section.any_case:
        return select(section.table).where(func.lower(column) == str(key).lower())
    return select(section.table).where(column == str(key))


def _without_secrets(entry: Entry) -> Entry:
    return {key: value for key, value in entry.items() if key not in SECRET_KEYS}


def _texts(section: Section) -> list[Any]:
    shown = [section.table.c[field.column] for field in section.fields if field.column in section.table.c]
    secret = {field.column for field in section.fields if field.key in SECRET_KEYS}
    return [column for column in shown if isinstance(column.type, String) and column.name not in secret]
