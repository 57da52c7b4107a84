"""Mailboxes and postmaster filters, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.mailroom.models import Mailbox, PostmasterFilter
from polydesk.kernel.errors import NotFound
from polydesk.kernel.lookup import Lookup
from polydesk.kernel.patterns import PatternError, SearchPattern, searching

_log = structlog.get_logger(__name__)


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
    idle: bool
    queue_id: int | None
    oauth: Mapping[str, Any]

    @property
    def is_imap(self) -> bool:
        return self.protocol.startswith("imap")


@dataclass(frozen=True, slots=True)
class Match:
    """A condition on one header (or the body), in lower case."""

    header: str
    pattern: SearchPattern
    negated: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A postmaster filter: what has to match, and the headers it then sets, as pairs of name and value."""

    name: str
    stop: bool
    match: Sequence[Match]
    set: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Mailroom:
    mailboxes: Lookup[MailboxEntry]
    """Those in use."""
    rules: Sequence[Rule]
    """In the order in which they are asked."""


def load_mailroom(connection: Connection) -> Mailroom:
    return Mailroom(mailboxes=Lookup(_mailboxes(connection)), rules=_rules(connection))


_MAILBOX = Mailbox.metadata.tables["mailbox"]
_SWITCHES = ("insecure", "trusted", "as_original", "keep", "idle")
_OTHERS = ("id", "name", "protocol", "host", "port", "login", "folder", "queue_id", "oauth")


def _mailboxes(connection: Connection) -> list[MailboxEntry]:
    rows = connection.execute(select(_MAILBOX).where(_MAILBOX.c.valid == VALID).order_by(_MAILBOX.c.id)).mappings()
    return [MailboxEntry(**_values(row)) for row in rows]


def mailbox_entry(connection: Connection, mailbox_id: int) -> MailboxEntry:
    """Also one that is out of use. Raises NotFound."""
    row = connection.execute(select(_MAILBOX).where(_MAILBOX.c.id == mailbox_id)).mappings().one_or_none()
    if row is None:
        raise NotFound("mailbox", id=mailbox_id)
    return MailboxEntry(**_values(row))


def _values(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _OTHERS} | {name: bool(row[name]) for name in _SWITCHES}


def _rules(connection: Connection) -> list[Rule]:
    table = PostmasterFilter
    in_order = select(table.name, table.stop, table.match, table.set).where(table.valid == VALID)
    rows = connection.execute(in_order.order_by(table.position, table.name))
    rules = [_rule(row.name, bool(row.stop), row.match, row.set) for row in rows]
    return [rule for rule in rules if rule is not None]


def _rule(name: str, stop: bool, match: Sequence[Any], values: Sequence[Any]) -> Rule | None:
    """None for a filter that is not usable: it must not take the others down with it."""
    try:
        conditions = [
            Match(
                str(one.get("header", "")).strip().lower(),
                searching(str(one.get("pattern", ""))),
                bool(one.get("not")),
            )
            for one in match
        ]
    except PatternError as error:
        _log.error("postmaster_filter_left_out", postmaster_filter=name, reason=str(error))
        return None
    return Rule(name, stop, conditions, [(str(one.get("header", "")), str(one.get("value", ""))) for one in values])
