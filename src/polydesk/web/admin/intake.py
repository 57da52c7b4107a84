"""How requests from outside become tickets: help topics, their forms, filters and bans."""

from polydesk.desk.intake.answers.convert import KNOWN_TYPES
from polydesk.desk.intake.filters import ACTIONS, COMPANY_RULES, OPERATORS
from polydesk.web.admin.entry_rows import Part, Row, entry_rows
from polydesk.web.admin.ids_input import IDS
from polydesk.web.admin.inputs import FLAG, ONE_OF, TEXT, VALID, WORD, Input, name_input
from polydesk.web.admin.kinds import Kind
from polydesk.web.texts import marked as _

_SECTIONS = {
    "template_id": ("templates", _("Answer with the template")),
    "queue_id": ("queues", _("Into the queue")),
    "priority_id": ("priorities", _("With the priority")),
    "sla_id": ("slas", _("With the agreement")),
    "team_id": ("teams", _("To the team")),
    "agent_id": ("agents", _("To the agent")),
    "help_topic_id": ("help_topics", _("With the help topic")),
    "status_id": ("ticket_statuses", _("With the status")),
}
_BY_ITSELF = {
    "reject": _("Refuse it"),
    "replyto": _("Take the reply address for the sender"),
    "noresp": _("Send no auto-response"),
    "email": _("Send the notifications of this filter"),
}


def _action_inside(action: Row) -> Row:
    """As one word: `dept:3`."""
    kind = str(action.get("type"))
    return {"action": f"{kind}:{action.get(ACTIONS[kind])}" if ACTIONS.get(kind) else kind}


def _action_outside(row: Row) -> Row:
    kind, _sign, number = str(row.get("action", "")).partition(":")
    key = ACTIONS.get(kind)
    if not key:
        return {"type": row.get("action", "")}
    return {"type": kind, key: int(number) if number.isascii() and number.isdecimal() and len(number) < 16 else number}


FILTER_RULES = entry_rows(
    Part(
        "what",
        _("What"),
        "suggest",
        words=("email", "name", "topicId", "field.", "reply-to", "reply-to-name", "addressee", *COMPANY_RULES),
    ),
    Part("how", _("How"), "word", words=OPERATORS, default="contains"),
    Part("value", _("With")),
)
FILTER_ACTIONS = entry_rows(
    Part(
        "action",
        _("Action"),
        "word",
        words=tuple(_BY_ITSELF),
        word_names=_BY_ITSELF,
        sections=tuple((f"{kind}:", *_SECTIONS[key]) for kind, key in ACTIONS.items() if key),
    ),
    inside=_action_inside,
    outside=_action_outside,
)
FORM_FIELDS = entry_rows(
    Part("id", _("Number"), "id"),
    Part("label", _("Label")),
    Part("name", _("Name")),
    Part(
        "type",
        _("Kind"),
        "word",
        words=tuple(sorted(KNOWN_TYPES)),
        sections=(("list-", "field_lists", _("One of a list")),),
        default="text",
    ),
    Part("required", _("Needed"), "flag"),
    Part("visible_to_users", _("Customers see it"), "flag"),
    Part("dynamic_field", _("Dynamic field"), "suggest", optional=True, sections=(("", "dynamic_fields", ""),)),
    Part("configuration", _("Configuration"), "yaml", optional=True),
)
LIST_ITEMS = entry_rows(
    Part("id", _("Number"), "id"),
    Part("value", _("Value")),
    Part("abbreviation", _("Short"), optional=True),
    Part("enabled", _("Offered"), "flag", default=True),
)
HELP_TOPICS = Kind(
    "help_topics",
    "help-topics",
    _("Help topics"),
    _("New help topic"),
    ("name", "parent", "queue", "public", "valid"),
    (
        name_input(),
        Input("parent", _("Below"), ONE_OF, section="help_topics"),
        Input("public", _("Customers may choose it"), FLAG, default=True),
        Input("no_auto_response", _("No auto-response"), FLAG),
        VALID,
        Input("queue", _("Queue"), ONE_OF, section="queues", group=_("What its tickets get")),
        Input("priority", _("Priority"), ONE_OF, section="priorities", group=_("What its tickets get")),
        Input("sla", _("Agreement"), ONE_OF, section="slas", group=_("What its tickets get")),
        Input("status", _("Status"), ONE_OF, section="ticket_statuses", group=_("What its tickets get")),
        Input("agent", _("Agent"), ONE_OF, section="agents", group=_("What its tickets get")),
        Input("team", _("Team"), ONE_OF, section="teams", group=_("What its tickets get")),
        Input(
            "number_format",
            _("Form of the number"),
            TEXT,
            _("Each # is a digit. Empty: as the desk numbers its tickets."),
            group=_("What its tickets get"),
        ),
        Input("sequence", _("Sequence"), ONE_OF, section="number_sequences", group=_("What its tickets get")),
        Input(
            "forms",
            _("Forms"),
            IDS,
            _("Those asked beside the forms of the ticket and the customer."),
            further_sections=("forms",),
            default=[],
        ),
    ),
    _("What people say they write about. It decides what becomes of the ticket."),
)
FORMS = Kind(
    "forms",
    "forms",
    _("Forms"),
    _("New form"),
    ("name", "kind", "valid"),
    (
        name_input(),
        Input(
            "kind",
            _("Asked"),
            WORD,
            words=("user", "ticket", "topic"),
            word_names={
                "user": _("of every customer"),
                "ticket": _("for every ticket"),
                "topic": _("for help topics that name it"),
            },
            default="topic",
        ),
        VALID,
        Input(
            "fields",
            _("Fields"),
            FORM_FIELDS,
            _("The dynamic field keeps the answer; without one it is checked only."),
            further_sections=("field_lists", "dynamic_fields"),
            default=[],
        ),
    ),
    _("What requests through osTicket's API must and may say."),
)
FIELD_LISTS = Kind(
    "field_lists",
    "field-lists",
    _("Lists for forms"),
    _("New list of values"),
    ("name", "valid"),
    (name_input(), VALID, Input("items", _("Values"), LIST_ITEMS, default=[])),
    _("Values that a field of a form offers."),
)
