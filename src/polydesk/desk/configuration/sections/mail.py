"""Mailboxes, postmaster filters, notifications, auto-responses, templates."""

from typing import Any

from polydesk.desk.configuration.links import Link, names_of
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sections.documents import one_mapping, texts
from polydesk.desk.configuration.sections.filter_parts import POSTMASTER_MATCH, POSTMASTER_SET
from polydesk.desk.configuration.sections.template_files import ATTACHMENTS
from polydesk.desk.configuration.values import (
    MAX_TEXT,
    VALIDITY,
    choice,
    flag,
    number,
    optional_reference,
    reference,
    text,
)
from polydesk.desk.mailroom.models import Mailbox, PostmasterFilter
from polydesk.desk.queues.models import (
    AutoResponse,
    AutoResponseType,
    Queue,
    SystemAddress,
    Template,
    TemplateQueue,
)
from polydesk.desk.sending.models import Notification

_template_queue: Any = TemplateQueue.__table__
_NAME = text("name", required=True)
_TEXTS = (text("subject", limit=1000), text("text", limit=MAX_TEXT))
_CONTENT_TYPE = choice("content_type", {word: word for word in ("text/plain", "text/html")})
PROTOCOLS = ("imap", "imaps", "pop3", "pop3s")

AUTO_RESPONSES = Section(
    "auto_responses",
    AutoResponse,
    "name",
    (
        _NAME,
        reference("type", AutoResponseType, "type_id"),
        *_TEXTS,
        _CONTENT_TYPE,
        optional_reference("system_address", SystemAddress, "system_address_id"),
        VALIDITY,
    ),
)
TEMPLATES = Section(
    "templates",
    Template,
    "name",
    (_NAME, text("kind", limit=40), text("text", limit=MAX_TEXT), _CONTENT_TYPE, VALIDITY),
    (Link("queues", _template_queue, "template_id", ("queue_id",), *names_of(Queue)), ATTACHMENTS),
)
NOTIFICATIONS = Section(
    "notifications",
    Notification,
    "name",
    (_NAME, texts("events"), one_mapping("conditions"), texts("recipients"), *_TEXTS, _CONTENT_TYPE, VALIDITY),
)
MAILBOXES = Section(
    "mailboxes",
    Mailbox,
    "name",
    (
        _NAME,
        choice("protocol", {word: word for word in PROTOCOLS}),
        text("host", required=True),
        number("port", most=65535),
        text("login"),
        text("folder"),
        flag("insecure"),
        flag("trusted"),
        flag("as_original"),
        flag("keep"),
        flag("idle"),
        optional_reference("queue", Queue, "queue_id"),
        one_mapping("oauth"),
        VALIDITY,
    ),
)
POSTMASTER_FILTERS = Section(
    "postmaster_filters",
    PostmasterFilter,
    "name",
    (_NAME, number("position"), flag("stop"), POSTMASTER_MATCH, POSTMASTER_SET, VALIDITY),
)
