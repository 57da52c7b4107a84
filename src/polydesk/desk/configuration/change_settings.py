"""Reading and changing settings from afar: without secrets, and without what only those at the machine decide."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.audit.record import audit
from polydesk.kernel.errors import Forbidden, Invalid
from polydesk.kernel.settings import SETTINGS, Settings, registered, setting
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work

SECRET = frozenset(("Jobs::RedisURL", "GOTRS::RateLimitStorage"))
"""URLs, which may hold a password."""
_LOCAL = (
    "Jobs::",
    "Mail::",
    "LDAP::",
    "Metrics::",
    "SendmailModule",
    "GOTRS::RateLimitStorage",
    "osTicket::trusted_",
    "Webhooks::",
)
"""Servers, files and networks this desk talks to: somebody with a stolen token must not turn them to themselves."""
LONGEST_TEXT, MOST_TEXTS = 10_000, 1000


def shown_settings(look: Look, *, defaults: bool = False) -> dict[str, Any]:
    """The settings that were ever set, or all of them, by name; no secrets."""
    names = SETTINGS if defaults else {row.name for row in look.connection.execute(select(setting.c.name))}
    settings = look.config(Settings)
    return {name: settings[name] for name in sorted(names) if name in SETTINGS and name not in SECRET}


def change_settings(work: Work, wanted: Mapping[str, Any]) -> None:
    """Raises NotFound for an unknown name, Forbidden for what is not changed from afar, Invalid for a bad value."""
    settings = work.config(Settings)
    given = {name: _checked(name, value) for name, value in wanted.items()}
    different = {name: value for name, value in given.items() if value != settings[name]}
    if not different:
        return
    rows = (sqlite.insert if work.is_sqlite else postgresql.insert)(setting)
    rows = rows.on_conflict_do_update(index_elements=["name"], set_={"value": rows.excluded.value})
    work.connection.execute(rows, [{"name": name, "value": value} for name, value in different.items()])
    old = {name: settings[name] for name in different}
    audit(work, "settings.update", "settings", ", ".join(sorted(different)), old=old, new=different)
    work.configuration_changed()


def reset_setting(work: Work, name: str) -> None:
    """Back to the default. Raises NotFound for an unknown name, Forbidden for what is not changed from afar."""
    entry, before = registered(name), work.config(Settings)[name]
    if is_local(name):
        raise Forbidden("setting.local", name=name)
    if work.connection.execute(delete(setting).where(setting.c.name == name)).rowcount and before != entry.default:
        audit(work, "settings.reset", "settings", name, old={name: before}, new={name: entry.default})
        work.configuration_changed()


def is_local(name: str) -> bool:
    """Whether only those at the machine decide about it."""
    return name.startswith(_LOCAL) or name in SECRET


def _checked(name: str, value: Any) -> Any:
    entry = registered(name)
    if is_local(name):
        raise Forbidden("setting.local", name=name)
    texts = value if isinstance(value, list) else [value]
    if len(texts) > MOST_TEXTS or any(isinstance(one, str) and not _is_plain(one) for one in texts):
        raise Invalid("setting_value", name=name)
    return entry.checked(value)


def _is_plain(text: str) -> bool:
    return len(text) <= LONGEST_TEXT and text == storable(text) and text.isprintable()
