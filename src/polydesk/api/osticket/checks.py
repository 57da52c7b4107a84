"""What is refused before the desk is asked: specification, sections 3, 5 and 7."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from polydesk.api.osticket.words import is_scalar, text
from polydesk.desk.intake.answers.moment import read_moment
from polydesk.desk.intake.answers.unfit import ONE_VALUE
from polydesk.desk.intake.submission import Refused

MISSING = ("err", "Missing or invalid data — Correct any errors below and try again")
_SCALARS = ("message", "source", "topicId")


def refuse_crashing_values(data: Mapping[str, Any]) -> None:
    """A list or object where a text is due kills the original; here it is an error like any other."""
    wrong = [name for name in _SCALARS if not is_scalar(data.get(name))]
    if wrong:
        raise Refused("wrong_type", [(name, ONE_VALUE) for name in wrong])


def refuse_files_of_no_shape(attachments: Any) -> None:
    """The original dies of them, too."""
    is_list = isinstance(attachments, list)
    if isinstance(attachments, Mapping) or (is_list and not all(isinstance(one, Mapping) for one in attachments)):
        raise Refused("wrong_type", [("attachments", "A list of objects is expected here")])


def refuse_other_sources(data: Mapping[str, Any], message_id: int) -> None:
    """`source` is not a label: it chooses the rules to check by, and only those of API can be met."""
    source = data.get("source")
    if source is None or str(source).lower() == "api":
        return
    raise Refused("source", _source_errors(str(source).lower(), message_id, has_topic="topicId" in data))


def _source_errors(source: str, message_id: int, *, has_topic: bool) -> list[tuple[str, str]]:
    if source == "email":
        return [("emailId", "Unknown system email"), MISSING]
    if source != "web":
        return [("origin", "Invalid ticket origin given"), ("err", "No fields set up")]
    topic = [] if has_topic else [("topicId", "Select a Help Topic")]
    return [*topic, MISSING, (str(message_id), "Issue Details is a required field")]


def refuse_past_due_date(value: Any, zone: ZoneInfo, now: datetime) -> None:
    """A future one passes, and is without effect."""
    due = read_moment(text(value), zone, now)
    if due is not None and due.replace(tzinfo=zone) < now.replace(tzinfo=UTC):
        raise Refused("duedate", [("duedate", "Due date must be in the future")])
