"""The directory this desk is joined to: kept in the database, its password in a column nothing shows."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import delete, insert, select, update

from polydesk.desk.audit.record import audit
from polydesk.desk.people.directory_settings import Attributes, DirectorySettings
from polydesk.desk.people.models import DirectoryLink
from polydesk.kernel.errors import NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

_TABLE: Any = DirectoryLink.__table__
_OURS = ("bind_password", "allow_loopback", "ca_file")
"""What is not part of the stored JSON."""


@dataclass(frozen=True, slots=True)
class Managed:
    """Groups and roles of the desk the directory has decided about. In others it has no say."""

    groups: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()


def find_link(look: Look) -> DirectorySettings | None:
    row = look.connection.execute(select(_TABLE.c.settings, _TABLE.c.bind_password)).first()
    if row is None:
        return None
    return with_desk(look, _parsed(json.loads(row.settings), row.bind_password))


def load_link(look: Look) -> DirectorySettings:
    """Raises NotFound when the desk has no directory."""
    found = find_link(look)
    if found is None:
        raise NotFound("directory.not_configured")
    return found


def with_desk(look: Look, settings: DirectorySettings) -> DirectorySettings:
    """Together with what the desk's own settings say about directories."""
    ours = look.config(Settings)
    return replace(settings, allow_loopback=ours["LDAP::AllowLoopback"], ca_file=ours["LDAP::CAFile"])


def store_link(work: Work, settings: DirectorySettings) -> None:
    """Join this directory instead of whichever was joined before."""
    old = find_link(work)
    values = {"settings": json.dumps(shown(settings)), "bind_password": settings.bind_password}
    if old is None:
        work.connection.execute(insert(_TABLE).values(**values, managed=""))
    else:
        work.connection.execute(update(_TABLE).values(**values))
    audit(work, "ldap.configure", "ldap", settings.host, old=shown(old) if old else None, new=shown(settings))


def remove_link(work: Work) -> None:
    """Its people can sign in no more, until a directory is joined again."""
    audit(work, "ldap.disable", "ldap", load_link(work).host)
    work.connection.execute(delete(_TABLE))


def managed(look: Look) -> Managed:
    stored = look.connection.execute(select(_TABLE.c.managed)).scalar()
    known = json.loads(stored) if stored else {}
    return Managed(frozenset(known.get("groups", ())), frozenset(known.get("roles", ())))


def keep_managed(work: Work, now: Managed) -> None:
    values = json.dumps({"groups": sorted(now.groups), "roles": sorted(now.roles)})
    work.connection.execute(update(_TABLE).values(managed=values))


def shown(settings: DirectorySettings) -> dict[str, Any]:
    """All that may be shown."""
    return {name: value for name, value in asdict(settings).items() if name not in _OURS}


def _parsed(stored: Mapping[str, Any], password: str) -> DirectorySettings:
    given = dict(stored)
    attributes = Attributes(**given.pop("attributes"))
    for name in ("admin_groups", "user_groups"):
        given[name] = tuple(given[name])
    return DirectorySettings(**given, bind_password=password, attributes=attributes)
