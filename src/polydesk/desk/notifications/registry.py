"""The notifications in memory, by the events they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from polydesk.desk.columns import VALID
from polydesk.desk.sending.models import Notification


@dataclass(frozen=True, slots=True)
class NotificationEntry:
    name: str
    events: Sequence[str]
    conditions: Mapping[str, Any]
    recipients: Sequence[str]
    subject: str
    text: str
    is_html: bool


class Notifications:
    def __init__(self, entries: Sequence[NotificationEntry]) -> None:
        self._by_event: dict[str, list[NotificationEntry]] = {}
        self._by_name = {one.name: one for one in entries}
        for one in entries:
            for event in dict.fromkeys(one.events):
                self._by_event.setdefault(event, []).append(one)

    def about(self, event: str) -> Sequence[NotificationEntry]:
        return self._by_event.get(event, ())

    def named(self, name: str) -> NotificationEntry | None:
        return self._by_name.get(name)


def load_notifications(connection: Connection) -> Notifications:
    rows = connection.execute(select(Notification.__table__).where(Notification.valid == VALID).order_by("id"))
    return Notifications(
        [
            NotificationEntry(
                row.name,
                row.events or (),
                row.conditions or {},
                row.recipients or (),
                row.subject,
                row.text,
                row.content_type == "text/html",
            )
            for row in rows
        ]
    )
