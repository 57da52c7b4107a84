"""Queues and what they are made with: calendars, addresses, salutations, signatures."""

from typing import Any

from polydesk.desk.configuration.links import Link, names_of
from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sections.escalation import ESCALATION
from polydesk.desk.configuration.values import (
    MAX_TEXT,
    VALIDITY,
    Field,
    choice,
    flag,
    number,
    optional_reference,
    reference,
    text,
)
from polydesk.desk.people.models import Group
from polydesk.desk.queues.calendar_config import dump_calendar, parse_calendar
from polydesk.desk.queues.models import (
    FOLLOW_UP_NEW_TICKET,
    FOLLOW_UP_POSSIBLE,
    FOLLOW_UP_REJECT,
    AutoResponse,
    Queue,
    QueueAutoResponse,
    Salutation,
    Signature,
    Sla,
    SystemAddress,
    WorkingCalendarRow,
)
from polydesk.kernel.errors import Invalid

_auto_response: Any = QueueAutoResponse.__table__


def _read_calendar(value: Any, place: Place, stored: Any) -> dict[str, object]:
    try:
        return dump_calendar(parse_calendar(place.mapping(value)))
    except Invalid as error:
        raise place.refuse("unusable", message=str(error)) from error


CALENDARS = Section(
    "calendars",
    WorkingCalendarRow,
    "name",
    (text("name", required=True), Field("config", _read_calendar), VALIDITY),
)

SYSTEM_ADDRESSES = Section(
    "system_addresses", SystemAddress, "email", (text("email", required=True), text("name"), VALIDITY)
)

SALUTATIONS = Section(
    "salutations", Salutation, "name", (text("name", required=True), text("text", limit=MAX_TEXT), VALIDITY)
)

SIGNATURES = Section(
    "signatures", Signature, "name", (text("name", required=True), text("text", limit=MAX_TEXT), VALIDITY)
)

_FOLLOW_UP = {"possible": FOLLOW_UP_POSSIBLE, "reject": FOLLOW_UP_REJECT, "new ticket": FOLLOW_UP_NEW_TICKET}

QUEUES = Section(
    "queues",
    Queue,
    "name",
    (
        text("name", required=True),
        reference("group", Group, "group_id"),
        number("unlock_timeout"),
        choice("follow_up", _FOLLOW_UP),
        flag("follow_up_lock"),
        *ESCALATION,
        optional_reference("system_address", SystemAddress, "system_address_id"),
        optional_reference("salutation", Salutation, "salutation_id"),
        optional_reference("signature", Signature, "signature_id"),
        optional_reference("sla", Sla, "sla_id"),
        text("comment", limit=MAX_TEXT),
        VALIDITY,
    ),
    (Link("auto_responses", _auto_response, "queue_id", ("auto_response_id",), *names_of(AutoResponse)),),
)
