"""Single entries of a configuration, as administrators see and change them. Each saving is in the audit trail."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, or_, select

from polydesk.desk.audit.record import audit
from polydesk.desk.columns import VALID
from polydesk.desk.configuration.layout import SECTIONS
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.section import Section
from polydesk.kernel.errors import Conflict, NotFound
from polydesk.kernel.holding import holds_text
from polydesk.kernel.work import Look, Work

Entry = dict[str, Any]
SECRET_KEYS = frozenset(("password", "password_hash", "key", "key_hash"))
"""What of an entry is neither shown nor written down."""
PAGE = 100
UNSEEN = frozenset(("preferences",))
"""What people change by themselves all the time: no reason to refuse a form that was opened before."""
_BY_NAME = {section.name: section for section in SECTIONS}


@dataclass(frozen=True)
class EntryList:
    """`before` and `after` are where the ones before and the next ones begin, empty where there are none."""

    entries: list[Entry]
    before: str
    after: str


def list_entries(
    look: Look, section_name: str, *, text: str = "", only_valid: bool = False, after: str = "", before: str = ""
) -> EntryList:
    """By their key, a hundred at a time: those with `text` in any of their texts."""
    section = _BY_NAME[section_name]
    key = _ordered_by(section)
    rows = select(section.table).where(*_wanted(look, section, text, only_valid=only_valid)).limit(PAGE + 1)
    if before:
        rows = rows.where(key < _folded(section, before)).order_by(key.desc())
    else:
        rows = rows.where(key > _folded(section, after)) if after else rows
        rows = rows.order_by(key)
    found = section.entries(look.connection, Names(look.connection), rows)
    shown = [_without_secrets(entry) for entry in found[:PAGE]]
    if before:
        shown.reverse()
    has_more = len(found) > PAGE
    has_earlier, has_later = (has_more, bool(shown)) if before else (bool(after and shown), has_more)
    first, last = (str(shown[at][section.key]) if shown else "" for at in (0, -1))
    return EntryList(shown, first if has_earlier else "", last if has_later else "")


def count_entries(look: Look, section_name: str, *, text: str = "", only_valid: bool = False) -> int:
    section = _BY_NAME[section_name]
    wanted = _wanted(look, section, text, only_valid=only_valid)
    return look.connection.execute(select(func.count()).select_from(section.table).where(*wanted)).scalar_one()


def _wanted(look: Look, section: Section, text: str, *, only_valid: bool) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if text:
        wanted.append(or_(*(holds_text(look, one, text) for one in _texts(section))))
    if only_valid and "valid" in section.known_keys:
        wanted.append(section.table.c.valid == VALID)
    return wanted


def _ordered_by(section: Section) -> ColumnElement[Any]:
    """As its index is."""
    key = section.table.c[section.key]
    return func.lower(key) if section.any_case else key


def _folded(section: Section, key: str) -> str:
    return key.lower() if section.any_case else key


def find_entry(look: Look, section_name: str, entry_id: int) -> Entry:
    """Raises NotFound."""
    section = _BY_NAME[section_name]
    found = _entry(look, section, select(section.table).where(section.table.c.id == entry_id))
    if found is None:
        raise NotFound("configuration_entry", id=entry_id)
    return _without_secrets(found)


def name_of_entry(look: Look, section_name: str, entry_id: int) -> str | None:
    """What it is known by."""
    section = _BY_NAME[section_name]
    named = select(section.table.c[section.key]).where(section.table.c.id == entry_id)
    return look.connection.execute(named).scalar()


def names_in(look: Look, section_name: str, *, limit: int | None = None) -> list[str]:
    """What the valid entries of a section are known by, in the order of the alphabet."""
    return [name for _id, name in offered_in(look, section_name, limit=limit)]


def offered_in(look: Look, section_name: str, *, limit: int | None = None) -> list[tuple[int, str]]:
    """The valid entries of a section by id and by what they are known by, in the order of the alphabet."""
    section = _BY_NAME[section_name]
    key = section.table.c[section.key]
    rows = select(section.table.c.id, key).order_by(func.lower(key)).limit(limit)
    if "valid" in section.known_keys:
        rows = rows.where(section.table.c.valid == VALID)
    return [(row[0], row[1]) for row in look.connection.execute(rows)]


def version_of(entry: Mapping[str, Any]) -> str:
    """Changes when the entry does."""
    seen = {key: value for key, value in entry.items() if key not in UNSEEN}
    return sha256(json.dumps(seen, sort_keys=True, default=str).encode()).hexdigest()[:16]


def save_entry(work: Work, section_name: str, entry: Entry, *, seen: str | None = None) -> int:
    """Make or change one; the id is returned. What is left out of the entry stays as it is.

    Raises Invalid and Conflict as `load_configuration`, NotFound for an id there is no entry of, and Conflict if the
    entry has changed since its version was `seen`.
    """
    section = _BY_NAME[section_name]
    before: Entry = {}
    if "id" in entry:
        same = section.table.c.id == entry["id"]
        work.connection.execute(
            select(section.table.c.id).where(same).with_for_update()
        )  # of two who saw it, one saves
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
