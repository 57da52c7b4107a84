"""Mailboxes and postmaster filters, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.mailroom.models import Mailbox, PostmasterFilter
from polydesk.kernel.lookup import Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxEntry:
    id: int
    name: str
    protocol: str
    host: str
    port: int
    login: str
    folder: str
    insecure: bool
    trusted: bool
    as_original: bool
    keep: bool
    queue_id: int | None
    oauth: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A postmaster filter as it is stored: what has to match, and the headers it then sets."""

    name: str
    stop: bool
    match: Sequence[Mapping[str, Any]]
    set: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Mailroom:
    mailboxes: Lookup[MailboxEntry]
    """Those in use."""
    rules: Sequence[Rule]
    """In the order in which they are asked."""


def load_mailroom(connection: Connection) -> Mailroom:
    return Mailroom(mailboxes=Lookup(_mailboxes(connection)), rules=_rules(connection))


_MAILBOX = Mailbox.metadata.tables["mailbox"]
_SWITCHES = ("insecure", "trusted", "as_original", "keep")
_OTHERS = ("id", "name", "protocol", "host", "port", "login", "folder", "queue_id", "oauth")


def _mailboxes(connection: Connection) -> list[MailboxEntry]:
    rows = connection.execute(select(_MAILBOX).where(_MAILBOX.c.valid == VALID).order_by(_MAILBOX.c.id)).mappings()
    return [MailboxEntry(**_values(row)) for row in rows]


def _values(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _OTHERS} | {name: bool(row[name]) for name in _SWITCHES}


def _rules(connection: Connection) -> list[Rule]:
    table = PostmasterFilter
    in_order = select(table.name, table.stop, table.match, table.set).where(table.valid == VALID)
    rows = connection.execute(in_order.order_by(table.position, table.name))
    return [Rule(row.name, bool(row.stop), row.match, row.set) for row in rows]
