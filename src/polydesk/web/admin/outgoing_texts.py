"""Texts that go out: auto-responses, templates, notifications."""

from polydesk.desk.configuration.stock_lists import AUTO_RESPONSE_TYPES
from polydesk.desk.writing.template_files import list_template_files
from polydesk.web.admin.examples import text_example
from polydesk.web.admin.inputs import LONG_TEXT, ONE_OF, SEVERAL_OF, TEXT, VALID, WORD, Input, name_input
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.notification_inputs import CONDITIONS, EVENTS, RECIPIENTS
from polydesk.web.admin.variables import VARIABLES
from polydesk.web.texts import marked as _

SUBJECT = Input("subject", _("Subject"), TEXT)
LETTER = Input("text", _("Text"), LONG_TEXT)
CONTENT_TYPE = Input(
    "content_type",
    _("Written as"),
    WORD,
    words=("text/plain", "text/html"),
    word_names={"text/plain": _("plain text"), "text/html": _("HTML")},
    default="text/plain",
)
AUTO_RESPONSES = Kind(
    "auto_responses",
    "auto-responses",
    _("Auto-responses"),
    _("New auto-response"),
    ("name", "type", "valid"),
    (
        name_input(),
        Input(
            "type",
            _("Sent"),
            WORD,
            words=AUTO_RESPONSE_TYPES,
            word_names={
                "auto reply": _("for a new ticket"),
                "auto reject": _("for an answer that is refused"),
                "auto follow up": _("for an answer that has arrived"),
                "auto reply/new ticket": _("for an answer that became a new ticket"),
                "auto remove": _("when the ticket is removed"),
            },
            default="auto reply",
        ),
        SUBJECT,
        LETTER,
        CONTENT_TYPE,
        Input(
            "system_address", _("Sent from"), ONE_OF, _("Without one, that of the queue."), section="system_addresses"
        ),
        VALID,
    ),
    _("What the desk answers by itself. Queues name those they send."),
    preview=text_example,
    variables=VARIABLES,
)
TEMPLATES = Kind(
    "templates",
    "templates",
    _("Templates"),
    _("New template"),
    ("name", "kind", "queues", "valid"),
    (
        Input(
            "name",
            _("Name"),
            TEXT,
            _("Agents put it in by typing a semicolon and this name, small and with hyphens."),
            required=True,
        ),
        Input(
            "kind",
            _("Used for"),
            WORD,
            words=("Answer", "Create", "Email", "Forward", "Note", "PhoneCall", "Snippet"),
            word_names={
                "Answer": _("answers"),
                "Create": _("new tickets"),
                "Email": _("new mail"),
                "Forward": _("forwarding"),
                "Note": _("notes"),
                "PhoneCall": _("phone calls"),
                "Snippet": _("anything"),
            },
            default="Answer",
        ),
        LETTER,
        CONTENT_TYPE,
        Input(
            "queues",
            _("Queues"),
            SEVERAL_OF,
            _("Offered only for tickets in these. With none it is offered everywhere."),
            section="queues",
        ),
        VALID,
    ),
    _("Ready texts for agents, with files that go along, and for the action of a ticket filter."),
    preview=text_example,
    variables=VARIABLES,
    beside="admin/template_files.html",
    facts=lambda page, entry: list_template_files(page.look(), entry["id"]),
)
NOTIFICATIONS = Kind(
    "notifications",
    "notifications",
    _("Notifications"),
    _("New notification"),
    ("name", "events", "recipients", "valid"),
    (
        name_input(),
        VALID,
        Input("events", _("When"), EVENTS),
        Input(
            "conditions",
            _("Only for tickets with"),
            CONDITIONS,
            further_sections=("queues", "states", "priorities", "types"),
            default={},
        ),
        Input("recipients", _("Who hears of it"), RECIPIENTS),
        SUBJECT,
        LETTER,
        CONTENT_TYPE,
    ),
    _("Mail about what happens to tickets, to agents, customers or any address."),
    preview=text_example,
    variables=VARIABLES,
)
KINDS = (AUTO_RESPONSES, TEMPLATES, NOTIFICATIONS)
