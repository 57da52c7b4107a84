"""What the configuration of an action names: entries of the desk, by name or by id."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from polydesk.desk.tickets.set_pending_time import LATEST
from polydesk.kernel.clock import epoch
from polydesk.kernel.errors import Invalid
from polydesk.kernel.lookup import Lookup
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


class InUse(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def valid(self) -> bool: ...


T = TypeVar("T", bound=InUse)


def text(config: Mapping[str, Any], *keys: str) -> str:
    """The first of these keys that has a text."""
    return next((str(config[key]) for key in keys if isinstance(config.get(key), str) and config[key]), "")


def find(entries: Lookup[T], config: Mapping[str, Any], name: str) -> T | None:
    """The entry that `name` or `nameID` stands for, None if neither is given. Raises Invalid for one out of use."""
    by_name, by_id = text(config, name), text(config, f"{name}ID")
    if not by_name and not by_id:
        return None
    entry = entries.get(whole(by_id)) if by_id else entries.named(by_name)
    if entry is None or not entry.valid:
        raise Invalid("process.unknown_value", key=name, value=by_id or by_name)
    return entry


def needed(entries: Lookup[T], config: Mapping[str, Any], name: str) -> T:
    entry = find(entries, config, name)
    if entry is None:
        raise Invalid("process.value_missing", key=name)
    return entry


def whole(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None


def pending_until(look: Look, config: Mapping[str, Any]) -> int | None:
    """The epoch until when a ticket shall wait: a moment in the desk's zone, or seconds from now."""
    moment, seconds = text(config, "PendingTime"), whole(text(config, "PendingTimeDiff"))
    until = _moment(look, moment) if moment else None if seconds is None else epoch(look.now) + seconds
    if until is not None and not 0 < until <= LATEST:
        raise Invalid("pending_time", until=until)
    return until


def _moment(look: Look, written: str) -> int:
    try:
        there = datetime.fromisoformat(written).replace(tzinfo=look.config(Settings).zone)
        return epoch(there.astimezone(UTC).replace(tzinfo=None))
    except (ValueError, OverflowError):
        raise Invalid("process.unknown_value", key="PendingTime", value=written) from None
