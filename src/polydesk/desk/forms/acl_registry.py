"""The ACLs of the desk, in memory, in the order in which they are tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.forms.models import AccessControl


@dataclass(frozen=True, eq=False)
class Acl:
    """`match` and `change` as OTRS writes them: ConfigMatch and ConfigChange."""

    name: str
    match: Mapping[str, Any]
    change: Mapping[str, Any]
    stop_after_match: bool


@dataclass(frozen=True)
class Acls:
    entries: Sequence[Acl]


def load_acls(connection: Connection) -> Acls:
    rows = connection.execute(select(AccessControl.__table__).where(AccessControl.valid == VALID))
    entries = [Acl(row.name, row.match, row.change, bool(row.stop_after_match)) for row in rows]
    return Acls(sorted(entries, key=lambda acl: acl.name))
