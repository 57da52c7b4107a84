"""What is refused before the desk is asked: specification, sections 3, 5 and 7."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from polydesk.api.osticket.words import is_scalar, text
from polydesk.desk.intake.answers.moment import read_moment
from polydesk.desk.intake.answers.unfit import ONE_VALUE
from polydesk.desk.intake.check_form import required_text
from polydesk.desk.intake.registry import FormField
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


def refuse_other_sources(data: Mapping[str, Any], message: FormField) -> None:
    """`source` is not a label: it chooses the rules to check by, and only those of API can be met."""
    source = data.get("source")
    if source is None or str(source).lower() == "api":
        return
    raise Refused("source", _source_errors(str(source).lower(), message, has_topic="topicId" in data))


def _source_errors(source: str, message: FormField, *, has_topic: bool) -> list[tuple[str, str]]:
    if source == "email":
        return [("emailId", "Unknown system email"), MISSING]
    if source != "web":
        return [("origin", "Invalid ticket origin given"), ("err", "No fields set up")]
    topic = [] if has_topic else [("topicId", "Select a Help Topic")]
    return [*topic, MISSING, (str(message.id), required_text(message))]


def due_moment(value: Any, zone: ZoneInfo, now: datetime) -> datetime | None:
    """In UTC; None for what is no moment. One ahead is without effect."""
    due = read_moment(text(value), zone, now)
    return due and due.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
