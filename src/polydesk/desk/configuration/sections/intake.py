"""How tickets come in from outside: statuses, sequences, forms, help topics, filters, bans, keys."""

from typing import Any

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sections.documents import ids
from polydesk.desk.configuration.sections.filter_parts import FILTER_ACTIONS, FILTER_RULES
from polydesk.desk.configuration.sections.form_parts import FORM_FIELDS, LIST_ITEMS
from polydesk.desk.configuration.values import (
    VALIDITY,
    Field,
    choice,
    flag,
    never,
    number,
    optional_reference,
    plain_text,
    reference,
    text,
)
from polydesk.desk.intake.keys import intake_key_hash
from polydesk.desk.intake.models import (
    AddressRoute,
    BannedAddress,
    FieldList,
    ForeignId,
    Form,
    HelpTopic,
    IntakeKey,
    NumberSequence,
    TicketFilter,
    TicketStatus,
)
from polydesk.desk.people.models import Agent, Team
from polydesk.desk.queues.models import Priority, Queue, Sla, State

_NAME = text("name", required=True)

TICKET_STATUSES = Section(
    "ticket_statuses",
    TicketStatus,
    "name",
    (_NAME, reference("state", State, "state_id"), flag("archived"), flag("reopens"), VALIDITY),
)
NUMBER_SEQUENCES = Section(
    "number_sequences",
    NumberSequence,
    "name",
    (_NAME, number("next", most=2**53), number("increment", least=1), text("padding", limit=1), VALIDITY),
)
FIELD_LISTS = Section("field_lists", FieldList, "name", (_NAME, LIST_ITEMS, VALIDITY))
FORMS = Section(
    "forms",
    Form,
    "name",
    (_NAME, choice("kind", {word: word for word in ("user", "ticket", "topic")}), FORM_FIELDS, VALIDITY),
)
HELP_TOPICS = Section(
    "help_topics",
    HelpTopic,
    "name",
    (
        _NAME,
        optional_reference("parent", HelpTopic, "parent_id"),
        optional_reference("queue", Queue, "queue_id"),
        optional_reference("priority", Priority, "priority_id"),
        optional_reference("sla", Sla, "sla_id"),
        optional_reference("status", TicketStatus, "status_id"),
        optional_reference("agent", Agent, "agent_id"),
        optional_reference("team", Team, "team_id"),
        text("number_format", limit=60),
        optional_reference("sequence", NumberSequence, "sequence_id"),
        ids("forms"),
        flag("public"),
        flag("no_auto_response"),
        VALIDITY,
    ),
)
ADDRESS_ROUTES = Section(
    "address_routes",
    AddressRoute,
    "address",
    (
        text("address", required=True),
        optional_reference("queue", Queue, "queue_id"),
        optional_reference("priority", Priority, "priority_id"),
        optional_reference("help_topic", HelpTopic, "help_topic_id"),
        flag("no_auto_response"),
        VALIDITY,
    ),
)
TICKET_FILTERS = Section(
    "ticket_filters",
    TicketFilter,
    "name",
    (
        _NAME,
        text("target", limit=20),
        number("position"),
        flag("match_all"),
        flag("stop"),
        FILTER_RULES,
        FILTER_ACTIONS,
        VALIDITY,
    ),
)
BANNED_ADDRESSES = Section(
    "banned_addresses", BannedAddress, "address", (text("address", required=True), VALIDITY), any_case=True
)


def _read_key(value: Any, place: Place, stored: Any) -> str:
    key = plain_text(value, place)
    if len(key) < 20:
        raise place.refuse("too_short", least=20)
    return intake_key_hash(key)


INTAKE_KEYS = Section(
    "intake_keys",
    IntakeKey,
    "label",
    (
        text("label", required=True),
        Field("key", _read_key, never, "key_hash"),
        text("key_hash", limit=64),
        text("address", limit=64),
        flag("create_tickets"),
        flag("run_cron"),
        flag("as_original"),
        VALIDITY,
    ),
)
FOREIGN_IDS = Section("foreign_ids", ForeignId, "name", (_NAME, number("local_id", most=2**53), VALIDITY))
