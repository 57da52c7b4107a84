"""Which keys a request may have. Any other is only logged. Specification, sections 3 and 4."""

from collections.abc import Iterator, Mapping
from typing import Any

from polydesk.api.osticket.xml_input import TEXT
from polydesk.desk.intake.registry import Intake
from polydesk.desk.intake.stock_forms import ticket_fields, user_fields

_ALWAYS = frozenset(
    {
        "alert",
        "autorespond",
        "source",
        "topicId",
        "attachments",
        "message",
        "ip",
        "priorityId",
        "system_emails",
        "thread_entry_recipients",
    }
)
_OF_FILES = frozenset(["name", "type", "data", "encoding", "size"])
_OF_MESSAGE = frozenset({"type", "encoding"})
MOST_LOGGED = 50


def unexpected_keys(intake: Intake, topic_id: int | None, data: Mapping[str, Any]) -> list[str]:
    """The names nobody asked for, nested ones with slashes."""
    fields = (*user_fields(intake), *ticket_fields(intake), *intake.topic_fields(topic_id))
    known = _ALWAYS | {field.name for field in fields}
    found = [name for name in data if name not in known and name != TEXT]
    found += _nested("message", data.get("message"), _OF_MESSAGE)
    attachments = data.get("attachments")
    if isinstance(attachments, Mapping):
        for name, value in attachments.items():
            for one in value if isinstance(value, list) else [value]:
                found += _nested(f"attachments/{name}", one, _OF_FILES)
    return list(dict.fromkeys(found))[:MOST_LOGGED]


def _nested(path: str, value: Any, known: frozenset[str]) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{path}/{name}" for name in value if name not in known and name != TEXT)
