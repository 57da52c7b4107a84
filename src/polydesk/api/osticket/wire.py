"""From the body of a request to a submission. Shapes are only read here; what becomes of them the desk decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.api.osticket.attachments import Attached, Limits, json_files, once_each, xml_files
from polydesk.api.osticket.checks import (
    due_moment,
    refuse_crashing_values,
    refuse_files_of_no_shape,
    refuse_other_sources,
)
from polydesk.api.osticket.errors import Unreadable
from polydesk.api.osticket.json_input import decode_json
from polydesk.api.osticket.known_keys import unexpected_keys
from polydesk.api.osticket.message import json_message, xml_message
from polydesk.api.osticket.pictures import take_pictures
from polydesk.api.osticket.routing import Route
from polydesk.api.osticket.wishes import local_id, read_wish
from polydesk.api.osticket.words import is_on, text
from polydesk.api.osticket.xml_input import TEXT, decode_xml
from polydesk.desk.intake.registry import Intake, KeyEntry
from polydesk.desk.intake.stock_forms import message_field
from polydesk.desk.intake.submission import Submission, Text
from polydesk.desk.intake.texts import truthy
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

LONGEST_ADDRESS = 64
_NO_ANSWERS = frozenset({"message", "attachments", TEXT})


@dataclass(frozen=True, slots=True)
class Reading:
    submission: Submission
    unexpected: list[str]


def decode(route: Route, body: bytes) -> dict[str, Any]:
    """The request as a mapping. An XML document without fields is an empty one, which JSON may not be."""
    if route is Route.XML:
        return decode_xml(body)
    data = decode_json(body)
    if not isinstance(data, dict) or not data:
        raise Unreadable("No errors")
    return data


def read_submission(look: Look, key: KeyEntry, route: Route, data: Mapping[str, Any], address: str) -> Reading:
    """Raises Refused for what no ticket could be made of, whatever the desk thinks."""
    return _Reader(look, key, route, data).read(address)


class _Reader:
    def __init__(self, look: Look, key: KeyEntry, route: Route, data: Mapping[str, Any]) -> None:
        self._intake = look.config(Intake)
        self._settings = look.config(Settings)
        self._now = look.now
        self._message_field = message_field(self._intake)
        self._as_original = key.as_original
        self._is_xml = route is Route.XML
        self._data = _with_phone(data, is_xml=self._is_xml, as_original=key.as_original)

    def read(self, address: str) -> Reading:
        data, intake = self._data, self._intake
        self._check()
        topic_id = local_id(intake, "topic", data.get("topicId"))
        limits = Limits(self._settings["osTicket::max_file_size"], self._extensions())
        attached = self._files(limits)
        message, pictures = take_pictures(self._text(), limits)
        email_id = local_id(intake, "email", data.get("emailId")) if self._as_original else None
        submission = Submission(
            channel="API",
            source="Email" if email_id else "API",
            system_address_id=email_id,
            values={name: value for name, value in data.items() if name not in _NO_ANSWERS},
            text=message,
            topic_id=topic_id,
            files=[*(once_each(attached.files) if self._as_original else attached.files), *pictures.files],
            file_errors=[*attached.errors, *pictures.errors],
            wish=read_wish(intake, data, as_original=self._as_original),
            remote_address=(text(data.get("ip")).strip() or address)[:LONGEST_ADDRESS],
            due_at=due_moment(data.get("duedate"), self._settings.zone, self._now),
            alert=self._is_wanted("alert"),
            autorespond=self._is_wanted("autorespond"),
            as_original=self._as_original,
            **(self._of_mail() if self._as_original else {}),
        )
        return Reading(submission, unexpected_keys(intake, topic_id, data))

    def _check(self) -> None:
        refuse_crashing_values({**self._data, "message": self._plain_message()})
        if not self._is_xml:
            refuse_files_of_no_shape(self._data.get("attachments"))
        refuse_other_sources(self._data, self._message_field)

    def _plain_message(self) -> Any:
        """In XML a message may have attributes beside its text."""
        message = self._data.get("message")
        return "" if self._is_xml and isinstance(message, dict) else message

    def _text(self) -> Text | None:
        if "message" not in self._data:
            return None
        read = xml_message if self._is_xml else json_message
        return read(self._data["message"], as_original=self._as_original)

    def _files(self, limits: Limits) -> Attached:
        read = xml_files if self._is_xml else json_files
        return read(self._data.get("attachments"), limits, as_original=self._as_original)

    def _extensions(self) -> list[str]:
        """What the message field of the ticket form lets pass: none named means all."""
        named = str(self._message_field.configuration.get("extensions") or "").lower()
        return [part.strip().lstrip(".") for part in named.split(",") if part.strip()]

    def _is_wanted(self, name: str) -> bool:
        value = self._data.get(name)
        return value is None or (is_on if self._is_xml else truthy)(value)

    def _of_mail(self) -> dict[str, Any]:
        """More that the original obeys without saying so: a request that stands for a mail."""
        data = self._data
        flags = data.get("mailflags")
        return {
            "poster": text(data.get("poster")),
            "message_id": text(data.get("mid")),
            "headers": text(data.get("header")),
            "is_bounce": isinstance(flags, dict) and truthy(flags.get("bounce")),
        }


def _with_phone(data: Mapping[str, Any], *, is_xml: bool, as_original: bool) -> Mapping[str, Any]:
    """A capital X stands before an extension. The original does not take a small one for it in XML, and ignores the
    `ext` attribute it documents."""
    phone = data.get("phone")
    if is_xml and isinstance(phone, dict):
        extension = "" if as_original else text(phone.get("ext")).strip()
        phone = text(phone.get(TEXT)) + (f"X{extension}" if extension else "")
    if isinstance(phone, str) and not (is_xml and as_original):
        phone = phone.upper()
    return {**data, "phone": phone} if "phone" in data else data
